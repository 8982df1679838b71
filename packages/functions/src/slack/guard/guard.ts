import { isRecord, parseJson } from '@doo-repush/core/json';
import type { Log } from '../../runtime/log.ts';
import { isSslCheck, understandBody } from './body.ts';
import { isTooLarge, readIncoming } from './incoming.ts';
import { isSignature, isSigned, isTimely } from './signature.ts';

/** A response in the format of a Lambda function URL. */
export interface HttpAnswer {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A verified delivery in the one shape that Bolt's receiver handles reliably. */
export interface Delivery {
  readonly text: string;
  readonly contentType: string;
  readonly signature: string;
  readonly timestamp: string;
  readonly retryNum: string | undefined;
  readonly retryReason: string | undefined;
}

/** What distinguishes Slack's deliveries for this workspace from all others. */
export interface Trust {
  readonly signingSecret: string;
  readonly teamId: string;
}

export interface GuardDeps {
  /** The current trust; `refreshed` reads a newer one, and returns the same if there is none. */
  readonly trust: (refreshed: boolean) => Promise<Trust>;
  readonly log: Log;
  readonly now: () => number;
}

export type Guarded =
  | { readonly kind: 'answer'; readonly answer: HttpAnswer }
  | { readonly kind: 'delivery'; readonly delivery: Delivery };

/** An `ssl_check` is a flag and a token. Nothing longer is read without a signature. */
const MAX_UNSIGNED_BYTES = 1024;

/**
 * Passes only what Slack signed for this workspace within five minutes. Verifies the signature over the raw
 * bytes before it parses anything. All else gets a plain 4xx, which costs no more than hashing its bytes,
 * whatever they are.
 */
export async function guard(event: unknown, deps: GuardDeps): Promise<Guarded> {
  const refuse = (statusCode: number, reason: string): Guarded => {
    deps.log.warn('delivery_refused', { statusCode, reason });
    return { kind: 'answer', answer: plain(statusCode) };
  };

  const read = readIncoming(event);
  if (!read.ok) return refuse(read.statusCode, 'unreadable');
  const { headers, sizeBytes, body: readBody } = read.incoming;

  const signature = headers.get('x-slack-signature');
  const timestamp = headers.get('x-slack-request-timestamp');
  const contentType = headers.get('content-type');
  if (signature === undefined || timestamp === undefined) {
    const bytes = sizeBytes > MAX_UNSIGNED_BYTES ? undefined : readBody();
    return bytes !== undefined && isSslCheck(contentType, bytes)
      ? { kind: 'answer', answer: plain(200) }
      : refuse(401, 'unsigned');
  }
  if (!isTimely(timestamp, deps.now())) return refuse(401, 'untimely');
  if (!isSignature(signature)) return refuse(401, 'signature');

  const body = readBody();
  if (body === undefined) return refuse(400, 'unreadable');
  if (isTooLarge(body)) return refuse(413, 'unreadable');
  const parts = { body, signature, timestamp };
  const trust = await trustFor(deps, (candidate) => isSigned(parts, candidate.signingSecret));
  if (trust === undefined) return refuse(401, 'signature');

  const understood = understandBody(contentType, body, trust.teamId);
  if (understood.kind === 'ssl_check') return { kind: 'answer', answer: plain(200) };
  if (understood.kind === 'junk') return refuse(400, 'not_understood');
  if (understood.kind === 'foreign') return refuse(403, 'other_workspace');
  if (
    understood.teamId !== undefined
      ? understood.teamId !== trust.teamId
      : !isHandshake(understood.text)
  )
    return refuse(403, 'other_workspace');
  if (!understood.isAnswerable) return refuse(400, 'unanswerable');

  return {
    kind: 'delivery',
    delivery: {
      text: understood.text,
      contentType: understood.contentType,
      signature,
      timestamp,
      retryNum: headers.get('x-slack-retry-num'),
      retryReason: headers.get('x-slack-retry-reason'),
    },
  };
}

async function trustFor(
  deps: GuardDeps,
  matches: (trust: Trust) => boolean,
): Promise<Trust | undefined> {
  const present = await deps.trust(false);
  if (matches(present)) return present;
  const refreshed = await deps.trust(true);
  const isNew = refreshed.signingSecret !== present.signingSecret;
  return isNew && matches(refreshed) ? refreshed : undefined;
}

/** The Events API verifies the URL with a signed body that names no workspace. */
function isHandshake(text: string): boolean {
  const body = parseJson(text);
  return isRecord(body) && body.type === 'url_verification';
}

function plain(statusCode: number): HttpAnswer {
  return { statusCode, headers: { 'content-type': 'text/plain' }, body: '' };
}
