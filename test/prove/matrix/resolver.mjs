/*
 * Loaded into a function's process before its bundle: names cannot be resolved for as long as the
 * file named by RESOLVER_DOWN exists, and `localhost` is 127.0.0.1 otherwise.
 */
import dns from 'node:dns';
import { existsSync } from 'node:fs';

const { lookup } = dns;

dns.lookup = (hostname, options, callback) => {
  const done = callback ?? options;
  if (!existsSync(process.env.RESOLVER_DOWN))
    return lookup(hostname, { ...options, family: 4 }, done);
  const error = Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), {
    code: 'ENOTFOUND',
    errno: -3008,
    syscall: 'getaddrinfo',
    hostname,
  });
  process.nextTick(done, error);
  return {};
};
