import { keeping } from '../../../runtime/ttl-cache.ts';
import { readAsking } from '../../../slack-api/authorize.ts';
import { refusalOf } from '../../../slack-api/errors.ts';
import type { SlackDeps } from '../../deps.ts';
import type { FormDraft } from '../draft.ts';
import { readDraft } from '../draft-metadata.ts';
import { draftOfFields, readFields } from '../submission/fields.ts';
import { isFollowed, mayBeFilledIn, withMemory } from './apply.ts';
import { type OpenForm, quietly, readPageOf, replaceMemory, writeMemory } from './fill-in.ts';
import { lookBack, type MemoryDeps } from './look-back.ts';
import type { ReadPage } from './recall.ts';

/** Event IDs that were typed into a form, as one delivery tells it. */
export interface TypedEvents {
  readonly form: OpenForm;
  readonly metadata: string;
  /** `view.state.values`, untrusted. */
  readonly values: unknown;
  readonly userId: string;
  /** When it was typed, in seconds as Slack gives them. */
  readonly atS: number;
}

/** Typing reads a page of the channel once and not for every character. */
const KEPT_MS = 20_000;

interface Typing {
  readonly formId: string;
  readonly readPage: ReadPage;
  latestS: number;
}

/**
 * Fills a form in with what the ledger remembers of the events that were typed into it, and follows them while
 * nobody chooses by hand. Never throws: where it fails, the form stays as it is.
 * The answer is whether it was written anew.
 */
export function createTypedEvents(
  deps: MemoryDeps & Pick<SlackDeps, 'people'>,
  now: () => number,
): (typed: TypedEvents) => Promise<boolean> {
  let typing: Typing | undefined;

  function typingIn(form: OpenForm, atS: number): Typing {
    if (typing?.formId !== form.id) {
      const readPage = keeping(readPageOf(deps), KEPT_MS, now);
      typing = { formId: form.id, readPage, latestS: atS };
    }
    typing.latestS = Math.max(typing.latestS, atS);
    return typing;
  }

  return async ({ form, metadata, values, userId, atS }) => {
    let isWritten = false;
    await quietly(deps, async () => {
      const before = draftLeft(metadata, values);
      if (before === undefined) return;
      const present = typingIn(form, atS);
      if (!(await readAsking(deps.people, userId)).allowed) return;
      const memory = await lookBack(before, userId, present.readPage, deps);
      const next = withMemory(before, memory);
      if (sameMemory(before, next) || present.latestS > atS) return;
      await write(form, before, next, deps);
      isWritten = true;
    });
    return isWritten;
  };
}

/** The form as it was left; `undefined` where the ledger has no say, or the events cannot be read yet. */
function draftLeft(metadata: string, values: unknown): FormDraft | undefined {
  const fields = readFields(values);
  if (fields === undefined) return undefined;
  const draft = draftOfFields(fields, readDraft(metadata));
  const isOpen = mayBeFilledIn(draft) || (isFollowed(draft) && !!draft.eventIds);
  return isOpen ? draft : undefined;
}

function sameMemory({ memory: one }: FormDraft, { memory: other }: FormDraft): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/**
 * Writes the form in its new state. Slack keeps what a field holds, so that another configuration of the same
 * organization needs a form without either first. What an earlier character filled in meanwhile gives way to a later
 * hit; a choice by hand never does.
 */
async function write(
  form: OpenForm,
  before: FormDraft,
  next: FormDraft,
  deps: MemoryDeps,
): Promise<void> {
  const empty = withMemory(before, undefined);
  const isSameField =
    before.organizationId !== undefined && before.organizationId === next.organizationId;
  try {
    await writeMemory(isSameField ? await writeMemory(form, empty, deps) : form, next, deps);
  } catch (error) {
    if (refusalOf(error) !== 'hash_conflict' || next.memory?.kind !== 'filled') throw error;
    await writeMemory(await replaceMemory(form, empty, deps), next, deps);
  }
}
