const LOOPBACK_HOST = /^(?:localhost|\[::1\]|127\.\d{1,3}\.\d{1,3}\.\d{1,3})$/;

/**
 * Whether credentials may be sent to `url`: https on the default port to one of `domains` or its
 * subdomains, or, with `allowLoopback`, http or https to this machine on any port. URLs that carry a user
 * name, a password or cannot be parsed are never trusted.
 */
export function isTrustedUrl(
  url: string | URL,
  domains: readonly string[],
  allowLoopback: boolean,
): boolean {
  const parsed = URL.parse(String(url));
  if (parsed === null || parsed.username !== '' || parsed.password !== '') return false;
  if (allowLoopback && isLoopback(parsed)) return true;
  if (parsed.protocol !== 'https:' || parsed.port !== '') return false;
  return domains.some(
    (domain) => parsed.hostname === domain || parsed.hostname.endsWith(`.${domain}`),
  );
}

function isLoopback(url: URL): boolean {
  const isHttp = url.protocol === 'http:' || url.protocol === 'https:';
  return isHttp && LOOPBACK_HOST.test(url.hostname);
}
