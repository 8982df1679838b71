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
  const to = count(configurations, 'configuration', 'configurations');
  const of = events === undefined ? '' : `${count(events, 'event', 'events')} to `;
  const split =
    events === undefined || mostEvents === 0
      ? 'Ask for one configuration after the other.'
      : `Ask for at most ${count(mostEvents, 'event', 'events')} at a time, or for one configuration after the other.`;
  return `${of}${to} are ${targets} calls, and one request makes at most ${MAX_TARGETS}. ${split}`;
}
