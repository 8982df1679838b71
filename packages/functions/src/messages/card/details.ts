import { placesOf } from '@doo-repush/core/repush/targets';
import type { CheckedRequest } from '../../model/checked-request.ts';
import { reachLine } from '../configuration-text.ts';
import { foreign } from '../mrkdwn.ts';
import { targetWords } from '../target-text.ts';
import { paceWords } from './pace-text.ts';
import { eventAtLength } from './request-text.ts';
import { typeWords } from './scope-text.ts';
import { exactWindow } from './window-text.ts';

/** Text of one message of the thread, well within Slack's budget for a message. */
const MAX_MESSAGE_CHARS = 6_000;

/**
 * All that doo gets, exactly, as messages of some lines each: the thread holds it before somebody can
 * decide. The card says it in short.
 */
export function threadDetails(checked: CheckedRequest): readonly (readonly string[])[] {
  return packed([
    '*What doo gets*',
    `Resource: ${checked.request.resource}`,
    `Organization: ${foreign(checked.organizationName, 80)} (${checked.request.organizationId})`,
    ...eventLines(checked),
    'Systems:',
    ...checked.configurations.map(reachLine),
    `Last updated: ${exactWindow(checked.request, checked.window)}`,
    `Types: ${typeWords(checked.request, Number.POSITIVE_INFINITY)}`,
    `Pace: ${paceWords(checked, 'webhooks a minute') ?? "doo's default"}`,
    ...leftOutLines(checked),
  ]);
}

function eventLines({ request, events }: CheckedRequest): readonly string[] {
  if (!('eventIds' in request)) return [];
  return ['Events:', ...request.eventIds.map((id) => `• ${eventAtLength(id, events[id])}`)];
}

/** What the request before this one has dealt with, where only the rest of it is asked for. */
function leftOutLines(checked: CheckedRequest): readonly string[] {
  const words = leftOutWords(checked);
  if (words.length === 0) return [];
  return [
    'Left out, since the earlier request dealt with it:',
    ...words.map((each) => `• ${each}`),
  ];
}

/** Each call of the request before this one that is not asked for again. */
export function leftOutWords({
  request,
  configurations,
  leftOut = [],
}: CheckedRequest): readonly string[] {
  const ids = configurations.map(({ id }) => id);
  return placesOf(request, ids)
    .filter((_, index) => leftOut.includes(index + 1))
    .map((place) => targetWords(place, configurations));
}

function packed(lines: readonly string[]): readonly (readonly string[])[] {
  const messages: string[][] = [];
  let length = Number.POSITIVE_INFINITY;
  for (const line of lines) {
    length += line.length + 1;
    if (length > MAX_MESSAGE_CHARS) {
      messages.push([]);
      length = line.length;
    }
    messages.at(-1)?.push(line);
  }
  return messages;
}
