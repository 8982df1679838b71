import type { Card } from '../slack/blocks/card.ts';
import { type PreviousFacts, runAgainMessage } from '../slack/blocks/previous-words.ts';
import type { CheckedRequest } from '../slack/blocks/request-words.ts';
import { changesSince } from '../slack/ledger/changes.ts';
import type { Channel, Place } from './channel.ts';
import { BRIEF, type Durable, repeatable, withoutWords } from './durable.ts';
import type { Previous } from './input.ts';

/**
 * Looks up the card that the form names. It counts only as a card of our own bot with that
 * reference; what changed is told from the card's own metadata.
 * @returns `undefined` where there is none such, or Slack does not show it
 */
export async function readPrevious(
  durable: Durable,
  channel: () => Promise<Channel>,
  claimed: Previous | undefined,
  checked: CheckedRequest,
): Promise<PreviousFacts | undefined> {
  if (claimed === undefined) return undefined;
  const read = async (): Promise<PreviousFacts | null> => {
    const slack = await channel();
    const card = await slack.readCard(claimed.ts);
    if (card === undefined || card.payload.reference !== claimed.reference) return null;
    const link = await slack.linkOf(claimed.ts);
    const { reference } = card.payload;
    const changes = changesSince(card, checked);
    return { ts: card.ts, reference, changes, ...(link !== undefined && { link }) };
  };
  try {
    return (
      (await durable.step(
        'previous',
        withoutWords(read),
        repeatable<PreviousFacts | null>(BRIEF),
      )) ?? undefined
    );
  } catch {
    return undefined;
  }
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
    return slack.addLine({ ...at, ts: previous.ts }, entry, message, attempt > 1);
  };
  await durable.step('link forward', withoutWords(write), repeatable(BRIEF)).catch(() => undefined);
}
