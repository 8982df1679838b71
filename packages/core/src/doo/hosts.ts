import { isTrustedUrl } from '../trusted-url.ts';

/** REST base URL (doo docs: Authorization, Webhook initialization). */
export const DEFAULT_REST_URL = 'https://rest.doo.net/v1';

/** GraphQL URL (doo docs: Webhook configuration object). */
export const DEFAULT_GRAPHQL_URL = 'https://gql.doo.net';

const DOO_DOMAINS = ['doo.net'];

/** A URL that must not receive doo's credentials. The message does not repeat it. */
export class UntrustedUrlError extends Error {
  override readonly name = 'UntrustedUrlError';
  readonly code = 'untrusted_url';

  constructor() {
    super('not an https address of doo.net');
  }
}

/**
 * Normalizes a base URL, without a trailing slash. Undefined if it is not a URL of doo (or of this machine,
 * with `allowLoopback`) or has a query.
 */
export function trustedBaseUrl(url: string, allowLoopback: boolean): string | undefined {
  if (!isTrustedUrl(url, DOO_DOMAINS, allowLoopback)) return undefined;
  const parsed = new URL(url);
  if (parsed.search !== '' || parsed.hash !== '') return undefined;
  return parsed.href.replace(/\/+$/, '');
}

/**
 * Normalizes a base URL like `trustedBaseUrl`.
 * @throws UntrustedUrlError if that returns undefined
 */
export function assertTrustedUrl(url: string, allowLoopback: boolean): string {
  const baseUrl = trustedBaseUrl(url, allowLoopback);
  if (baseUrl === undefined) throw new UntrustedUrlError();
  return baseUrl;
}
