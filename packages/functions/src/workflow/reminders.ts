import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Card } from '../model/card.ts';
import type { Place } from './channel/channel.ts';
import type { LedgerWriter } from './channel/writer.ts';
import { type Durable, wholeSeconds } from './durable.ts';

/** Reminders of a request that waits for a decision: none harms it, and none is said twice. */
export interface Reminders {
  /** Reminds at the times that are still to come, until `answered` has ended. */
  untilAnswered(round: number, answered: Promise<unknown>, card: Card): Promise<void>;
  /** Makes plain lines of what was said; `when` is unique within the execution. */
  takeBack(when: string): Promise<void>;
}

export interface ReminderPlan {
  /** In their order. */
  readonly remindAtMs: readonly number[];
  readonly expiresAtMs: number;
  /** Nobody: nobody is reminded. */
  readonly people: readonly string[];
  readonly now: () => number;
}

/** Said again so often where Slack had no room for it. */
const MOST_ATTEMPTS = 4;
const BUSY_MS = 30_000;
/** Ids that a line has room for. */
const MOST_PEOPLE = 50;

/** Whom a reminder mentions: as a new card does, or else the approvers; the requester never. */
export function peopleToRemind(
  {
    approverMention,
    approvers,
  }: { readonly approverMention: string | undefined; readonly approvers: readonly string[] },
  requesterId: string,
): readonly string[] {
  const isOther = approverMention !== undefined && approverMention !== requesterId;
  return isOther ? [approverMention] : approvers.filter((id) => id !== requesterId);
}

interface Said {
  readonly at: Place;
  readonly mark: string;
  readonly atMs: number;
  readonly card: Card;
  /** What may still be on its way is looked for once more. */
  readonly isSure: boolean;
}

export function createReminders(
  durable: Durable,
  writer: Pick<LedgerWriter, 'place' | 'remind' | 'takeBack'>,
  { remindAtMs, expiresAtMs, people, now }: ReminderPlan,
): Reminders {
  const called = people.slice(0, MOST_PEOPLE);
  const due = called.length === 0 ? [] : [...remindAtMs];
  const count = due.length;
  let said: readonly Said[] = [];
  let attempt = 1;

  return {
    async untilAnswered(round, answered, card) {
      let hasCome = false;
      const arrival = answered.then(() => {
        hasCome = true;
      });
      const isAnswered = async () => {
        await nextTurn();
        return hasCome;
      };
      for (let atMs = due[0]; atMs !== undefined; atMs = due[0]) {
        const mark = `reminder ${count - due.length + 1}`;
        const again = attempt === 1 ? '' : `, attempt ${attempt}`;
        const name = `${mark} in round ${round}${again}`;
        const nextMs = due[1] ?? expiresAtMs;
        const dueMs = atMs + (attempt - 1) * BUSY_MS;
        const fromMs = await durable.step(`before ${name}`, async () => now());
        if (dueMs > fromMs) {
          const wait = durable.wait(`until ${name}`, {
            seconds: wholeSeconds(dueMs - fromMs),
          });
          // Whichever ends first, the same step follows, so that a replay takes the same way.
          await Promise.race([wait, arrival]);
        }
        const line = {
          kind: 'reminded',
          atMs,
          calls: { people: called, untilMs: expiresAtMs },
        } as const;
        const at = writer.place();
        const answer = await writer.remind(name, mark, line, card, async () => {
          if (await isAnswered()) return 'answered';
          return now() >= nextMs ? 'too_late' : undefined;
        });
        if (answer === 'answered') return;
        if (answer === 'busy' && attempt < MOST_ATTEMPTS) {
          attempt += 1;
          continue;
        }
        if (at !== undefined && (answer === 'said' || answer === 'perhaps_said'))
          said = [...said, { at, mark, atMs, card, isSure: answer === 'said' }];
        due.shift();
        attempt = 1;
      }
    },
    async takeBack(when) {
      const left: Said[] = [];
      for (const each of said) {
        const { at, mark, atMs, card, isSure } = each;
        const line = { kind: 'reminded', atMs } as const;
        const isDone = await writer.takeBack(`take back ${mark}, ${when}`, at, mark, line, card);
        if (!isDone || !isSure) left.push({ ...each, isSure: isDone });
      }
      said = left;
    },
  };
}
