import { takesResource } from '@doo-repush/core/doo/resources';
import { parseEventIds } from '@doo-repush/core/repush/event-ids';
import { errorKind } from '../../../runtime/log.ts';
import { readPermalink } from '../../../slack-api/permalink.ts';
import type { SlackDeps } from '../../deps.ts';
import type { FormDraft } from '../draft.ts';
import { MAX_LINK_CHARS } from './memory-limits.ts';
import type { CardMemory, FormMemory } from './memory-schema.ts';
import { type ReadPage, recall } from './recall.ts';
import { remembered } from './remembered.ts';

/** The time of the answer that is left to others: writing the form, and answering Slack. */
export const WRITING_MS = 450;
/** As long as doo is asked whether a configuration is still there. */
const MOST_MS = 500;
const LEAST_MS = 150;

export type MemoryDeps = Pick<
  SlackDeps,
  'client' | 'settings' | 'secret' | 'organizations' | 'configurationLists' | 'deadline' | 'log'
>;

/**
 * What the ledger remembers for the events of a draft.
 * @returns `undefined` where it remembers nothing, or the events cannot be read
 * @throws what Slack refuses
 */
export async function lookBack(
  { eventIds = '', resource }: FormDraft,
  userId: string,
  readPage: ReadPage,
  deps: MemoryDeps,
): Promise<FormMemory | undefined> {
  const ids = parseEventIds(eventIds);
  if (!ids.ok) return undefined;
  const [recalled, organizations] = await Promise.all([
    recall(ids.eventIds, userId, readPage, deps.deadline),
    deps.organizations(),
  ]);
  const memory = remembered(recalled, organizations);
  if (memory === undefined || !('reference' in memory)) return memory;
  const card = [recalled.ofPerson, ...recalled.ofEvents.map((of) => of.card)].find(
    (each) => each?.reference === memory.reference,
  );
  const [link, isGone] = await Promise.all([
    card && readPermalink(deps.client, deps.settings.approvalChannel, card.ts),
    isSurelyGone(memory, resource, deps),
  ]);
  const { configuration, ...others } = memory;
  return {
    ...others,
    ...(configuration && !isGone && { configuration }),
    ...(link !== undefined && link.length <= MAX_LINK_CHARS && { link }),
  };
}

/**
 * Whether doo no longer has the configuration, or has none of its webhooks for the resource. What doo does not say
 * in time is left to the check, which reads it before anybody is asked.
 */
export async function isSurelyGone(
  { organizationId, configuration }: Pick<CardMemory, 'organizationId' | 'configuration'>,
  resource: FormDraft['resource'],
  { configurationLists, deadline, log }: Pick<SlackDeps, 'configurationLists' | 'deadline' | 'log'>,
): Promise<boolean> {
  const leftMs = deadline.msLeft();
  const deadlineMs = Math.min(MOST_MS, leftMs - WRITING_MS);
  if (configuration === undefined || deadlineMs < LEAST_MS) return false;
  const listed = await configurationLists
    .read(organizationId, deadlineMs, leftMs)
    .catch((error: unknown) => {
      log.warn('configuration_of_memory_failed', { error: errorKind(error) });
      return undefined;
    });
  if (listed?.ok !== true) return false;
  const found = listed.value.configurations.find(({ id }) => id === configuration.id);
  if (found === undefined) return listed.value.complete;
  return !takesResource(found.hooks, resource);
}
