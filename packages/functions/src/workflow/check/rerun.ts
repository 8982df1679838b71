import { leftOutOf } from '../../ledger/left-out.ts';
import { changesSince } from '../../messages/card/changes-text.ts';
import { runAgainMessage } from '../../messages/card/rerun-text.ts';
import { FULL } from '../../messages/forms.ts';
import type { Card, PreviousFacts } from '../../model/card.ts';
import type { ChannelTrouble } from '../../model/channel-trouble.ts';
import { type Problem, problem } from '../../model/check-problem.ts';
import { type CheckedRequest, targetsOfChecked } from '../../model/checked-request.ts';
import type { Previous } from '../../model/workflow-input.ts';
import { channelTroubleOf } from '../../slack-api/channel-trouble.ts';
import type { Channel, Place } from '../channel/channel.ts';
import { descend } from '../channel/descend.ts';
import { BRIEF, type Durable, repeatable, withoutWords } from '../durable.ts';

/** An earlier request, and what of it is left out now. */
export interface FoundPrevious {
  readonly facts: PreviousFacts;
  /** Places that are not asked for, counted from 1. */
  readonly leftOut: readonly number[];
}

/**
 * Looks up the card that the form names. It counts only as a card of our own bot with that
 * reference; what changed is told from the card's own metadata.
 * @returns `undefined` where there is none such, or Slack does not show it; what keeps the app from the
 * channel, where that is why
 */
async function readPrevious(
  durable: Durable,
  channel: () => Promise<Channel>,
  claimed: Previous | undefined,
  checked: CheckedRequest,
): Promise<FoundPrevious | ChannelTrouble | undefined> {
  if (claimed === undefined) return undefined;
  const read = async (): Promise<FoundPrevious | ChannelTrouble | null> => {
    const slack = await channel();
    const card = await slack.readCard(claimed.ts).catch(troubleOrThrow);
    if (typeof card === 'string') return card;
    if (card === undefined || card.reference !== claimed.reference) return null;
    const link = await slack.linkOf(claimed.ts);
    const { reference } = card;
    const changes = changesSince(card, checked);
    const facts = { ts: card.ts, reference, changes, ...(link !== undefined && { link }) };
    const ids = checked.configurations.map(({ id }) => id);
    const { only } = claimed;
    const leftOut = only === undefined ? [] : leftOutOf(card, checked.request, ids, only);
    return { facts, leftOut };
  };
  try {
    return (
      (await durable.step(
        'previous',
        withoutWords(read),
        repeatable<FoundPrevious | ChannelTrouble | null>(BRIEF),
      )) ?? undefined
    );
  } catch {
    return undefined;
  }
}

function troubleOrThrow(error: unknown): ChannelTrouble {
  const trouble = channelTroubleOf(error);
  if (trouble === undefined) throw error;
  return trouble;
}

/** A request with what it runs again, where it does. */
export type CheckedAgain =
  | {
      readonly ok: true;
      readonly checked: CheckedRequest;
      readonly previous: PreviousFacts | undefined;
    }
  | { readonly ok: false; readonly problem: Problem };

/** Leaves out of a checked request what the one before it has dealt with, where only the rest is wanted. */
export async function withPrevious(
  durable: Durable,
  channel: () => Promise<Channel>,
  claimed: Previous | undefined,
  found: CheckedRequest,
): Promise<CheckedAgain> {
  const read = await readPrevious(durable, channel, claimed, found);
  const isLost = typeof read === 'string';
  if (isLost && claimed?.only !== undefined)
    return problem({ code: 'channel_lost', trouble: read });
  const previous = isLost ? undefined : read;
  if (previous === undefined && claimed?.only !== undefined)
    return problem({ code: 'previous_unread' });
  const leftOut = previous?.leftOut ?? [];
  const checked = leftOut.length === 0 ? found : { ...found, leftOut };
  if (targetsOfChecked(checked).length === 0) return problem({ code: 'nothing_left' });
  return { ok: true, checked, previous: previous?.facts };
}

/** Tells the thread of the earlier request where it goes on; nothing depends on it. */
export async function linkForward(
  durable: Durable,
  channel: () => Promise<Channel>,
  previous: PreviousFacts,
  card: Card,
  at: Place,
): Promise<void> {
  const { requesterId: by, askedAtMs: atMs, reference, state } = card;
  const entry = {
    mark: 'run again',
    number: 0,
    line: { kind: 'run_again', by, atMs },
    state,
  } as const;
  const write = async ({ attempt }: { attempt: number }) => {
    const slack = await channel();
    const message = runAgainMessage(by, reference, await slack.linkOf(at.ts));
    const thread = { ...at, ts: previous.ts };
    await descend({ least: 'bare', metadata: true }, FULL, async (rung) => ({
      written: await slack.addLine(thread, entry, message, attempt > 1, rung),
    }));
  };
  await durable.step('link forward', withoutWords(write), repeatable(BRIEF)).catch(() => undefined);
}
