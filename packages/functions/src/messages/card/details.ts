import { placesOf } from '@doo-repush/core/repush/targets';
import type { CheckedRequest } from '../../model/checked-request.ts';
import { count, fitted } from '../../runtime/text.ts';
import { reachLine } from '../configuration-text.ts';
import { targetWords } from '../target-text.ts';
import { eventWords } from './request-text.ts';

/** Lines that somebody must see who decides: what has no room on the card stands in its thread. */
export interface DetailLines {
  readonly onCard: readonly string[];
  readonly inThread: readonly string[];
}

const MAX_TITLES = 10;
const MAX_CONFIGURATIONS_CHARS = 800;
const MAX_LEFT_OUT_CHARS = 300;
/** Text of one message of the thread, well within Slack's budget for a message. */
const MAX_MESSAGE_CHARS = 6_000;

/** One line an event: ten with their titles on the card, and the ids of the rest. */
export function eventDetails({ request, events }: CheckedRequest): DetailLines {
  if (!('eventIds' in request)) return { onCard: [], inThread: [] };
  const lines = request.eventIds.map((id) => `• ${eventWords(id, events[id])}`);
  const rest = request.eventIds.slice(MAX_TITLES);
  const onCard = lines.slice(0, MAX_TITLES);
  if (rest.length === 0) return { onCard, inThread: [] };
  return {
    onCard: [
      ...onCard,
      `• and ${rest.length} more, with their titles in the thread: ${rest.join(', ')}`,
    ],
    inThread: lines.slice(MAX_TITLES),
  };
}

/** One line a configuration, where there are several. */
export function configurationDetails({ configurations }: CheckedRequest): DetailLines {
  if (configurations.length < 2) return { onCard: [], inThread: [] };
  const lines = configurations.map(reachLine);
  let length = 0;
  const room = lines.findIndex((line) => {
    length += line.length + 1;
    return length > MAX_CONFIGURATIONS_CHARS;
  });
  if (room < 0) return { onCard: lines, inThread: [] };
  const inThread = lines.slice(room);
  return {
    onCard: [...lines.slice(0, room), `• and ${inThread.length} more, in the thread`],
    inThread,
  };
}

/** What the request before this one has dealt with, where only the rest of it is asked for. */
export function leftOutDetails({
  request,
  configurations,
  leftOut = [],
}: CheckedRequest): DetailLines {
  if (leftOut.length === 0) return { onCard: [], inThread: [] };
  const ids = configurations.map(({ id }) => id);
  const words = placesOf(request, ids)
    .filter((_, index) => leftOut.includes(index + 1))
    .map((place) => targetWords(place, configurations));
  const all = words.join(', ');
  const shown = fitted(
    words,
    ', ',
    MAX_LEFT_OUT_CHARS,
    (left) => `and ${left} more, in the thread`,
  );
  const title = `*Left out:* ${count(leftOut.length, 'call', 'calls')} of the request before`;
  return {
    onCard: [`${title}: ${shown}`],
    inThread: shown === all ? [] : [`${title}:`, ...words.map((each) => `• ${each}`)],
  };
}

/** What the thread has to hold before somebody can decide, as messages of some lines each. */
export function threadDetails(checked: CheckedRequest): readonly (readonly string[])[] {
  const events = eventDetails(checked).inThread;
  const configurations = configurationDetails(checked).inThread;
  const lines = [
    ...(events.length === 0 ? [] : ['*Events* that are not on the card', ...events]),
    ...(configurations.length === 0
      ? []
      : ['*Configurations* that are not on the card', ...configurations]),
    ...leftOutDetails(checked).inThread,
  ];
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
