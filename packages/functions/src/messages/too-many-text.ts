import { MAX_TARGETS } from '@doo-repush/core/repush/limits';
import type { TooManyTargets } from '@doo-repush/core/repush/targets';
import { count } from '../runtime/text.ts';

/** What a request asks too much of, and how to split it. */
export function tooManyWords({
  targets,
  configurations,
  events,
  mostEvents,
}: TooManyTargets): string {
  const to = count(configurations, 'system', 'systems');
  const of = events === undefined ? '' : `${count(events, 'event', 'events')} to `;
  const split =
    events === undefined || mostEvents === 0
      ? 'Ask for one system at a time.'
      : `Ask for at most ${count(mostEvents, 'event', 'events')} at a time, or for one system at a time.`;
  return `${of}${to} are ${targets} calls; one request makes at most ${MAX_TARGETS}. ${split}`;
}
