import { within } from '@doo-repush/core/doo/within';
import { WebAPIRateLimitedError } from '@slack/web-api';
import { errorKind, type Log } from '../log.ts';
import type { Card } from '../slack/blocks/card.ts';
import type { Message } from '../slack/blocks/message.ts';
import { buildQuestion, type Question } from '../slack/blocks/question.ts';
import { buildLine, type Line } from '../slack/blocks/thread.ts';
import type { LineEntry } from '../slack/ledger/line-metadata.ts';
import {
  type Channel,
  LAST_UNSURE_ATTEMPT,
  type Place,
  THREAD_GONE,
  type Written,
} from './channel.ts';
import {
  BRIEF,
  DIRECTORY_PATIENCE,
  type Durable,
  dispensable,
  PATIENT,
  type Patience,
  repeatable,
  withoutWords,
} from './durable.ts';
import { createEdits, type Edits } from './edits.ts';

/** Writes card and thread as durable steps, and knows what is still missing in the channel. */
export interface LedgerWriter {
  /** Where the card stands; `undefined` until it is posted. */
  place(): Place | undefined;
  /** Posts the card. */
  post(card: Card): Promise<Written>;
  /** Makes notes of further cards, if the posting may have come to Slack more than once. */
  withdrawCopies(name: string, card: Card): Promise<void>;
  /** Shows the card's present state; `brief` gives up early, so that nothing waits behind it. */
  show(name: string, card: Card, patience?: 'brief'): Promise<Written>;
  /**
   * Shows again what was shown last, if an edit before it may come to Slack only now and undo it;
   * first it waits until nothing can be on its way any more.
   */
  showAgain(name: string, card: Card): Promise<void>;
  /** Begins to show how far the card's request is, in one short attempt that nothing need wait for. */
  refresh(name: string, card: Card): Promise<void>;
  /** Adds a line; one that could not be posted in time is posted with the next patient one. */
  line(mark: string, line: Line, card: Card, patience?: 'brief'): Promise<void>;
  /** Adds a line that the request cannot go on without. */
  require(mark: string, line: Line, card: Card): Promise<Written>;
  /** Adds the question whether the webhooks arrived. */
  ask(question: Question, card: Card): Promise<Written>;
  /** Shows the question as it stands now, and once more where that may be undone. */
  showQuestion(name: string, at: Place, question: Question, card: Card): Promise<void>;
  /** Tells a person directly; `brief` gives up early, so that nothing waits behind it. */
  tell(name: string, userId: string, message: Message, patience?: 'brief'): Promise<Written>;
  /** Tells a person directly what nothing is lost without, in one short attempt. */
  tellOnce(name: string, userId: string, message: Message): Promise<ToldOnce>;
  /** Edits a direct message, and gives up early. */
  retell(name: string, at: Place, message: Message): Promise<Written>;
  /** Slack's address of the card; `undefined` where Slack does not say. */
  link(name: string): Promise<string | undefined>;
}

/** What became of a direct message that was tried once. */
export type ToldOnce =
  | { readonly kind: 'told'; readonly place: Place }
  | { readonly kind: 'perhaps_told' | 'not_told' };

/** A line of the thread; `mark` is unique within the execution. */
export interface MarkedLine {
  readonly mark: string;
  readonly line: Line;
}

/** A message of the thread on its way. */
interface Due {
  readonly entry: LineEntry;
  readonly message: Message;
  /** Whether it may stand there already. */
  readonly wasTried: boolean;
}

/** What became of a write; it is sure where its first and only attempt was answered. */
interface Tried {
  readonly written: Written;
  readonly isSure: boolean;
}

/** The one attempt of what is told once, all in all. */
const TELL_ONCE_MS = 3_000;
/** Longer than an edit that nobody waits for any more may take to arrive. */
const LOST_EDIT_SECONDS = 15;

/**
 * @param channel gives the Slack side, read anew in each step so that a rotated token is used
 * @param hastyChannel the same with a short time limit, for what is tried once; `signal` ends it sooner
 * @param timeout a signal that ends so many milliseconds from now
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
  let isReposted = false;
  let mayBeTwice = false;
  /** Brief after a write that was given up in the end: the lines that follow do not wait as long again. */
  let linePatience = PATIENT;
  const cardEdits = createEdits();
  const questionEdits = createEdits();

  async function tried(
    name: string,
    patience: Patience,
    act: (channel: Channel, attempt: number) => Promise<Written>,
  ): Promise<Tried> {
    const logged = (written: Written): Written => {
      if (!written.ok) log.error('slack_write_failed', { step: name, error: written.error });
      return written;
    };
    const attempted = withoutWords(async ({ attempt }: { attempt: number }) => {
      const written = logged(await act(await channel(), attempt));
      return { written, isSure: attempt === 1 };
    });
    try {
      return await durable.step(name, attempted, repeatable<Tried>(patience));
    } catch {
      if (patience === PATIENT) linePatience = BRIEF;
      return durable.step(`${name}, given up`, async () => ({
        written: logged({ ok: false, error: 'slack_unavailable' }),
        isSure: false,
      }));
    }
  }

  async function write(...[name, patience, act]: Parameters<typeof tried>): Promise<Written> {
    return (await tried(name, patience, act)).written;
  }

  /** Waits until no edit is on its way any more. */
  async function settle(name: string, edits: Edits): Promise<void> {
    await durable.wait(`before ${name}`, { seconds: LOST_EDIT_SECONDS });
    edits.settled();
  }

  async function show(name: string, card: Card, patience: Patience): Promise<Written> {
    const at = place;
    if (at === undefined) return { ok: false, error: 'no_card' };
    const { written, isSure } = await tried(name, patience, (to) => to.editCard(at, noted(card)));
    cardEdits.made(isSure);
    if (!written.ok) return written;
    place = written.place;
    if (written.place.ts !== at.ts) await reposted(written.place, card);
    return written;
  }

  async function showQuestion(name: string, at: Place, message: Message): Promise<void> {
    const { isSure } = await tried(name, PATIENT, (to) => to.editMessage(at, message));
    questionEdits.made(isSure);
  }

  function noted(card: Card): Card {
    return isReposted ? { ...card, isReposted } : card;
  }

  /** What is due now is numbered now, whenever it will be posted. */
  function due(mark: string, line: LineEntry['line'], card: Card, message: Message): Due {
    number += 1;
    return { entry: { mark, number, line, state: card.state }, message, wasTried: false };
  }

  async function addLine(step: string, each: Due, patience: Patience): Promise<Written> {
    const at = place;
    if (at === undefined) return { ok: false, error: 'no_card' };
    const { entry, message, wasTried } = each;
    return write(step, patience, (to, attempt) =>
      to.addLine(at, entry, message, wasTried || attempt > 1),
    );
  }

  async function addBriefly(line: Due): Promise<void> {
    const added = await addLine(`line ${line.entry.mark}`, line, BRIEF);
    if (!added.ok) missed = [...missed, { ...line, wasTried: true }];
  }

  /** Adds what is missing and then this line; below a card that is gone, after the card is there again. */
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

  /** A card in the place of a deleted one says so from then on, and so does its thread. */
  async function reposted(at: Place, card: Card): Promise<void> {
    isReposted = true;
    const atMs = Math.floor(Number(at.ts) * 1000);
    const line = { kind: 'reposted', atMs } as const;
    const message = buildLine(line, card.checked);
    await addBriefly(due(`reposted ${at.ts}`, line, card, message));
  }

  return {
    place: () => place,
    async post(card) {
      const { written: posted, isSure } = await tried('post card', PATIENT, (to, attempt) =>
        to.postCard(card, attempt),
      );
      mayBeTwice = !isSure;
      if (posted.ok) place = posted.place;
      return posted;
    },
    async withdrawCopies(name, card) {
      const at = place;
      if (at === undefined || !mayBeTwice) return;
      const withdraw = withoutWords(async () => (await channel()).withdrawCopies(at, card));
      try {
        await durable.step(name, withdraw, repeatable<number>(BRIEF));
      } catch (error) {
        log.warn('copies_not_withdrawn', { step: name, error: errorKind(error) });
      }
    },
    show: (name, card, patience) => show(name, card, patience === 'brief' ? BRIEF : PATIENT),
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
          await (await hastyChannel()).refreshCard(at, noted(card));
          return 'sure';
        } catch (error) {
          log.warn('progress_not_shown', { step: name, error: errorKind(error) });
          return error instanceof WebAPIRateLimitedError ? 'sure' : 'unsure';
        }
      };
      const step = durable.step(name, attempted, dispensable<'sure' | 'unsure'>());
      // A step that was interrupted may have written.
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
    tell: (name, userId, message, patience) =>
      write(name, patience === 'brief' ? BRIEF : PATIENT, (to, attempt) =>
        to.tell(userId, message, attempt),
      ),
    async tellOnce(name, userId, message) {
      const tellIn = async (until: AbortSignal): Promise<ToldOnce> => {
        try {
          const to = await hastyChannel(until);
          const told = await to.tell(userId, message, LAST_UNSURE_ATTEMPT);
          if (told.ok) return { kind: 'told', place: told.place };
          return { kind: told.error === 'not_sure' ? 'perhaps_told' : 'not_told' };
        } catch (error) {
          log.warn('not_told', { step: name, error: errorKind(error) });
          return { kind: 'not_told' };
        }
      };
      const attempted = async (): Promise<ToldOnce> => {
        const until = timeout(TELL_ONCE_MS);
        return (await within(tellIn(until), until)) ?? { kind: 'perhaps_told' };
      };
      return durable.step(name, attempted, dispensable<ToldOnce>()).then(
        (told) => told,
        () => ({ kind: 'perhaps_told' }),
      );
    },
    retell: (name, at, message) => write(name, BRIEF, (to) => to.editMessage(at, message)),
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
