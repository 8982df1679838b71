import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import type { MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { FOREIGN_CALLER, isOwnCaller } from '../loopback-callers.ts';

export type PageEnv = { Bindings: HttpBindings };

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

const HEADERS = {
  'content-security-policy': POLICY,
  'x-frame-options': 'DENY',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

/** Who may read and drive the page's server. */
export interface Guard {
  /**
   * Refuses other host names and, except for navigation, requests from pages of other origins; adds the
   * page's security headers to every response.
   */
  readonly everything: MiddlewareHandler<PageEnv>;
  /**
   * Admits only requests that the browser says the page itself sent, with the token of this start: 403
   * `foreign` for any other sender, 403 `stale` without the token.
   */
  readonly ownPageOnly: MiddlewareHandler<PageEnv>;
  /** Gives the page the token of this start. */
  readonly admit: MiddlewareHandler<PageEnv>;
}

export function createGuard(): Guard {
  const token = randomBytes(24).toString('base64url');
  const isToken = (given: string) =>
    given.length === token.length && timingSafeEqual(Buffer.from(given), Buffer.from(token));

  return {
    async everything(context, next) {
      for (const [name, value] of Object.entries(HEADERS)) context.header(name, value);
      const { incoming } = context.env;
      const isNavigation = incoming.headers['sec-fetch-mode'] === 'navigate';
      if (isNavigation ? isOwnHost(incoming) : isOwnCaller(incoming)) return next();
      return context.text(FOREIGN_CALLER, 403);
    },
    async ownPageOnly(context, next) {
      const { incoming } = context.env;
      const { headers } = incoming;
      const sent = headers['sec-fetch-site'] ?? (headers.origin && 'same-origin');
      if (sent !== 'same-origin' || !isOwnCaller(incoming)) {
        return context.json({ error: 'foreign', message: FOREIGN_CALLER }, 403);
      }
      if (!isToken(getCookie(context, cookieName(incoming)) ?? '')) {
        return context.json({ error: 'stale', message: 'Load the page again.' }, 403);
      }
      return next();
    },
    async admit(context, next) {
      setCookie(context, cookieName(context.env.incoming), token, {
        httpOnly: true,
        sameSite: 'Strict',
        path: '/',
      });
      return next();
    },
  };
}

type Incoming = HttpBindings['incoming'];

/** All ports of a host share their cookies. */
function cookieName({ socket }: Incoming): string {
  return `sandbox-${socket.localPort}`;
}

/** For navigation: a link from anywhere may open the page, so only the host name is checked. */
function isOwnHost({ headers: { host }, socket }: Incoming): boolean {
  return isOwnCaller({ headers: { host }, socket });
}
