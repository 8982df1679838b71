import { WebAPIRateLimitedError } from '@slack/web-api';
import type { LineEntry } from '../../ledger/line-metadata.ts';
import { buildCard } from '../../messages/card/card.ts';
import { type Ladder, ladderOf, type Rung } from '../../messages/forms.ts';
import { buildLine } from '../../messages/thread/line.ts';
import { buildQuestion, type Question } from '../../messages/thread/question.ts';
import type { Card } from '../../model/card.ts';
import type { Line } from '../../model/transition.ts';
import { errorKind, type Log } from '../../runtime/log.ts';
import { isOfChannel } from '../../slack-api/errors.ts';
import type { Message } from '../../slack-api/message.ts';
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
import { type Channel, type Place, THREAD_GONE, type Written } from './channel.ts';
import { descend } from './descend.ts';
import { createDirectWrites, type DirectWrites } from './direct-writes.ts';
import { createEdits, type Edits } from './pending-edits.ts';
import { createWrites, type Tried } from './writes.ts';

/** Writes card and thread as durable steps, and tracks what the channel still lacks. */
export interface LedgerWriter extends DirectWrites {
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
  /** Posts the question whether the webhooks arrived. */
  ask(question: Question, card: Card): Promise<Written>;
  /** Updates the question, and repeats the update if an earlier edit may overwrite it. */
  showQuestion(name: string, at: Place, question: Question, card: Card): Promise<void>;
  /** Slack's permalink of the card; `undefined` if Slack does not return one. */
  link(name: string): Promise<string | undefined>;
}

/** A line of the thread; `mark` is unique within the execution. */
export interface MarkedLine {
  readonly mark: string;
  readonly line: Line;
}

/** A thread message still to be posted. */
interface Due {
  readonly entry: LineEntry;
  readonly message: Message;
  /** Whether an earlier attempt may have posted it. */
  readonly wasTried: boolean;
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
  let place: Place | undefined;
  let missed: readonly Due[] = [];
  let number = 0;
  let inPlaceOf: Card['inPlaceOf'];
  let mayBeTwice = false;
  /** Becomes brief once a write has been given up, so that the lines after it do not wait as long again. */
  let linePatience = PATIENT;
  const cardEdits = createEdits();
  const questionEdits = createEdits();
  const writes = createWrites(durable, channel, gaveUp, log);

  function gaveUp(patience: Patience): void {
    if (patience === PATIENT) linePatience = BRIEF;
  }

  function writeCard(
    name: string,
    card: Card,
    patience: Patience,
    act: (channel: Channel, card: Card, rung: Rung, attempt: number) => Promise<Written>,
  ): Promise<Tried> {
    const shown = inPlaceOf === undefined ? card : { ...card, inPlaceOf };
    return writes.tried({
      name,
      patience,
      kind: 'card',
      ladder: ladderOfCard(card),
      act: (to, attempt, rung) => act(to, shown, rung, attempt),
    });
  }

  /** Waits until no edit can be in flight any more. */
  async function settle(name: string, edits: Edits): Promise<void> {
    await durable.wait(`before ${name}`, { seconds: LOST_EDIT_SECONDS });
    edits.settled();
  }

  async function show(name: string, card: Card, patience: Patience): Promise<Written> {
    const at = place;
    if (at === undefined) return { ok: false, error: 'no_card' };
    const { written, isSure } = await writeCard(name, card, patience, (to, shown, rung) =>
      to.editCard(at, shown, rung),
    );
    cardEdits.made(isSure);
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
    mayBeTwice = true;
    const atMs = Math.floor(Number(written.place.ts) * 1000);
    const line = { kind: 'moved', atMs } as const;
    const moved = due(`moved ${from.ts}`, line, card, buildLine(line, card.checked));
    await addLine(`line moved ${from.ts}`, moved, BRIEF);
    await reposted(written.place, card, 'unchangeable');
    return written;
  }

  async function showQuestion(name: string, at: Place, message: Message): Promise<void> {
    const { isSure } = await writes.tried({
      name,
      patience: PATIENT,
      kind: 'question',
      ladder: ladderOf(message),
      act: (to, _attempt, rung) => to.editMessage(at, message, rung),
    });
    questionEdits.made(isSure);
  }

  function noted(card: Card): Card {
    return inPlaceOf === undefined ? card : { ...card, inPlaceOf };
  }

  /** Numbers the line when it falls due, whenever it will be posted. */
  function due(mark: string, line: LineEntry['line'], card: Card, message: Message): Due {
    number += 1;
    return { entry: { mark, number, line, state: card.state }, message, wasTried: false };
  }

  async function addLine(step: string, each: Due, patience: Patience): Promise<Written> {
    const at = place;
    if (at === undefined) return { ok: false, error: 'no_card' };
    const { entry, message, wasTried } = each;
    const { written } = await writes.tried({
      name: step,
      patience,
      kind: entry.line.kind === 'arrival_asked' ? 'question' : 'line',
      ladder: { ...ladderOf(message), metadata: true },
      act: (to, attempt, rung) => to.addLine(at, entry, message, wasTried || attempt > 1, rung),
    });
    return written;
  }

  async function addBriefly(line: Due): Promise<void> {
    const added = await addLine(`line ${line.entry.mark}`, line, BRIEF);
    if (!added.ok) missed = [...missed, { ...line, wasTried: true }];
  }

  /** Adds missing lines, then this one. If the card is gone, restores it first. */
  async function addPatiently(line: Due, card: Card): Promise<Written> {
    const waiting = missed;
    missed = [];
    const add = async (each: Due): Promise<Written> => {
      const step = `line ${each.entry.mark}, patiently`;
      const added = await addLine(step, each, linePatience);
      if (added.ok || added.error !== THREAD_GONE) return added;
      const shown = await show(`${step}, its card`, card, linePatience);
      return shown.ok ? addLine(`${step}, below it`, each, linePatience) : added;
    };
    for (const each of waiting) await add(each);
    return add(line);
  }

  /** A replacement card says from then on that it is one, and so does its thread. */
  async function reposted(
    at: Place,
    card: Card,
    other: NonNullable<Card['inPlaceOf']>,
  ): Promise<void> {
    place = at;
    inPlaceOf = other;
    const atMs = Math.floor(Number(at.ts) * 1000);
    const line = { kind: 'reposted', atMs, inPlaceOf: other } as const;
    const message = buildLine(line, card.checked);
    await addBriefly(due(`reposted ${at.ts}`, line, card, message));
  }

  return {
    place: () => place,
    async post(card) {
      const { written: posted, isSure } = await writeCard(
        'post card',
        card,
        PATIENT,
        (to, shown, rung, attempt) => to.postCard(shown, attempt, rung),
      );
      mayBeTwice = !isSure;
      if (posted.ok) place = posted.place;
      return posted;
    },
    async withdrawCopies(name, card) {
      const at = place;
      if (at === undefined || !mayBeTwice) return;
      const withdraw = withoutWords(async () => (await channel()).withdrawCopies(at, noted(card)));
      try {
        await durable.step(name, withdraw, repeatable<number>(BRIEF));
      } catch (error) {
        log.warn('copies_not_withdrawn', { step: name, error: errorKind(error) });
      }
    },
    show: (name, card, patience) => show(name, card, PATIENCES[patience ?? 'patient']),
    async showSurely(name, card) {
      const shown = await show(name, card, PATIENT);
      const at = place;
      const isOver = at === undefined || inPlaceOf === 'unchangeable';
      if (shown.ok || isOver || shown.error === 'slack_unavailable') return shown;
      if (isOfChannel(shown.error)) return shown;
      return move(`${name} elsewhere`, at, card);
    },
    async showAgain(name, card) {
      if (!cardEdits.mayBeUndone()) return;
      await settle(name, cardEdits);
      await show(name, card, PATIENT);
    },
    async refresh(name, card) {
      const at = place;
      if (at === undefined) return;
      const attempted = async (): Promise<'sure' | 'unsure'> => {
        try {
          const to = await hastyChannel();
          const from = writes.rungOf('card');
          await descend(ladderOfCard(card), from, async (rung) => ({
            written: await to.refreshCard(at, noted(card), rung),
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
      cardEdits.made(answer === 'sure');
    },
    async line(mark, line, card, patience) {
      const now = due(mark, line, card, buildLine(line, card.checked));
      if (patience === 'brief') await addBriefly(now);
      else await addPatiently(now, card);
    },
    require: (mark, line, card) =>
      addPatiently(due(mark, line, card, buildLine(line, card.checked)), card),
    ask: (question, card) => {
      const line = { kind: 'arrival_asked' } as const;
      return addPatiently(due('arrival asked', line, card, buildQuestion(question, card)), card);
    },
    async showQuestion(name, at, question, card) {
      const message = buildQuestion(question, card);
      await showQuestion(name, at, message);
      if (!questionEdits.mayBeUndone()) return;
      await settle(`${name} again`, questionEdits);
      await showQuestion(`${name} again`, at, message);
    },
    ...createDirectWrites(durable, writes, hastyChannel, timeout, log),
    async link(name) {
      const at = place;
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
