import { isTrustedUrl } from '@doo-repush/core/trusted-url';
import type { Message } from './message.ts';

/** Where Slack takes answers to commands and clicks (Slack docs: Handling user interaction). */
const RESPONSE_HOSTS = ['hooks.slack.com'];
const TIMEOUT_MS = 10_000;

/** Slack did not take an answer; trying again may help. The message holds no address. */
export class ResponseUrlError extends Error {
  override readonly name = 'ResponseUrlError';
}

/**
 * Whose answers an address takes: `https://hooks.slack.com/commands/<id>/…` of a command, `/actions/<id>/…`
 * of a click. The id is that of a workspace, or of an organization where the app is installed for all
 * of its workspaces (Slack docs: Handling user interaction; Enterprise organizations).
 */
const OWNED_PATH = /^\/(?:commands|actions)\/([^/]+)\/./;
/** Addresses of Slack that post for whoever knows them. */
const OTHER_PATH = /^\/(?:services|workflows|triggers|app)(?:\/|$)/;

/**
 * The id of the workspace or organization that an address answers in; `undefined` where no answer
 * may be sent: whatever is no address for answers on hooks.slack.com. On this machine, where that is
 * allowed, an address that is none of Slack's forms answers in `ours`.
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

/** Whether an id is that of an organization of several workspaces (Enterprise Grid). */
export function isOrganizationId(id: string): boolean {
  return /^E[A-Z0-9]{2,63}$/.test(id);
}

/** An answer that only the person sees who gave the command or clicked. */
export interface PrivateAnswer extends Message {
  /** Takes the place of the message that was clicked. */
  readonly replaces: boolean;
  /** The thread that it stands in; left out for the channel's root. */
  readonly threadTs?: string | undefined;
}

/**
 * Answers through a response address, which serves five times in thirty minutes.
 * @param url one that has an owner of ours
 * @returns `refused` where a simpler answer may be taken, `gone` where Slack takes none there any more
 * @throws ResponseUrlError, or what fetch throws, where trying again may help
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
  // With the reason in its body, which is the form of the answer (Slack docs: Handling user interaction).
  if (response.status === 400) return 'refused';
  if (response.status >= 500 || response.status === 429)
    throw new ResponseUrlError(`Slack answered ${response.status}`);
  return 'gone';
}
