import { WebAPIRateLimitedError } from '@slack/web-api';
import { buildCard } from '../../messages/card/card.ts';
import { type Ladder, ladderOf, type Rung } from '../../messages/forms.ts';
import { buildLine } from '../../messages/thread/line.ts';
import type { Card } from '../../model/card.ts';
import type { Line } from '../../model/transition.ts';
import { errorKind, type Log } from '../../runtime/log.ts';
import { isOfChannel } from '../../slack-api/errors.ts';
import {
  BRIEF,
  DIRECTORY_PATIENCE,
  type Durable,
  dispensable,
  PATIENT,
  type Patience,
  repeatable,
  TWICE,
  withoutWords,
} from '../durable.ts';
import { createCardPlace } from './card-place.ts';
import type { Channel, Place, Written } from './channel.ts';
import { descend } from './descend.ts';
import { createDirectWrites, type DirectWrites } from './direct-writes.ts';
import { createLines, type Due } from './lines.ts';
import { createReminderWrites, type ReminderWrites } from './reminder-writes.ts';
import { createWrites, type Tried } from './writes.ts';

/** Writes card and thread as durable steps, and tracks what the channel still lacks. */
export interface LedgerWriter extends DirectWrites, ReminderWrites {
  /** The card's location; `undefined` until it is posted. */
  place(): Place | undefined;
  /** Posts the card. */
  post(card: Card): Promise<Written>;
  /** Turns duplicate cards into notes, if the card may have been posted more than once. */
  withdrawCopies(name: string, card: Card): Promise<void>;
  /** Shows the card's current state; `brief` and `twice` give up early, so that nothing is held up. */
  show(name: string, card: Card, patience?: 'brief' | 'twice'): Promise<Written>;
  /**
   * Shows what people must see. If Slack refuses to change the card, posts a replacement, once per
   * execution.
   */
  showSurely(name: string, card: Card): Promise<Written>;
  /**
   * Shows the latest state again if an earlier edit may still overwrite it; waits first until no edit can
   * be in flight.
   */
  showAgain(name: string, card: Card): Promise<void>;
  /** Starts to show the request's progress, in one short attempt that nothing waits for. */
  refresh(name: string, card: Card): Promise<void>;
  /** Adds a line; one that could not be posted in time is posted together with the next patient one. */
  line(mark: string, line: Line, card: Card, patience?: 'brief'): Promise<void>;
  /** Adds a line without which the request cannot continue. */
  require(mark: string, line: Line, card: Card): Promise<Written>;
  /** Slack's permalink of the card; `undefined` if Slack does not return one. */
  link(name: string): Promise<string | undefined>;
}

/** A line of the thread; `mark` is unique within the execution. */
export interface MarkedLine {
  readonly mark: string;
  readonly line: Line;
}

/** Longer than an edit may take to land after we stopped waiting for it. */
const LOST_EDIT_SECONDS = 15;

const PATIENCES = { patient: PATIENT, brief: BRIEF, twice: TWICE };

/**
 * @param channel creates the Slack client, anew in each step so that a rotated token is used
 * @param hastyChannel the same with a short timeout, for single attempts; `signal` aborts it earlier
 * @param timeout returns a signal that aborts after the given milliseconds
 */
export function createLedgerWriter(
  durable: Durable,
  channel: () => Promise<Channel>,
  hastyChannel: (signal?: AbortSignal) => Promise<Channel>,
  timeout: (ms: number) => AbortSignal,
  log: Log,
): LedgerWriter {
  const place = createCardPlace();
  const writes = createWrites(durable, channel, gaveUp, log);
  const lines = createLines(writes, place.current, show);

  function gaveUp(patience: Patience): void {
    if (patience === PATIENT) lines.hurry();
  }

  function writeCard(
    name: string,
    card: Card,
    patience: Patience,
    act: (channel: Channel, card: Card, rung: Rung, attempt: number) => Promise<Written>,
  ): Promise<Tried> {
    const shown = place.shown(card);
    return writes.tried({
      name,
      patience,
      kind: 'card',
      ladder: ladderOfCard(card),
      act: (to, attempt, rung) => act(to, shown, rung, attempt),
    });
  }

  /** Waits until no edit can be in flight any more. */
  async function settle(name: string): Promise<void> {
    await durable.wait(`before ${name}`, { seconds: LOST_EDIT_SECONDS });
    place.edits.settled();
  }

  async function show(name: string, card: Card, patience: Patience): Promise<Written> {
    const at = place.current();
    if (at === undefined) return { ok: false, error: 'no_card' };
    const { written, isSure } = await writeCard(name, card, patience, (to, shown, rung) =>
      to.editCard(at, shown, rung),
    );
    place.edits.made(isSure);
    if (!written.ok) return written;
    if (written.place.ts !== at.ts) await reposted(written.place, card, 'deleted');
    return written;
  }

  /** Replaces the card permanently. */
  async function move(name: string, from: Place, card: Card): Promise<Written> {
    // Slack may accept as a new message what it refused as an edit.
    writes.beginAnew('card');
    const { written } = await writeCard(name, card, PATIENT, (to, shown, rung) =>
      to.moveCard(from, shown, rung),
    );
    if (!written.ok) return written;
    // The note on the old card is tried once more at the end.
    place.leftCopy();
    const atMs = Math.floor(Number(written.place.ts) * 1000);
    const line = { kind: 'moved', atMs } as const;
    const moved = dueLine(`moved ${from.ts}`, line, card);
    await lines.add(`line moved ${from.ts}`, moved, BRIEF);
    await reposted(written.place, card, 'unchangeable');
    return written;
  }

  function dueLine(mark: string, line: Line, card: Card): Due {
    return lines.due(mark, line, card, buildLine(line, card.checked));
  }

  /** A replacement card says from then on that it is one, and so does its thread. */
  async function reposted(
    at: Place,
    card: Card,
    other: NonNullable<Card['inPlaceOf']>,
  ): Promise<void> {
    place.movedTo(at, other);
    const atMs = Math.floor(Number(at.ts) * 1000);
    const line = { kind: 'reposted', atMs, inPlaceOf: other } as const;
    await lines.addBriefly(dueLine(`reposted ${at.ts}`, line, card));
  }

  return {
    place: place.current,
    async post(card) {
      const { written: posted, isSure } = await writeCard(
        'post card',
        card,
        PATIENT,
        (to, shown, rung, attempt) => to.postCard(shown, attempt, rung),
      );
      place.posted(posted.ok ? posted.place : undefined, isSure);
      return posted;
    },
    async withdrawCopies(name, card) {
      const at = place.current();
      if (at === undefined || !place.mayHaveCopies()) return;
      const withdraw = withoutWords(async () =>
        (await channel()).withdrawCopies(at, place.shown(card)),
      );
      try {
        await durable.step(name, withdraw, repeatable<number>(BRIEF));
      } catch (error) {
        log.warn('copies_not_withdrawn', { step: name, error: errorKind(error) });
      }
    },
    show: (name, card, patience) => show(name, card, PATIENCES[patience ?? 'patient']),
    async showSurely(name, card) {
      const shown = await show(name, card, PATIENT);
      const at = place.current();
      const isOver = at === undefined || place.inPlaceOf() === 'unchangeable';
      if (shown.ok || isOver || shown.error === 'slack_unavailable') return shown;
      if (isOfChannel(shown.error)) return shown;
      return move(`${name} elsewhere`, at, card);
    },
    async showAgain(name, card) {
      if (!place.edits.mayBeUndone()) return;
      await settle(name);
      await show(name, card, PATIENT);
    },
    async refresh(name, card) {
      const at = place.current();
      if (at === undefined) return;
      const attempted = async (): Promise<'sure' | 'unsure'> => {
        try {
          const to = await hastyChannel();
          const from = writes.rungOf('card');
          await descend(ladderOfCard(card), from, async (rung) => ({
            written: await to.refreshCard(at, place.shown(card), rung),
          }));
          return 'sure';
        } catch (error) {
          log.warn('progress_not_shown', { step: name, error: errorKind(error) });
          return error instanceof WebAPIRateLimitedError ? 'sure' : 'unsure';
        }
      };
      const step = durable.step(name, attempted, dispensable<'sure' | 'unsure'>());
      // An interrupted step may have written.
      const answer = await step.then(
        (known) => known,
        () => 'unsure',
      );
      place.edits.made(answer === 'sure');
    },
    async line(mark, line, card, patience) {
      const now = dueLine(mark, line, card);
      if (patience === 'brief') await lines.addBriefly(now);
      else await lines.addPatiently(now, card);
    },
    require: (mark, line, card) => lines.addPatiently(dueLine(mark, line, card), card),
    ...createReminderWrites(durable, writes, hastyChannel, { place: place.current, lines }, log),
    ...createDirectWrites(durable, writes, hastyChannel, timeout, log),
    async link(name) {
      const at = place.current();
      if (at === undefined) return undefined;
      const read = async () => (await (await channel()).linkOf(at.ts)) ?? null;
      const config = repeatable<string | null>(DIRECTORY_PATIENCE);
      return durable.step(name, withoutWords(read), config).then(
        (link) => link ?? undefined,
        () => undefined,
      );
    },
  };
}

function ladderOfCard(card: Card): Ladder {
  return { ...ladderOf(buildCard(card)), metadata: true };
}
