import { WebClient, type WebClientOptions } from '@slack/web-api';
import { createSlackFetch } from './fetch.ts';

/** Bolt logs through this: nothing, since our own lines say what matters and hold no payload. */
export const SILENT_LOGGER = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => 'error' as never,
  setName: () => undefined,
};

/** One for the process, so that all its clients share their connections. */
const slackFetch = createSlackFetch(() => Date.now());

/**
 * Options for Slack's Web API: one attempt, since callers decide what may be repeated; a redirect
 * is an error, since it would carry the token to another host.
 */
export function slackClientOptions(slackApiUrl: string, timeoutMs: number): WebClientOptions {
  return {
    slackApiUrl,
    timeout: timeoutMs,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    logger: SILENT_LOGGER,
    fetch: slackFetch,
  };
}

/** A client that speaks as the bot. */
export function createSlackClient(
  botToken: string,
  slackApiUrl: string,
  timeoutMs: number,
): WebClient {
  return new WebClient(botToken, slackClientOptions(slackApiUrl, timeoutMs));
}
