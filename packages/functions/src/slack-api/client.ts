import { endingIn } from '@doo-repush/core/doo/deadline';
import { isTrustedUrl } from '@doo-repush/core/trusted-url';
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
/** Slack's own hosts: the Web API, response addresses, and uploads of files. */
const SLACK_DOMAINS = ['slack.com'];

/** An address of another host was about to be called as if it were Slack's; it was not called. */
export class UntrustedAddressError extends Error {
  override readonly name = 'UntrustedAddressError';
}

/**
 * Options for Slack's Web API: one attempt of at most `timeoutMs`, since callers decide what may be
 * repeated. Addresses that come with deliveries and answers, such as a response address, are called
 * only on hosts of Slack (or on this machine, where the API is there too); a redirect is an error,
 * since it would carry a token to another host.
 * @param until ends every call, and lets none begin after that
 */
export function slackClientOptions(
  slackApiUrl: string,
  timeoutMs: number,
  until?: AbortSignal,
): WebClientOptions {
  return {
    slackApiUrl,
    timeout: timeoutMs,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    allowAbsoluteUrls: false,
    logger: SILENT_LOGGER,
    fetch: async (address, init = {}) => {
      if (!isTrustedUrl(address, SLACK_DOMAINS, isTrustedUrl(slackApiUrl, [], true)))
        throw new UntrustedAddressError('the address is not of Slack');
      // Bolt answers through a response address without a time limit.
      const signal = endingIn(timeoutMs, until ?? init.signal);
      return slackFetch(address, { ...init, signal });
    },
  };
}

/** A client that speaks as the bot, until `until` ends. */
export function createSlackClient(
  botToken: string,
  slackApiUrl: string,
  timeoutMs: number,
  until?: AbortSignal,
): WebClient {
  return new WebClient(botToken, slackClientOptions(slackApiUrl, timeoutMs, until));
}
