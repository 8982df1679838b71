import { isTrustedUrl } from '@doo-repush/core/trusted-url';

/** Slack's Web API, with a slash at its end (Slack docs: Web API). */
export const SLACK_API_URL = 'https://slack.com/api/';
/** The hosts of Slack's Web API, response URLs and file uploads are these and below these. */
export const SLACK_DOMAINS = ['slack.com'];

/** Whether credentials may be sent to this address of the Web API. */
export function isSlackApi(url: string, allowLoopback: boolean): boolean {
  return isTrustedUrl(url, SLACK_DOMAINS, allowLoopback);
}
