import { within } from '@doo-repush/core/doo/deadline';
import { ladderOf } from '../../messages/forms.ts';
import { errorKind, type Log } from '../../runtime/log.ts';
import type { Message } from '../../slack-api/message.ts';
import { BRIEF, type Durable, dispensable, PATIENT } from '../durable.ts';
import { type Channel, LAST_UNSURE_ATTEMPT, type Place, type Written } from './channel.ts';
import { descend } from './descend.ts';
import type { Writes } from './writes.ts';

/** Direct messages as durable steps. */
export interface DirectWrites {
  /** Tells a person directly; `brief` gives up early, so that nothing is held up. */
  tell(name: string, userId: string, message: Message, patience?: 'brief'): Promise<Written>;
  /** Tells a person something we can afford to lose, in one short attempt. */
  tellOnce(name: string, userId: string, message: Message): Promise<ToldOnce>;
  /** Edits a direct message, and gives up early. */
  retell(name: string, at: Place, message: Message): Promise<Written>;
}

/** The result of a direct message with a single attempt. */
export type ToldOnce =
  | { readonly kind: 'told'; readonly place: Place }
  | { readonly kind: 'perhaps_told' | 'not_told' };

/** The time limit of a single-attempt message, all steps included. */
const TELL_ONCE_MS = 3_000;

/**
 * @param hastyChannel Slack with a short timeout, for single attempts
 * @param timeout returns a signal that aborts after the given milliseconds
 */
export function createDirectWrites(
  durable: Durable,
  writes: Writes,
  hastyChannel: (until?: AbortSignal) => Promise<Channel>,
  timeout: (ms: number) => AbortSignal,
  log: Log,
): DirectWrites {
  const kind = 'direct';
  return {
    async tell(name, userId, message, patience) {
      const { written } = await writes.tried({
        name,
        patience: patience === 'brief' ? BRIEF : PATIENT,
        kind,
        ladder: ladderOf(message),
        act: (to, attempt, rung) => to.tell(userId, message, attempt, rung),
      });
      return written;
    },
    async tellOnce(name, userId, message) {
      const tellIn = async (until: AbortSignal): Promise<ToldOnce> => {
        try {
          const to = await hastyChannel(until);
          const { ended } = await descend(ladderOf(message), writes.rungOf(kind), async (rung) => ({
            written: await to.tell(userId, message, LAST_UNSURE_ATTEMPT, rung),
          }));
          const { written } = ended;
          if (written.ok) return { kind: 'told', place: written.place };
          return { kind: written.error === 'not_sure' ? 'perhaps_told' : 'not_told' };
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
    async retell(name, at, message) {
      const { written } = await writes.tried({
        name,
        patience: BRIEF,
        kind,
        ladder: ladderOf(message),
        act: (to, _attempt, rung) => to.editMessage(at, message, rung),
      });
      return written;
    },
  };
}
