import { isTrustedUrl } from '@doo-repush/core/trusted-url';
import type { Message } from './blocks/message.ts';

/** Where Slack takes answers to commands and clicks (Slack docs: Handling user interaction). */
const RESPONSE_HOSTS = ['hooks.slack.com'];
const TIMEOUT_MS = 10_000;

/** Slack did not take an answer; trying again may help. The message holds no address. */
export class ResponseUrlError extends Error {
  override readonly name = 'ResponseUrlError';
}

/** Whether an answer may be sent there: https on hooks.slack.com, or this machine where that is allowed. */
export function isResponseUrl(url: string, allowLoopback: boolean): boolean {
  return isTrustedUrl(url, RESPONSE_HOSTS, allowLoopback);
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
 * @param url one that `isResponseUrl` lets through
 * @returns `gone` where Slack takes no answer there any more
 * @throws ResponseUrlError, or what fetch throws, where trying again may help
 */
export async function answerThrough(
  url: string,
  { text, blocks, replaces, threadTs }: PrivateAnswer,
): Promise<'taken' | 'gone'> {
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
  if (response.status >= 500 || response.status === 429)
    throw new ResponseUrlError(`Slack answered ${response.status}`);
  return 'gone';
}
