import { RESOURCES } from '@doo-repush/core/doo/resources';
import type { CheckedRequest } from '../../model/checked-request.ts';
import type { Decided } from '../../model/request-state.ts';
import { count, fitted } from '../../runtime/text.ts';
import { foreign, mention, readerTime } from '../mrkdwn.ts';
import { elsewhereLines, repeatLines } from './duplicates-text.ts';
import { atOnceWords } from './pace-text.ts';

const MAX_IDS_CHARS = 300;

/**
 * What an approver should know before anything else, at most three lines, the gravest first: what was
 * sent already or goes elsewhere, how far it reaches, and what nobody could check. Empty for an everyday
 * request.
 */
export function warningLines(checked: CheckedRequest, askedOnceMore?: Decided): readonly string[] {
  const lines = [
    [
      ...onceMoreWords(askedOnceMore),
      ...elsewhereLines(checked.earlier),
      ...repeatLines(checked.earlier),
    ],
    [
      ...everySystemWords(checked),
      ...windowLimitWords(checked),
      ...productionWords(checked),
      ...atOnceWords(checked),
    ],
    [...unknownEventWords(checked), ...uncheckedWords(checked)],
  ];
  return lines.filter((words) => words.length > 0).map((words) => words.join(' · '));
}

function onceMoreWords(approved: Decided | undefined): readonly string[] {
  if (approved === undefined) return [];
  return [
    `${mention(approved.by)} approved this ${readerTime(approved.atMs)}, after a request for the same was approved. Nothing was sent: decide again`,
  ];
}

function everySystemWords({ request, configurations, organizationName }: CheckedRequest) {
  if (request.configuration.kind !== 'all') return [];
  const systems = count(configurations.length, 'system', 'systems');
  return [`*All ${systems}* of ${foreign(organizationName, 40)} will get these`];
}

function windowLimitWords({ request }: CheckedRequest): readonly string[] {
  const { after, before } = request.window ?? {};
  const { singular } = RESOURCES[request.resource];
  if (after === undefined && before === undefined)
    return [`*No time limit*: every ${singular}, however old`];
  if (after === undefined) return ['*No start time*: however old'];
  return before === undefined ? ['*No end time*: includes updates up to the send'] : [];
}

function productionWords({ configurations }: CheckedRequest): readonly string[] {
  const n = configurations.filter(({ production }) => production !== undefined).length;
  if (n === 0) return [];
  return [configurations.length === 1 ? '*Production system*' : `*Production* among the systems`];
}

function unknownEventWords({ request, events }: CheckedRequest): readonly string[] {
  const ids = 'eventIds' in request ? request.eventIds : [];
  const unknown = ids.filter((id) => events[id]?.kind === 'unknown');
  if (unknown.length === 0) return [];
  const shown = fitted(unknown, ', ', MAX_IDS_CHARS, (left) => `and ${left} more`);
  return [
    ids.length === 1
      ? '*Event not found in doo*'
      : `*${unknown.length} of ${ids.length} events not found in doo*: ${shown}`,
  ];
}

function uncheckedWords({ earlier, isListComplete }: CheckedRequest): readonly string[] {
  return [
    ...(isListComplete ? [] : ['*List incomplete*: doo may have more systems, which get nothing']),
    ...(earlier.kind === 'unread'
      ? ["*Couldn't check for repeats*: Slack didn't load earlier requests"]
      : []),
  ];
}
