import { endingIn } from '@doo-repush/core/doo/deadline';
import { isTrustedUrl } from '@doo-repush/core/trusted-url';
import { type FetchFunction, WebClient, type WebClientOptions } from '@slack/web-api';
import { SLACK_DOMAINS } from '../runtime/slack-address.ts';
import { createSlackFetch } from './fetch.ts';

/** Silences Bolt's log: our own lines say what matters and never contain a payload. */
export const SILENT_LOGGER = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => 'error' as never,
  setName: () => undefined,
};

/** Shared by the clients that are not given another one, so that they share connections. */
const SHARED_FETCH = createSlackFetch(() => Date.now());

/** A call to a host that is not Slack's was prevented. */
export class UntrustedAddressError extends Error {
  override readonly name = 'UntrustedAddressError';
}

export interface ClientExtras {
  /** Aborts every call, and prevents new ones. */
  readonly until?: AbortSignal | undefined;
  /** From `createSlackFetch`. */
  readonly slackFetch?: FetchFunction;
}

/**
 * Options for Slack's Web API: a single attempt of at most `timeoutMs`, because callers decide what may be
 * retried. URLs from deliveries and responses, such as a response URL, are called only on Slack's hosts (or
 * on this machine, if the API is there too). A redirect is an error, because it would carry a token to
 * another host.
 */
export function slackClientOptions(
  slackApiUrl: string,
  timeoutMs: number,
  { until, slackFetch = SHARED_FETCH }: ClientExtras = {},
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
      // Bolt posts to response URLs without a timeout.
      const signal = endingIn(timeoutMs, until ?? init.signal);
      return slackFetch(address, { ...init, signal });
    },
  };
}

/** Creates a client that acts as the bot. */
export function createSlackClient(
  botToken: string,
  slackApiUrl: string,
  timeoutMs: number,
  extras?: ClientExtras,
): WebClient {
  return new WebClient(botToken, slackClientOptions(slackApiUrl, timeoutMs, extras));
}
