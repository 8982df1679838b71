import { isDeepStrictEqual } from 'node:util';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import { isJsonObject, type JsonValue, parseJson } from '@doo-repush/sandbox/slack/json';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { foreignMarkupIn, textsIn } from '../postable.ts';

/** Everything that a hostile delivery could have affected. */
export interface World {
  readonly executions: readonly string[];
  readonly channel: readonly string[];
  readonly dooCalls: number;
  readonly initCalls: number;
  readonly directMessages: number;
  readonly slackCalls: number;
  readonly crashes: number;
}

/** A snapshot of the world. */
export function worldOf({ lambda, slack, doo, hosts }: Sandbox): World {
  const { channels, messages } = slack.workspace.state;
  const direct = channels.filter(({ kind }) => kind === 'im');
  return {
    executions: lambda
      .executions()
      .map(({ name, status, operations }) => `${name} ${status} ${operations.length}`),
    channel: (messages[people.approvals] ?? []).map((message) => JSON.stringify(message)),
    dooCalls: doo.calls.length,
    initCalls: doo.initCalls().length,
    directMessages: direct.reduce((sum, { id }) => sum + (messages[id] ?? []).length, 0),
    slackCalls: slack.calls.length,
    crashes: Object.values(hosts).reduce((sum, host) => sum + host.stats().crashes, 0),
  };
}

/** What a hostile delivery may leave behind. */
export type Trace =
  /** No message, no execution, no call to doo. */
  | 'nothing'
  /** As `nothing`, except that doo may have been read for a look-up. */
  | 'a look-up'
  /** A thread line that says that a decision does not count, and new buttons. */
  | 'a refused decision'
  /** An execution that ended before its card, and a direct message to the requester. */
  | 'a direct message'
  /** A pending card, as for any request. */
  | 'a card';

/** Changes since `before` that a delivery with this `trace` must not cause. */
export function wrongIn(before: World, after: World, trace: Trace): readonly string[] {
  const added = {
    executions: after.executions.length - before.executions.length,
    messages: after.channel.length - before.channel.length,
    direct: after.directMessages - before.directMessages,
  };
  const isQuiet = trace === 'nothing' || trace === 'a look-up';
  const isFinished = trace === 'a direct message';
  const rules: readonly (readonly [string, boolean])[] = [
    ['a process crashed', after.crashes > before.crashes],
    ['doo was asked to send', after.initCalls > before.initCalls],
    ['doo was called', trace === 'nothing' && after.dooCalls > before.dooCalls],
    ['an execution moved', isQuiet && !isDeepStrictEqual(after.executions, before.executions)],
    [
      'the channel changed',
      (isQuiet || isFinished) && !isDeepStrictEqual(after.channel, before.channel),
    ],
    ['an execution was started', trace === 'a refused decision' && added.executions !== 0],
    ['the refusal is not one line', trace === 'a refused decision' && added.messages !== 1],
    ['there is not one new execution', isFinished && added.executions !== 1],
    ['there is not one direct message', isFinished && added.direct !== 1],
    ['there is not one card with its line', trace === 'a card' && added.messages !== 2],
  ];
  return rules.flatMap(([what, isSo]) => (isSo ? [what] : []));
}

/** Untrusted markup in everything that Slack received since `before`, and in a response. */
export function markupSince(sandbox: Sandbox, before: World, answer: string): readonly string[] {
  const parsed = parseJson(answer);
  const said: JsonValue[] = [
    ...sandbox.slack.calls.slice(before.slackCalls).map(({ args }) => args),
    ...(parsed === undefined ? [answer] : [parsed]),
  ];
  return said.flatMap(mrkdwnIn).flatMap(foreignMarkupIn);
}

/** Texts that Slack renders as mrkdwn: text objects of that type, and the `text` of a message. */
function mrkdwnIn(value: JsonValue): readonly string[] {
  if (typeof value === 'string') return [value];
  if (!isJsonObject(value)) return [];
  const { text, ...others } = value;
  const inBlocks = Object.values(others)
    .flatMap(textsIn)
    .flatMap((each) => (each.type === 'mrkdwn' ? [each.text] : []));
  return typeof text === 'string' ? [text, ...inBlocks] : inBlocks;
}
