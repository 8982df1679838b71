import { randomUUID } from 'node:crypto';
import type { ApiClient } from '../data/model.ts';
import { type Answer, envelope } from './answer.ts';

/** The peer's credentials and the tokens that it has issued. */
export interface Access {
  isApiKey(apiKey: string): boolean;
  /**
   * Responds to `POST /v1/oauth` (doo docs: Authorization). The token stays valid until it is revoked.
   */
  issueToken(apiKey: string, body: unknown): Answer;
  /** The client behind a bearer token, if the token belongs to the same API key. */
  byToken(apiKey: string, authorization: string | undefined): ApiClient | undefined;
  /** Invalidates every token that `/oauth` has issued; stored access tokens stay valid. */
  revokeTokens(): void;
}

function field(body: unknown, name: string): unknown {
  if (typeof body !== 'object' || body === null) return undefined;
  return Object.entries(body).find(([key]) => key === name)?.[1];
}

/** `clients` are the known credentials. Tokens live in memory, so a new peer knows none. */
export function createAccess(clients: readonly ApiClient[]): Access {
  const tokens = new Map<string, ApiClient>();
  for (const client of clients) {
    if (client.accessToken !== undefined) tokens.set(client.accessToken, client);
  }
  return {
    isApiKey: (apiKey) => clients.some((client) => client.apiKey === apiKey),
    issueToken(apiKey, body) {
      if (field(body, 'grant_type') !== 'client_credentials') {
        return envelope(400, 'The grant type is not supported');
      }
      const client = clients.find(
        (candidate) =>
          candidate.apiKey === apiKey &&
          candidate.clientId === field(body, 'client_id') &&
          candidate.clientSecret === field(body, 'client_secret'),
      );
      if (client === undefined) return envelope(401, 'The client credentials are invalid');
      const token = `sandbox-token-${randomUUID()}`;
      tokens.set(token, client);
      return envelope(200, 'Success', {
        data: { access_token: token, refresh_token: null },
        _links: { self: { href: 'https://rest.doo.net/v1/oauth' } },
      });
    },
    byToken(apiKey, authorization) {
      const client = tokens.get(authorization?.replace(/^Bearer /, '') ?? '');
      return client?.apiKey === apiKey ? client : undefined;
    },
    revokeTokens() {
      for (const [token, client] of tokens) if (token !== client.accessToken) tokens.delete(token);
    },
  };
}
