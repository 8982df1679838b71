import { readCardPage } from '../../../ledger/read.ts';
import { errorKind } from '../../../runtime/log.ts';
import { plainForeign } from '../../../runtime/text.ts';
import { refusalOf } from '../../../slack-api/errors.ts';
import type { FormDraft } from '../draft.ts';
import { configurationMeant } from '../find-configuration.ts';
import { buildRequestForm } from '../view.ts';
import { filledInBy, withMemory } from './apply.ts';
import { lookBack, type MemoryDeps, WRITING_MS } from './look-back.ts';
import { MAX_NAME_CHARS } from './memory-limits.ts';
import type { FormMemory } from './memory-schema.ts';
import type { ReadPage } from './recall.ts';

/** An open form, as Slack's answer or delivery names it. */
export interface OpenForm {
  readonly id: string;
  readonly hash: string;
}

/** The time of the answer that is left for answering Slack. */
const ANSWERING_MS = 100;

/** A configuration that a line names by a part of its name, for an organization that it does not name. */
export interface Named {
  readonly typed: string;
  /** The form as it is once the configuration is found, and what its person is told then. */
  readonly settled: FormDraft;
  readonly words: string | undefined;
}

/**
 * Fills a form that was just opened in with what the ledger remembers of its events. The hash of the form lets
 * every choice that was made meanwhile stand. Never throws: where it fails, the form stays as it is.
 * @returns whether the configuration that a line names was found
 */
export async function fillInOpened(
  form: OpenForm,
  draft: FormDraft,
  userId: string,
  deps: MemoryDeps,
  named?: Named,
): Promise<boolean> {
  let isFound = false;
  await quietly(deps, async () => {
    const memory = await lookBack(draft, userId, readPageOf(deps), deps);
    if (memory === undefined) return;
    const next = named && (await withNamed(named, memory, deps));
    await writeMemory(form, next ?? withMemory(draft, memory), deps);
    isFound = next !== undefined;
  });
  return isFound;
}

async function withNamed(
  { typed, settled }: Named,
  memory: FormMemory,
  deps: MemoryDeps,
): Promise<FormDraft | undefined> {
  if (memory.kind !== 'filled') return undefined;
  const place = { ...settled, organizationId: memory.organizationId };
  const configuration = await configurationMeant(typed, place, deps, WRITING_MS);
  if (configuration === undefined) return undefined;
  const name = plainForeign(configuration.name, MAX_NAME_CHARS) || configuration.id;
  return withMemory(settled, {
    ...memory,
    configuration: { id: configuration.id, name },
    isNamed: true,
  });
}

/** Runs what may fail without a word, in the time that Slack gives. */
export async function quietly(
  { deadline, log }: Pick<MemoryDeps, 'deadline' | 'log'>,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await deadline.inTime(work(), ANSWERING_MS);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === 'hash_conflict' || refusal === 'not_found') log.info('memory_came_too_late');
    else log.warn('memory_failed', { error: errorKind(error) });
  }
}

/** Reads pages of the channel's newest messages. */
export function readPageOf({ client, secret, settings }: MemoryDeps): ReadPage {
  return (cursor) =>
    readCardPage(client, secret.botId, settings.approvalChannel, { cursor: cursor || undefined });
}

/**
 * Writes what is remembered into a form, if it stands as it was read.
 * @returns the form as it now stands
 * @throws `hash_conflict` where it does not
 */
export function writeMemory(form: OpenForm, draft: FormDraft, deps: Writing): Promise<OpenForm> {
  return update(form, { view_id: form.id, hash: form.hash }, draft, deps);
}

/**
 * Writes over a form that stands as the ledger filled it in.
 * @returns the form as it now stands
 * @throws `not_found` where a person chose since, or closed it
 */
export function replaceMemory(form: OpenForm, draft: FormDraft, deps: Writing): Promise<OpenForm> {
  return update(form, { external_id: filledInBy(form.id) }, draft, deps);
}

type Writing = Pick<MemoryDeps, 'client' | 'settings' | 'deadline'>;

async function update(
  { id, hash }: OpenForm,
  place: { readonly view_id: string; readonly hash: string } | { readonly external_id: string },
  draft: FormDraft,
  { client, settings, deadline }: Writing,
): Promise<OpenForm> {
  deadline.stillInTime();
  const view = buildRequestForm(draft, settings, filledInBy(id));
  const answer = await client.views.update({ ...place, view });
  return { id, hash: answer.view?.hash ?? hash };
}
