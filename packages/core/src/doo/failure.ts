/** Every way in which a call to doo can fail. */
export type DooFailureCode =
  | 'unreachable'
  | 'unauthorized'
  | 'rate_limited'
  | 'kept_for_sending'
  | 'refused'
  | 'timed_out'
  | 'interrupted'
  | 'server_error'
  | 'redirected'
  | 'unreadable'
  | 'too_large'
  | 'mismatched';

/** Why a call to doo has no usable response. Contains no credential. */
export interface DooFailure {
  code: DooFailureCode;
  /** False only if it is certain that doo did nothing. */
  mayHaveActed: boolean;
  /** The HTTP status that decided. */
  status?: number;
  /** True if `status` came from the body of a response with a successful HTTP status. */
  inBody?: true;
  retryAfterMs?: number;
  /** doo's own message, at most 200 characters. */
  detail?: string;
  /** Code of the underlying network error, such as ECONNREFUSED. */
  cause?: string;
}

/** A response of doo: its HTTP status and its body parsed as JSON (undefined if it is not JSON). */
export interface Answer {
  status: number;
  body: unknown;
  retryAfterMs?: number;
  /** Daily calls left, if doo says so. */
  callsLeft?: number;
}

const PROOFS_OF_NO_ACTION: readonly DooFailureCode[] = [
  'unreachable',
  'unauthorized',
  'rate_limited',
  'kept_for_sending',
  'refused',
];

/** Creates a failure whose `mayHaveActed` follows from its code. */
export function dooFailure(
  code: DooFailureCode,
  facts: Omit<DooFailure, 'code' | 'mayHaveActed'> = {},
): DooFailure {
  return { code, mayHaveActed: !PROOFS_OF_NO_ACTION.includes(code), ...facts };
}

/**
 * The failure that a response means, or undefined if its status and the `response_status` in its body both
 * say that doo did what was asked (doo docs: Webhook initialization, the envelope).
 * @param wordsOf extracts doo's message from the body, with credentials removed
 */
export function classifyAnswer(
  answer: Answer,
  wordsOf: (body: unknown) => string | undefined,
): DooFailure | undefined {
  const fromStatus = classifyStatus(answer.status);
  const bodyStatus = fromStatus === undefined ? otherBodyStatus(answer) : undefined;
  const code = fromStatus ?? bodyStatus?.code;
  if (code === undefined)
    return answer.body === undefined
      ? dooFailure('unreadable', { status: answer.status })
      : undefined;
  const detail = wordsOf(answer.body);
  return dooFailure(code, {
    status: bodyStatus?.status ?? answer.status,
    ...(bodyStatus && { inBody: true as const }),
    ...(answer.retryAfterMs !== undefined && { retryAfterMs: answer.retryAfterMs }),
    ...(detail !== undefined && { detail }),
  });
}

function classifyStatus(status: number): DooFailureCode | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status >= 300 && status < 400) return 'redirected';
  if (status === 401) return 'unauthorized';
  if (status === 429) return 'rate_limited';
  if (status === 408 || status === 499) return 'timed_out';
  if (status >= 400 && status < 500) return 'refused';
  return 'server_error';
}

function otherBodyStatus(answer: Answer): { code: DooFailureCode; status: number } | undefined {
  const { body } = answer;
  if (typeof body !== 'object' || body === null || !('response_status' in body)) return undefined;
  const given = body.response_status;
  if (given === null) return undefined;
  const status = /^\d{3}$/.test(String(given)) ? Number(given) : undefined;
  if (status === undefined) return { code: 'mismatched', status: answer.status };
  if (status === 200 || status === answer.status) return undefined;
  const isRefusal = status >= 400 && status < 500;
  return { code: (isRefusal && classifyStatus(status)) || 'mismatched', status };
}
