/**
 * Where a webhook for `endpoint` really goes. The receiver plays hosts under `.example` and sees
 * `/<host><path>`; loopback addresses are called as they are; any other host gives undefined, so that
 * nothing leaves this machine.
 */
export function endpointAddress(endpoint: string, receiverUrl: string): string | undefined {
  const url = URL.parse(endpoint);
  if (url === null) return undefined;
  if (url.hostname.endsWith('.example')) return `${receiverUrl}/${url.hostname}${url.pathname}`;
  const isLoopback = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  return isLoopback && url.protocol === 'http:' ? url.href : undefined;
}
