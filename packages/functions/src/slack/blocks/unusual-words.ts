import { namesProduction } from '@doo-repush/core/repush/production';
import { RESOURCES } from '@doo-repush/core/repush/resources';
import { repeatLines } from './earlier-words.ts';
import type { CheckedRequest } from './request-words.ts';
import { foreign, readerTime } from './text.ts';

/** What an approver should know before anything else, one line each; empty for an everyday request. */
export function unusualLines(checked: CheckedRequest): readonly string[] {
  const { request, configuration, earlier } = checked;
  const production = productionName(checked);
  return [
    ...(configuration === undefined
      ? ['*All configurations*: every system that is connected in doo will feel this']
      : []),
    ...(production === undefined ? [] : [`*Production*: ${foreign(production, 80)}`]),
    ...windowLines(checked),
    ...(request.webhookTypes === undefined
      ? [`*All webhook types* of ${RESOURCES[request.resource].plural}: none were picked`]
      : []),
    ...(earlier.kind === 'read' && earlier.firstSinceMs !== undefined
      ? [
          `*First repush* to this configuration: the channel, read back to ${readerTime(earlier.firstSinceMs)}, has no other`,
        ]
      : []),
    ...repeatLines(earlier).map((line) => `*Repeat*: ${line}`),
    ...(earlier.kind === 'unread'
      ? ['*Repeats are not known*: Slack did not show earlier requests']
      : []),
  ];
}

function productionName({ configuration, every }: CheckedRequest): string | undefined {
  if (configuration === undefined) return every?.production;
  return [configuration.name, ...configuration.hosts].find(namesProduction);
}

function windowLines({ request }: CheckedRequest): readonly string[] {
  const { after, before } = request.window ?? {};
  if (after === undefined && before === undefined)
    return [`*No window*: every ${RESOURCES[request.resource].singular} that exists`];
  if (before === undefined) return ['*Open window*: it has no end'];
  return after === undefined ? ['*Open window*: it has no start'] : [];
}
