import { WebAPIRateLimitedError } from '@slack/web-api';
import { ladderOf } from '../../messages/forms.ts';
import { buildLine } from '../../messages/thread/line.ts';
import type { Card } from '../../model/card.ts';
import type { Line } from '../../model/transition.ts';
import { errorKind, type Log } from '../../runtime/log.ts';
import { type Durable, dispensable, TWICE } from '../durable.ts';
import type { Channel, Place } from './channel.ts';
import { descend } from './descend.ts';
import type { Lines } from './lines.ts';
import type { Writes } from './writes.ts';

type Reminder = Extract<Line, { kind: 'reminded' }>;

/** What became of a reminder; `busy` and `not_said` are sure, and after `perhaps_said` it is not said again. */
export type Reminded = 'said' | 'perhaps_said' | 'not_said' | 'busy';

/** Why a reminder is not to be said any more. */
export type NotDue = 'answered' | 'too_late';

/** Reminders as durable steps: each is written at most once. */
export interface ReminderWrites {
  /**
   * Adds a reminder in one short attempt.
   * @param unless why it is not to be said any more, asked right before
   */
  remind(
    name: string,
    mark: string,
    line: Reminder,
    card: Card,
    unless: () => Promise<NotDue | undefined>,
  ): Promise<Reminded | NotDue>;
  /**
   * Makes a plain line of a reminder, if it stands there.
   * @param at the card as it stood when it was said
   * @returns whether that is done
   */
  takeBack(name: string, at: Place, mark: string, line: Reminder, card: Card): Promise<boolean>;
}

interface Thread {
  readonly place: () => Place | undefined;
  readonly lines: Pick<Lines, 'due'>;
}

/** @param hastyChannel the Slack side with a short time limit, for what is tried once */
export function createReminderWrites(
  durable: Durable,
  writes: Writes,
  hastyChannel: () => Promise<Channel>,
  { place, lines }: Thread,
  log: Log,
): ReminderWrites {
  return {
    async remind(name, mark, line, card, unless) {
      const at = place();
      if (at === undefined) return 'not_said';
      const { entry, message } = lines.due(mark, line, card, buildLine(line, card.checked));
      const from = writes.rungOf('line');
      const attempted = async (): Promise<Reminded | NotDue> => {
        const why = await unless();
        if (why !== undefined) return why;
        try {
          const to = await hastyChannel();
          const ladder = { ...ladderOf(message), metadata: true };
          const { ended } = await descend(ladder, from, async (rung) => ({
            written: await to.addLine(at, entry, message, false, rung),
          }));
          return ended.written.ok ? 'said' : 'not_said';
        } catch (error) {
          log.warn('reminder_not_said', { step: name, error: errorKind(error) });
          return error instanceof WebAPIRateLimitedError ? 'busy' : 'perhaps_said';
        }
      };
      return durable.step(name, attempted, dispensable<Reminded | NotDue>()).then(
        (answer) => answer,
        () => 'perhaps_said' as const,
      );
    },
    async takeBack(name, at, mark, line, card) {
      const message = buildLine(line, card.checked);
      const { written } = await writes.tried({
        name,
        patience: TWICE,
        kind: 'line',
        ladder: ladderOf(message),
        act: (to, _attempt, rung) => to.editLine(at, mark, message, rung),
      });
      return written.ok;
    },
  };
}
