import { readCardPage } from '../../../ledger/read.ts';
import { errorKind } from '../../../runtime/log.ts';
import { refusalOf } from '../../../slack-api/errors.ts';
import type { FormDraft } from '../draft.ts';
import { buildRequestForm } from '../view.ts';
import { filledInBy, withMemory } from './apply.ts';
import { lookBack, type MemoryDeps } from './look-back.ts';
import type { ReadPage } from './recall.ts';

/** An open form, as Slack's answer or delivery names it. */
export interface OpenForm {
  readonly id: string;
  readonly hash: string;
}

/** The time of the answer that is left for answering Slack. */
const ANSWERING_MS = 100;

/**
 * Fills a form that was just opened in with what the ledger remembers of its events. The hash of the form lets
 * every choice that was made meanwhile stand. Never throws: where it fails, the form stays as it is.
 */
export async function fillInOpened(
  form: OpenForm,
  draft: FormDraft,
  userId: string,
  deps: MemoryDeps,
): Promise<void> {
  await quietly(deps, async () => {
    const memory = await lookBack(draft, userId, readPageOf(deps), deps);
    if (memory !== undefined) await writeMemory(form, withMemory(draft, memory), deps);
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
