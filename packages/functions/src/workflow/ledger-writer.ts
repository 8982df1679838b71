import { WebAPIRateLimitedError } from '@slack/web-api';
import { errorKind, type Log } from '../log.ts';
import type { Card } from '../slack/blocks/card.ts';
import type { Message } from '../slack/blocks/message.ts';
import type { Line } from '../slack/blocks/thread.ts';
import type { Channel, Place, Written } from './channel.ts';
import {
  BRIEF,
  CAREFUL,
  type Durable,
  dispensable,
  PATIENT,
  type Patience,
  repeatable,
} from './durable.ts';

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
  tell(name: string, userId: string, message: Message): Promise<Written>;
}

/** A line of the thread; `mark` is unique within the execution. */
export interface MarkedLine {
  readonly mark: string;
  readonly line: Line;
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
  let missed: readonly MarkedLine[] = [];

  async function write(
    name: string,
    patience: Patience,
    act: (channel: Channel, attempt: number) => Promise<Written>,
  ): Promise<Written> {
    const logged = (written: Written): Written => {
      if (!written.ok) log.error('slack_write_failed', { step: name, error: written.error });
      return written;
    };
    const attempted = async ({ attempt }: { attempt: number }) =>
      logged(await act(await channel(), attempt));
    try {
      return await durable.step(name, attempted, repeatable<Written>(patience));
    } catch {
      return durable.step(`${name}, given up`, async () =>
        logged({ ok: false, error: 'slack_unavailable' }),
      );
    }
  }

  async function addLine(
    mark: string,
    line: Line,
    card: Card,
    patience: Patience,
  ): Promise<boolean> {
    const at = place;
    if (at === undefined) return false;
    const name = patience === BRIEF ? `line ${mark}` : `line ${mark}, patiently`;
    const added = await write(name, patience, (to, attempt) =>
      to.addLine(at, mark, line, card, attempt),
    );
    return added.ok;
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
      const shown = await write(name, patience === 'brief' ? BRIEF : PATIENT, (to, attempt) =>
        to.editCard(at, card, attempt),
      );
      if (shown.ok) place = shown.place;
      return shown;
    },
    refresh(name, card) {
      const at = place;
      if (at === undefined) return Promise.resolve('sure');
      const attempted = async (): Promise<'sure' | 'unsure'> => {
        try {
          await (await hastyChannel()).refreshCard(at, card);
          return 'sure';
        } catch (error) {
          log.warn('progress_not_shown', { step: name, error: errorKind(error) });
          return error instanceof WebAPIRateLimitedError ? 'sure' : 'unsure';
        }
      };
      return begun(durable.step(name, attempted, dispensable<'sure' | 'unsure'>()));
    },
    async line(mark, line, card, patience) {
      if (patience === 'brief') {
        if (!(await addLine(mark, line, card, BRIEF))) missed = [...missed, { mark, line }];
        return;
      }
      const due = [...missed, { mark, line }];
      missed = [];
      for (const each of due) await addLine(each.mark, each.line, card, PATIENT);
    },
    tell: (name, userId, message) =>
      write(name, CAREFUL, (to, attempt) => to.tell(userId, message, attempt)),
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
