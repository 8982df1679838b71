import * as z from 'zod';
import { ENDPOINTS } from '../doo/api/call-log.ts';
import { DOCUMENTED_LIMITS } from '../doo/api/limits.ts';
import type { Delivery } from '../slack/client/delivery.ts';
import { FAULT_PRESETS } from './fault-presets.ts';
import { isPlayed } from './picture.ts';
import type { Offers } from './protocol.ts';
import type { Session } from './session.ts';

/** Something a person does on the page; each takes and returns JSON. */
export interface Action {
  /** Throws a ZodError for invalid arguments, and whatever the sandbox throws. */
  run(session: Session, body: unknown): Promise<object>;
}

function action<Schema extends z.ZodType>(
  schema: Schema,
  act: (session: Session, args: z.output<Schema>) => unknown,
): Action {
  return {
    async run(session, body) {
      const result = await act(session, schema.parse(body));
      return typeof result === 'object' && result !== null ? result : {};
    },
  };
}

const person = z.string().refine(isPlayed, 'a person who can be played');
const id = z.string().min(1).max(300);
const text = z.string().max(10_000);
const field = { person, viewId: id, blockId: id, actionId: id };
const MAX_ADVANCE_MS = 30 * 24 * 3_600_000;
const times = z.int().min(1).max(100);

const SLACK_FAULTS = {
  ratelimited: { error: 'ratelimited', retryAfterSeconds: 2 },
  http_500: 'http_500',
  hang: 'hang',
  reset_before: 'reset_before',
  reset_after: 'reset_after',
} as const;

/** By the last part of the path. */
export const ACTIONS: Readonly<Record<string, Action>> = {
  command: action(
    z.strictObject({ person, channelId: id, command: id, text }),
    async ({ sandbox }, { person: userId, command, text: words, channelId }) => {
      await sandbox.slack.client.command(userId, command, words, channelId);
    },
  ),
  say: action(
    z.strictObject({ person, channelId: id, text, threadTs: id.optional() }),
    ({ sandbox }, args) => {
      sandbox.slack.client.say(args.person, args.channelId, args.text, args.threadTs);
    },
  ),
  suggest: action(z.strictObject({ ...field, query: text }), async ({ sandbox }, args) => {
    const { client } = sandbox.slack;
    const { person: userId, viewId, query, ...ref } = args;
    const { options, delivery } = await client.suggest(userId, viewId, ref, query);
    return { options, problem: problemOf(delivery) } satisfies Offers;
  }),
  choose: action(
    z.strictObject({ ...field, choice: z.union([text, z.array(text)]).nullable() }),
    async ({ sandbox }, { person: userId, viewId, choice, ...ref }) => {
      await sandbox.slack.client.choose(userId, viewId, ref, choice);
    },
  ),
  fill: action(
    z.strictObject({
      ...field,
      value: z.union([text, z.number()]).nullable(),
      pressEnter: z.boolean().optional(),
    }),
    async ({ sandbox }, { person: userId, viewId, value, pressEnter = false, ...ref }) => {
      await sandbox.slack.client.fill(userId, viewId, ref, value, { pressEnter });
    },
  ),
  press: action(z.strictObject(field), async ({ sandbox }, { person: userId, viewId, ...ref }) => {
    await sandbox.slack.client.press(userId, viewId, ref);
  }),
  submit: action(z.strictObject({ person, viewId: id }), async ({ sandbox }, args) => {
    const { outcome } = await sandbox.slack.client.submit(args.person, args.viewId);
    return { outcome };
  }),
  close: action(z.strictObject({ person, viewId: id }), async ({ sandbox }, args) => {
    await sandbox.slack.client.close(args.person, args.viewId);
  }),
  click: action(
    z.strictObject({ person, channelId: id, ts: id, actionId: id, blockId: id.optional() }),
    async ({ sandbox }, { person: userId, channelId, ts, actionId, blockId }) => {
      const options = blockId === undefined ? {} : { blockId };
      await sandbox.slack.client.click(userId, { channelId, ts }, actionId, options);
    },
  ),
  shortcut: action(
    z.strictObject({
      person,
      callbackId: id,
      at: z.strictObject({ channelId: id, ts: id }).optional(),
    }),
    async ({ sandbox }, { person: userId, callbackId, at }) => {
      await sandbox.slack.client.shortcut(userId, callbackId, at);
    },
  ),
  'open-home': action(z.strictObject({ person }), async ({ sandbox }, { person: userId }) => {
    await sandbox.slack.client.openHome(userId);
  }),
  dismiss: action(
    z.strictObject({ person, channelId: id, ts: id }),
    ({ sandbox: { slack } }, { person: userId, channelId, ts }) => {
      const { workspace } = slack;
      workspace.state.ephemerals = workspace.state.ephemerals.filter(
        (shown) => shown.ts !== ts || shown.channelId !== channelId || shown.userId !== userId,
      );
      workspace.changed();
    },
  ),
  'doo-fault': action(
    z.strictObject({
      endpoint: z.enum(ENDPOINTS),
      preset: z.enum(FAULT_PRESETS.map((preset) => preset.id)),
      calls: times.optional(),
    }),
    async ({ sandbox }, { endpoint, preset, calls }) => {
      const found = FAULT_PRESETS.find((each) => each.id === preset);
      if (found === undefined) return;
      const counted = calls === undefined || found.fault.kind === 'refused' ? {} : { calls };
      await sandbox.doo.faults.set(endpoint, found.fault, counted);
    },
  ),
  'doo-heal': action(
    z.strictObject({ endpoint: z.enum(ENDPOINTS).optional() }),
    ({ sandbox }, { endpoint }) => sandbox.doo.faults.clear(endpoint),
  ),
  'doo-limits': action(
    z.strictObject({ perSecond: z.boolean(), dayLeft: z.boolean(), retryAfter: z.boolean() }),
    ({ sandbox }, { perSecond, dayLeft, retryAfter }) =>
      sandbox.doo.limits.change({
        perSecond: perSecond ? DOCUMENTED_LIMITS.perSecond : null,
        perDay: dayLeft ? DOCUMENTED_LIMITS.perDay : 1,
        retryAfter,
      }),
  ),
  'revoke-tokens': action(z.strictObject({}), ({ sandbox }) => sandbox.doo.revokeTokens()),
  'slack-fault': action(
    z.strictObject({ method: id, fault: z.enum(Object.keys(SLACK_FAULTS)), times }),
    ({ sandbox }, { method, fault, times: calls }) => {
      const found = Object.entries(SLACK_FAULTS).find(([name]) => name === fault)?.[1];
      if (found !== undefined) sandbox.slack.faults.add({ method, fault: found, times: calls });
    },
  ),
  'aws-fault': action(
    z.strictObject({
      operation: id,
      fault: z.enum(['refused', 'lost', '500', 'throttle', 'hang']),
      times,
    }),
    ({ sandbox }, fault) => {
      const { lambda, secrets } = sandbox;
      (fault.operation === 'GetSecretValue' ? secrets : lambda).faults.add(fault);
    },
  ),
  'clear-next': action(z.strictObject({}), ({ sandbox: { slack, lambda, secrets } }) => {
    slack.faults.clear();
    lambda.faults.clear();
    secrets.faults.clear();
  }),
  turn: action(
    z.strictObject({
      name: z.enum(['endpointFails', 'startsTwice', 'eventsLost', 'eventsLate', 'eventsTwice']),
      on: z.boolean(),
    }),
    (session, { name, on }) => session.turn(name, on),
  ),
  advance: action(
    z.strictObject({ ms: z.int().min(1).max(MAX_ADVANCE_MS) }),
    ({ sandbox }, { ms }) => sandbox.clock.advance(ms),
  ),
  'restart-functions': action(z.strictObject({}), async ({ sandbox }) => {
    await Promise.all(Object.values(sandbox.hosts).map((host) => host.killAll()));
  }),
  reset: action(z.strictObject({}), (session) => session.reset()),
};

function problemOf(delivery: Delivery | undefined): string | null {
  if (delivery === undefined || (!delivery.late && delivery.error === null)) return null;
  return delivery.late
    ? 'The app did not answer within 3 seconds.'
    : 'The app did not answer with a list.';
}
