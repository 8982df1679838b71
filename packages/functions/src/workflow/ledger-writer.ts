import { WebAPIRateLimitedError } from '@slack/web-api';
import { errorKind, type Log } from '../log.ts';
import type { Card } from '../slack/blocks/card.ts';
import type { Message } from '../slack/blocks/message.ts';
import { buildQuestion, type Question } from '../slack/blocks/question.ts';
import { buildLine, type Line } from '../slack/blocks/thread.ts';
import type { LineEntry } from '../slack/ledger/line-metadata.ts';
import type { Channel, Place, Written } from './channel.ts';
import { BRIEF, type Durable, dispensable, PATIENT, type Patience, repeatable } from './durable.ts';

/** Writes card and thread as durable steps, and knows what is still missing in the channel. */
export interface LedgerWriter {
  /** Where the card stands; `undefined` until it is posted. */
  place(): Place | undefined;
  /** Posts the card. */
  post(card: Card): Promise<Written>;
  /** Shows the card's present state; `brief` gives up early, so that nothing waits behind it. */
  show(name: string, card: Card, patience?: 'brief'): Promise<Written>;
  /**
   * Begins to show how far the card's request is, in one short attempt that nothing need wait for.
   * @returns whether the card surely shows nothing newer than what is written next
   */
  refresh(name: string, card: Card): Promise<'sure' | 'unsure'>;
  /** Adds a line; one that could not be posted in time is posted with the next patient one. */
  line(mark: string, line: Line, card: Card, patience?: 'brief'): Promise<void>;
  /** Adds the question whether the webhooks arrived. */
  ask(question: Question, card: Card): Promise<Written>;
  /** Shows the question as it stands now. */
  showQuestion(name: string, at: Place, question: Question, card: Card): Promise<void>;
  /** Tells a person directly; `brief` gives up early, so that nothing waits behind it. */
  tell(name: string, userId: string, message: Message, patience?: 'brief'): Promise<Written>;
}

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

/**
 * @param channel gives the Slack side, read anew in each step so that a rotated token is used
 * @param hastyChannel the same with a short time limit, for what is tried once
 */
export function createLedgerWriter(
  durable: Durable,
  channel: () => Promise<Channel>,
  hastyChannel: () => Promise<Channel>,
  log: Log,
): LedgerWriter {
  let place: Place | undefined;
  let missed: readonly Due[] = [];
  let number = 0;
  let isReposted = false;
  /** Brief after a write that was given up in the end: the lines that follow do not wait as long again. */
  let linePatience = PATIENT;

  async function write(
    name: string,
    patience: Patience,
    act: (channel: Channel, attempt: number) => Promise<Written>,
  ): Promise<Written> {
    const logged = (written: Written): Written => {
      if (!written.ok) log.error('slack_write_failed', { step: name, error: written.error });
      return written;
    };
    const attempted = async ({ attempt }: { attempt: number }) => {
      try {
        return logged(await act(await channel(), attempt));
      } catch (error) {
        // A message may hold a whole answer of Slack, and AWS keeps no error above 256 KB.
        throw new Error(errorKind(error));
      }
    };
    try {
      return await durable.step(name, attempted, repeatable<Written>(patience));
    } catch {
      if (patience === PATIENT) linePatience = BRIEF;
      return durable.step(`${name}, given up`, async () =>
        logged({ ok: false, error: 'slack_unavailable' }),
      );
    }
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

  async function addPatiently(line: Due): Promise<Written> {
    const waiting = missed;
    missed = [];
    const add = (each: Due) => addLine(`line ${each.entry.mark}, patiently`, each, linePatience);
    for (const each of waiting) await add(each);
    return add(line);
  }

  /** A card in the place of a deleted one says so from then on, and so does its thread. */
  async function reposted(at: Place, card: Card): Promise<void> {
    isReposted = true;
    const atMs = Math.floor(Number(at.ts) * 1000);
    const line = { kind: 'reposted', atMs } as const;
    const message = buildLine(line, card.checked.request);
    await addBriefly(due(`reposted ${at.ts}`, line, card, message));
  }

  return {
    place: () => place,
    async post(card) {
      const posted = await write('post card', PATIENT, (to, attempt) => to.postCard(card, attempt));
      if (posted.ok) place = posted.place;
      return posted;
    },
    async show(name, card, patience) {
      const at = place;
      if (at === undefined) return { ok: false, error: 'no_card' };
      const shown = await write(name, patience === 'brief' ? BRIEF : PATIENT, (to) =>
        to.editCard(at, noted(card)),
      );
      if (!shown.ok) return shown;
      place = shown.place;
      if (shown.place.ts !== at.ts) await reposted(shown.place, card);
      return shown;
    },
    refresh(name, card) {
      const at = place;
      if (at === undefined) return Promise.resolve('sure');
      const attempted = async (): Promise<'sure' | 'unsure'> => {
        try {
          await (await hastyChannel()).refreshCard(at, noted(card));
          return 'sure';
        } catch (error) {
          log.warn('progress_not_shown', { step: name, error: errorKind(error) });
          return error instanceof WebAPIRateLimitedError ? 'sure' : 'unsure';
        }
      };
      return begun(durable.step(name, attempted, dispensable<'sure' | 'unsure'>()));
    },
    async line(mark, line, card, patience) {
      const now = due(mark, line, card, buildLine(line, card.checked.request));
      if (patience === 'brief') await addBriefly(now);
      else await addPatiently(now);
    },
    ask: (question, card) => {
      const line = { kind: 'arrival_asked' } as const;
      return addPatiently(due('arrival asked', line, card, buildQuestion(question, card)));
    },
    async showQuestion(name, at, question, card) {
      const message = buildQuestion(question, card);
      await write(name, PATIENT, (to) => to.editMessage(at, message));
    },
    tell: (name, userId, message, patience) =>
      write(name, patience === 'brief' ? BRIEF : PATIENT, (to, attempt) =>
        to.tell(userId, message, attempt),
      ),
  };
}

/** A step that was interrupted may have written. */
async function begun(step: PromiseLike<'sure' | 'unsure'>): Promise<'sure' | 'unsure'> {
  try {
    return await step;
  } catch {
    return 'unsure';
  }
}
