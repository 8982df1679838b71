import type { LedgerCard } from '../../../ledger/ledger-card.ts';
import type { CardPage } from '../../../ledger/read.ts';
import type { AnswerDeadline } from '../../deadline.ts';

/** What the newest requests of the channel tell of events and of a person. */
export interface Recalled {
  /** The newest request of each event that has one. */
  readonly ofEvents: readonly { readonly eventId: string; readonly card: LedgerCard }[];
  /** What the person asked for last. */
  readonly ofPerson: LedgerCard | undefined;
}

/** Reads one page of the channel; `''` is the first one. */
export type ReadPage = (cursor: string) => Promise<CardPage>;

/** Hundreds of messages that are looked through. */
const MAX_PAGES = 3;
/** What a look-up at doo and writing the form take at least. */
const AFTERWARDS_MS = 700;

/**
 * Reads the newest of the ledger, as far as there is time. What was rejected or cancelled tells nothing of its
 * events: it may have named the wrong system.
 */
export async function recall(
  eventIds: readonly string[],
  userId: string,
  readPage: ReadPage,
  deadline: Pick<AnswerDeadline, 'msLeft'>,
): Promise<Recalled> {
  const wanted = new Set(eventIds);
  const ofEvents: { eventId: string; card: LedgerCard }[] = [];
  let ofPerson: LedgerCard | undefined;
  let cursor: string | undefined = '';
  for (let page = 0; page < MAX_PAGES && cursor !== undefined; page++) {
    const read: CardPage = await readPage(cursor);
    for (const card of read.cards) {
      if (card.requesterId === userId) ofPerson ??= card;
      if (card.state.kind === 'rejected' || card.state.kind === 'cancelled') continue;
      const had = card.eventIds.filter((eventId) => wanted.delete(eventId));
      ofEvents.push(...had.map((eventId) => ({ eventId, card })));
    }
    if (wanted.size === 0 || deadline.msLeft() < AFTERWARDS_MS) break;
    cursor = read.cursor;
  }
  return { ofEvents, ofPerson };
}
