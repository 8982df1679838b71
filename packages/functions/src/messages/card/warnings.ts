import { RESOURCES } from '@doo-repush/core/doo/resources';
import type { CheckedRequest } from '../../model/checked-request.ts';
import { count, fitted } from '../../runtime/text.ts';
import { foreign, readerTime } from '../mrkdwn.ts';
import { elsewhereLines, repeatLines } from './duplicates-text.ts';

/** Longer than any host: the word may stand anywhere in it. */
const MAX_PRODUCTION_CHARS = 260;
const MAX_IDS_CHARS = 900;

/** What an approver should know before anything else, one line each; empty for an everyday request. */
export function unusualLines(checked: CheckedRequest): readonly string[] {
  const { request, configurations, earlier } = checked;
  const production = productionName(checked);
  return [
    ...(request.configuration.kind === 'all'
      ? [
          `*All configurations*: ${count(configurations.length, 'system', 'systems')} that ${configurations.length === 1 ? 'is' : 'are'} connected in doo will feel this`,
        ]
      : []),
    ...(checked.isListComplete
      ? []
      : ['*List not complete*: doo may have more configurations, which get nothing']),
    ...(production === undefined
      ? []
      : [`*Production*: ${foreign(production, MAX_PRODUCTION_CHARS)}`]),
    ...unknownEventLines(checked),
    ...windowLines(checked),
    ...(request.webhookTypes === undefined
      ? [`*All webhook types* of ${RESOURCES[request.resource].plural}: none were picked`]
      : []),
    ...(earlier.kind === 'read' && earlier.firstSinceMs !== undefined
      ? [
          `*First repush* to this configuration: the channel, read back to ${readerTime(earlier.firstSinceMs)}, has no other`,
        ]
      : []),
    ...elsewhereLines(earlier).map((line) => `*Another organization*: ${line}`),
    ...repeatLines(earlier).map((line) => `*Repeat*: ${line}`),
    ...(earlier.kind === 'unread'
      ? ['*Repeats are not known*: Slack did not show earlier requests']
      : []),
  ];
}

function unknownEventLines({ request, events }: CheckedRequest): readonly string[] {
  const ids = 'eventIds' in request ? request.eventIds : [];
  const unknown = ids.filter((id) => events[id]?.kind === 'unknown');
  if (unknown.length === 0) return [];
  const shown = fitted(unknown, ', ', MAX_IDS_CHARS, (left) => `and ${left} more`);
  return [`*Unknown to doo*: ${count(unknown.length, 'event', 'events')}, ${shown}`];
}

function productionName({ configurations }: CheckedRequest): string | undefined {
  return configurations.find(({ production }) => production !== undefined)?.production;
}

function windowLines({ request }: CheckedRequest): readonly string[] {
  const { after, before } = request.window ?? {};
  if (after === undefined && before === undefined)
    return [`*No window*: every ${RESOURCES[request.resource].singular} that exists`];
  if (before === undefined) return ['*Open window*: it has no end'];
  return after === undefined ? ['*Open window*: it has no start'] : [];
}
