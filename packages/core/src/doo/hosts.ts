import { isTrustedUrl } from '../trusted-url.ts';

/** REST base address (doo docs: Authorization, Webhook initialization). */
export const DEFAULT_REST_URL = 'https://rest.doo.net/v1';

/** GraphQL address (doo docs: Webhook configuration object). */
export const DEFAULT_GRAPHQL_URL = 'https://gql.doo.net';

const DOO_DOMAINS = ['doo.net'];

/** An address that doo's credentials must not be sent to. The message does not repeat it. */
export class UntrustedUrlError extends Error {
  override readonly name = 'UntrustedUrlError';
  readonly code = 'untrusted_url';

  constructor() {
    super('not an https address of doo.net');
  }
}

/**
 * The base address in one form, without a slash at its end, or undefined when it is not an address
 * of doo (or of this machine, with `allowLoopback`) or carries a query.
 */
export function trustedBaseUrl(url: string, allowLoopback: boolean): string | undefined {
  if (!isTrustedUrl(url, DOO_DOMAINS, allowLoopback)) return undefined;
  const parsed = new URL(url);
  if (parsed.search !== '' || parsed.hash !== '') return undefined;
  return parsed.href.replace(/\/+$/, '');
}

/** The base address in one form; throws `UntrustedUrlError` where `trustedBaseUrl` has none. */
export function assertTrustedUrl(url: string, allowLoopback: boolean): string {
  const baseUrl = trustedBaseUrl(url, allowLoopback);
  if (baseUrl === undefined) throw new UntrustedUrlError();
  return baseUrl;
}
