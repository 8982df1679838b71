import type { Card } from '../../model/card.ts';
import type { Change } from '../../model/request-state.ts';
import type { MarkedLine } from '../channel/writer.ts';
import { readOvertaken } from '../check/overtaken.ts';
import type { Run } from '../context.ts';
import { readAgain } from './read-again.ts';

/** What keeps an approved request, or the rest of one, from being sent. */
export type Hindrance =
  | { readonly notAsked?: undefined; readonly isUnread: boolean }
  | {
      readonly notAsked: 'changed' | 'overtaken';
      readonly atMs: number;
      readonly changes?: readonly Change[];
      readonly line: MarkedLine;
    };

/**
 * Reads the ledger, doo and the doo secret once more, right before the first call of a request or of its
 * rest.
 * @param sinceMs when the reading was due, in milliseconds since the epoch
 */
export async function hindranceOf(
  run: Run,
  card: Card,
  sinceMs: number,
  isRest = false,
): Promise<Hindrance> {
  const { durable, deps } = run;
  const suffix = isRest ? ' of the rest' : '';
  const { earlier, isNew } = await readOvertaken(run, `earlier before sending${suffix}`, card);
  run.learn(earlier);
  const again = isNew ? undefined : await readAgain(run, sinceMs, `read again${suffix}`);
  if (again !== undefined && again.kind !== 'changed') return { isUnread: again.kind === 'unread' };
  const atMs = await durable.step(`nothing sent${suffix}`, async () => deps.now());
  if (again === undefined)
    return {
      notAsked: 'overtaken',
      atMs,
      line: { mark: 'overtaken', line: { kind: 'overtaken', atMs, ...(isRest && { isRest }) } },
    };
  const { changes } = again;
  const line = { kind: 'changed', atMs, changes, ...(isRest && { isRest }) } as const;
  return { notAsked: 'changed', atMs, changes, line: { mark: 'changed', line } };
}
