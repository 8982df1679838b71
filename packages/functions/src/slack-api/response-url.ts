import { isTrustedUrl } from '@doo-repush/core/trusted-url';
import type { Message } from './message.ts';

/** Slack's host for response URLs (Slack docs: Handling user interaction). */
const RESPONSE_HOSTS = ['hooks.slack.com'];
const TIMEOUT_MS = 10_000;

/** Slack did not accept a response; a retry may help. The message contains no URL. */
export class ResponseUrlError extends Error {
  override readonly name = 'ResponseUrlError';
}

/**
 * Response URLs: `https://hooks.slack.com/commands/<id>/…` for a command, `/actions/<id>/…` for a click.
 * The ID is that of the workspace, or of the organization if the app is installed for all of its workspaces
 * (Slack docs: Handling user interaction; Enterprise organizations). Their parts are plain: an encoded or empty
 * one may mean another path to whoever decodes it again.
 */
const OWNED_PATH = /^\/(?:commands|actions)\/([A-Z0-9]+)(?:\/[\w-]+)+$/;
/** Slack's URLs that let anyone who knows them post. */
const OTHER_PATH = /^\/(?:services|workflows|triggers|app)(?:\/|$)/;

/**
 * The ID of the workspace or organization that a response URL belongs to; `undefined` if no response may be
 * sent there, which is any other URL on hooks.slack.com. A loopback URL that has no form of Slack's, if
 * allowed, belongs to `ours`.
 */
export function ownerOfResponseUrl(
  url: string,
  { ours, allowLoopback }: { readonly ours: string; readonly allowLoopback: boolean },
): string | undefined {
  if (!isTrustedUrl(url, RESPONSE_HOSTS, allowLoopback)) return undefined;
  const { hostname, pathname } = new URL(url);
  const owner = OWNED_PATH.exec(pathname)?.[1];
  if (owner !== undefined) return owner;
  return RESPONSE_HOSTS.includes(hostname) || OTHER_PATH.test(pathname) ? undefined : ours;
}

/** Whether an ID is that of an Enterprise organization. */
export function isOrganizationId(id: string): boolean {
  return /^E[A-Z0-9]{2,63}$/.test(id);
}

/** A response that only the person who ran the command or clicked can see. */
export interface PrivateAnswer extends Message {
  /** Replaces the message that was clicked. */
  readonly replaces: boolean;
  /** The thread to post to; by default the channel's root. */
  readonly threadTs?: string | undefined;
}

/**
 * Posts to a response URL, which works five times within thirty minutes.
 * @param url whose owner is ours
 * @returns `refused` if a simpler response may be accepted, `gone` if Slack accepts none there any more
 * @throws ResponseUrlError, or whatever fetch throws, if a retry may help
 */
export async function answerThrough(
  url: string,
  { text, blocks, replaces, threadTs }: PrivateAnswer,
): Promise<'taken' | 'refused' | 'gone'> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      response_type: 'ephemeral',
      replace_original: replaces,
      text,
      blocks,
      ...(threadTs !== undefined && { thread_ts: threadTs }),
    }),
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  await response.body?.cancel();
  if (response.ok) return 'taken';
  // The body says why the response's form was refused (Slack docs: Handling user interaction).
  if (response.status === 400) return 'refused';
  if (response.status >= 500 || response.status === 429)
    throw new ResponseUrlError(`Slack answered ${response.status}`);
  return 'gone';
}
