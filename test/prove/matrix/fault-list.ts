import { CODINGS } from '@doo-repush/sandbox/doo/api/coded-answer';
import { DRIFTS, drifting } from '@doo-repush/sandbox/doo/api/drifting-list';
import { REPLY } from './calls.ts';
import type { Fault } from './fault.ts';
import type { Seen } from './lab.ts';

/** A fault by name; `lasts` where later calls of the operation meet it as well. */
export interface NamedFault {
  readonly name: string;
  readonly fault: Fault;
  readonly lasts: boolean;
  /** Whether the run waits for it in real time. */
  readonly isSlow: boolean;
}

const CHECKPOINT_CALL = 'lambda Checkpoint';
const HTML = '<!doctype html><html><body><h1>Bad gateway</h1></body></html>';
const ELSEWHERE = 'https://elsewhere.example/';

function once(name: string, fault: Fault): NamedFault {
  return { name, fault, lasts: false, isSlow: fault.kind === 'hang' };
}

function lasting(name: string, fault: Fault): NamedFault {
  return { name: `${name}, lasting`, fault, lasts: true, isSlow: false };
}

function answer(
  status: number,
  body: string | ((own: string) => string),
  { acts = false, headers = {} }: { acts?: boolean; headers?: Record<string, string> } = {},
): Fault {
  return { kind: 'answer', acts, answer: { status, body, headers } };
}

const html = { 'content-type': 'text/html' };
const errorOf = (status: number) => JSON.stringify({ message: `Status ${status}`, ok: false });

/** What every single call meets. */
const ANYWHERE: readonly NamedFault[] = [
  once('connection refused', { kind: 'outage', outage: 'refused' }),
  once('name not found', { kind: 'outage', outage: 'names' }),
  once('TLS refused', { kind: 'outage', outage: 'tls_alert' }),
  once('TLS certificate of another', { kind: 'outage', outage: 'tls_certificate' }),
  once('reset before it acted', { kind: 'reset', acts: false }),
  once('reset after it acted', { kind: 'reset', acts: true }),
  once('no answer, not acted', { kind: 'hang', acts: false }),
  once('no answer, acted', { kind: 'hang', acts: true }),
  once('slow', { kind: 'slow' }),
  once('truncated', { kind: 'truncated' }),
  once('endless', { kind: 'endless' }),
  once('429', answer(429, errorOf(429))),
  once('429 with Retry-After', answer(429, errorOf(429), { headers: { 'retry-after': '7' } })),
  once('500', answer(500, errorOf(500))),
  once('500, acted', answer(500, errorOf(500), { acts: true })),
  once('502 of a proxy', answer(502, HTML, { headers: html })),
  once('503', answer(503, errorOf(503), { headers: { 'retry-after': '3' } })),
  once('200 with a page', answer(200, HTML, { acts: true, headers: html })),
  once(
    '200 malformed',
    answer(200, (own) => `${own.slice(0, -1)},`, { acts: true }),
  ),
  once('200 empty', answer(200, '', { acts: true })),
  once('200 of another schema', answer(200, '{"unexpected":[1,2,3]}', { acts: true })),
  once('200 with null', answer(200, 'null', { acts: true })),
];

/** 4xx one by one, and what else is alike for all calls of an operation: spread over them. */
const CLIENT_ERRORS = [
  ...[400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417],
  ...[418, 421, 422, 423, 424, 425, 426, 428, 431, 451, 499],
];
const SPREAD: readonly NamedFault[] = [
  ...CLIENT_ERRORS.map((status) => once(String(status), answer(status, errorOf(status)))),
  once('301', answer(301, '', { headers: { location: ELSEWHERE } })),
  once('307', answer(307, '', { headers: { location: ELSEWHERE } })),
  once('501', answer(501, errorOf(501))),
  once('504 of a proxy', answer(504, HTML, { headers: html })),
  once('504 of a proxy, acted', answer(504, HTML, { acts: true, headers: html })),
  once('204', answer(204, '', { acts: true })),
  once(
    '429 with a date',
    answer(429, errorOf(429), { headers: { 'retry-after': 'Fri, 31 Dec 1999 23:59:59 GMT' } }),
  ),
  once('429 for a day', answer(429, errorOf(429), { headers: { 'retry-after': '86400' } })),
  lasting('connection refused', { kind: 'outage', outage: 'refused' }),
  lasting('name not found', { kind: 'outage', outage: 'names' }),
  lasting('reset after it acted', { kind: 'reset', acts: true }),
  lasting('500', answer(500, errorOf(500))),
  lasting('500, acted', answer(500, errorOf(500), { acts: true })),
  lasting('429', answer(429, errorOf(429))),
  lasting('403', answer(403, errorOf(403))),
  lasting('401', answer(401, errorOf(401))),
];

/** Slack's refusals by name, with HTTP 200 (Slack docs: errors of the methods called). */
const SLACK_ERRORS = [
  ...['internal_error', 'fatal_error', 'service_unavailable', 'team_added_to_org', 'ratelimited'],
  ...['invalid_auth', 'account_inactive', 'token_revoked', 'missing_scope', 'access_denied'],
  ...['channel_not_found', 'not_in_channel', 'is_archived'],
  ...['message_not_found', 'cant_update_message', 'thread_not_found', 'user_not_found'],
  ...[
    'user_not_visible',
    'no_such_subteam',
    'plan_upgrade_required',
    'paid_teams_only',
    'expired_trigger_id',
    'hash_conflict',
    'not_found',
  ],
  ...['fetch_members_failed', 'request_timeout'],
];

/** Refusals of what is written (Slack docs: chat.postMessage, chat.update; `msg_too_large` is reported). */
const SLACK_WRITE_ERRORS = [
  ...['invalid_blocks', 'invalid_blocks_format', 'msg_blocks_too_long', 'msg_too_long'],
  ...['msg_too_large', 'metadata_too_large', 'invalid_metadata_format', 'invalid_metadata_schema'],
  ...['restricted_action', 'message_limit_exceeded', 'edit_window_closed'],
];
const SLACK_WRITES = ['slack chat.postMessage', 'slack chat.update'];

function refusal(error: string): Fault {
  return answer(200, `{"ok":false,"error":"${error}"}`);
}

/** What every message of the product meets: each refusal once, and lasting. */
function refusalsOf(operation: string): readonly NamedFault[] {
  if (!SLACK_WRITES.includes(operation)) return [];
  return SLACK_WRITE_ERRORS.flatMap((error) => [
    once(error, refusal(error)),
    lasting(error, refusal(error)),
  ]);
}

/** AWS's refusals by name (AWS docs: errors of the operations called), with their status. */
const AWS_ERRORS: readonly (readonly [string, number])[] = [
  ['TooManyRequestsException', 429],
  ['ThrottlingException', 400],
  ['ServiceException', 500],
  ['InternalServiceError', 500],
  ['ResourceNotFoundException', 404],
  ['AccessDeniedException', 403],
  ['ExpiredTokenException', 403],
  ['InvalidParameterValueException', 400],
  ['InvalidRequestException', 400],
  ['CallbackTimeoutException', 400],
  ['DecryptionFailure', 400],
  ['KMSAccessDeniedException', 502],
];

const STALE_TOKEN = answer(
  400,
  JSON.stringify({ Type: 'User', message: 'Invalid checkpoint token' }),
  { headers: { 'x-amzn-errortype': 'InvalidParameterValueException' } },
);
const NO_TOKEN = answer(200, withoutToken, { acts: true });

/**
 * What every single checkpoint meets: its token is refused, or it is taken and no further one is given
 * (aws-durable-execution-sdk-js issues 917 and 918).
 */
const CHECKPOINT: readonly NamedFault[] = [
  once('stale token', STALE_TOKEN),
  once('taken, no further token', NO_TOKEN),
];
/** The same several times in a row: spread over the checkpoints. */
const CHECKPOINT_SPREAD: readonly NamedFault[] = [
  lasting('stale token', STALE_TOKEN),
  lasting('taken, no further token', NO_TOKEN),
];

function withoutToken(own: string): string {
  const { CheckpointToken: _, ...others } = JSON.parse(own);
  return JSON.stringify(others);
}

/** Whether a fault is one of a checkpoint's token, which ends no execution. */
export function isTokenFault(fault: Fault): boolean {
  return fault === STALE_TOKEN || fault === NO_TOKEN;
}

/** doo saying in its body what HTTP does not (doo docs: Webhook initialization, the envelope). */
const DOO_BODIES = [400, 401, 403, 404, 422, 429, 500, 503].map((status) =>
  once(
    `200 with ${status} inside`,
    answer(200, JSON.stringify({ response_status: status, items_processed: 0 })),
  ),
);

/** What replies meet, each of them. */
const REPLIES: readonly NamedFault[] = [
  once('a reply lands in the root', { kind: 'in_root' }),
  lasting('a reply lands in the root', { kind: 'in_root' }),
];

function isReply({ operation, detail }: Seen): boolean {
  return operation === 'slack chat.postMessage' && detail.startsWith(REPLY);
}

/** What calls of one kind meet beside what every call meets. */
function ownFaultsOf(call: Seen): readonly NamedFault[] {
  if (isReply(call)) return REPLIES;
  return call.operation === CHECKPOINT_CALL ? CHECKPOINT : [];
}

function awsRefusals(): readonly NamedFault[] {
  return AWS_ERRORS.map(([name, status]) =>
    once(
      name,
      answer(status, JSON.stringify({ __type: name, Type: name, message: 'Refused' }), {
        headers: { 'x-amzn-errortype': name },
      }),
    ),
  );
}

/** Answers of doo in codings that nobody asked for. */
const DOO_CODINGS = CODINGS.map((coding) => once(`coded as ${coding}`, { kind: 'coded', coding }));

/** Lists of doo that do not stand still while they are read. */
const DOO_DRIFTS = DRIFTS.map((as) => {
  const drifted = (own: string) =>
    JSON.stringify(drifting({ status: 200, body: JSON.parse(own) }, as).body);
  return once(`a list that drifts: ${as}`, answer(200, drifted, { acts: true }));
});

function spreadFor(operation: string): readonly NamedFault[] {
  if (operation.startsWith('slack') && operation !== 'slack response_url')
    return SLACK_ERRORS.map((error) => once(error, refusal(error)));
  if (operation === CHECKPOINT_CALL) return [...CHECKPOINT_SPREAD, ...awsRefusals()];
  if (operation.startsWith('lambda') || operation.startsWith('secrets')) return awsRefusals();
  if (!operation.startsWith('doo')) return [];
  return [...DOO_BODIES, ...DOO_CODINGS, ...(operation === 'doo list' ? DOO_DRIFTS : [])];
}

/** One cell of the matrix: a call of a recorded run, and what goes wrong with it. */
export interface Cell {
  readonly call: Seen;
  readonly after: string | undefined;
  readonly named: NamedFault;
}

/**
 * The cells of one story. Every call meets what can go wrong anywhere; what is alike for all calls
 * of an operation is spread over them, each fault once: all of these faults, or every `of`th.
 */
export function cellsOf(
  own: readonly Seen[],
  all: readonly Seen[],
  share: { readonly of: number; readonly nth: number },
): readonly Cell[] {
  const cellOf = (call: Seen, named: NamedFault): Cell => {
    const at = all.findIndex(({ key }) => key === call.key);
    return { call, after: all[at - 1]?.key, named };
  };
  const operations = Map.groupBy(own, ({ operation }) => operation);
  const spread = [...operations].flatMap(([operation, calls]) =>
    [...SPREAD, ...spreadFor(operation)].flatMap((named, index) => {
      if (index % share.of !== share.nth) return [];
      const call = calls[Math.floor(index / share.of) % calls.length];
      return call === undefined ? [] : [cellOf(call, named)];
    }),
  );
  const whole = own.flatMap((call) =>
    [...ANYWHERE, ...ownFaultsOf(call), ...refusalsOf(call.operation)].map((named) =>
      cellOf(call, named),
    ),
  );
  return [...whole, ...spread];
}

/** The process that calls is killed before or after the peer acted. */
const KILLS: readonly NamedFault[] = [
  once('killed before the peer acted', { kind: 'kill', acts: false }),
  once('killed after the peer acted', { kind: 'kill', acts: true }),
];

/** A crash at every call: at every checkpoint, and between every call to doo and its record. */
export function crashesOf(own: readonly Seen[]): readonly Cell[] {
  return own.flatMap((call) => KILLS.map((named) => ({ call, after: undefined, named })));
}

/** How many different things can go wrong, by where. */
export const FAULT_KINDS = {
  anywhere: ANYWHERE.length,
  replies: REPLIES.length,
  anyOperation: SPREAD.length,
  checkpoint: CHECKPOINT.length,
  slack: SLACK_ERRORS.length,
  slackWrites: SLACK_WRITE_ERRORS.length,
  aws: AWS_ERRORS.length,
  doo: DOO_BODIES.length,
  dooCodings: DOO_CODINGS.length,
  dooDrifts: DOO_DRIFTS.length,
  kills: KILLS.length,
} as const;
