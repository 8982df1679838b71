import { isTrustedUrl } from '@doo-repush/core/trusted-url';
import { describe, expect, it } from 'vitest';

const DOMAINS = ['doo.net'];

describe('isTrustedUrl', () => {
  it.each([
    'https://doo.net',
    'https://rest.doo.net/v1',
    'https://REST.DOO.NET/v1',
    'https://a.b.doo.net:443/',
  ])('trusts %s', (url) => {
    expect(isTrustedUrl(url, DOMAINS, false)).toBe(true);
  });

  it.each([
    ['another domain', 'https://example.org'],
    ['a domain that only ends alike', 'https://evildoo.net'],
    ['the domain as a prefix', 'https://doo.net.evil.example'],
    ['the domain as a user name', 'https://doo.net@evil.example'],
    ['a user name', 'https://someone@rest.doo.net'],
    ['a password', 'https://:secret@rest.doo.net'],
    ['a port', 'https://rest.doo.net:8443'],
    ['http', 'http://rest.doo.net'],
    ['another scheme', 'ftp://rest.doo.net'],
    ['a dot at the end', 'https://rest.doo.net./v1'],
    ['the domain in the path', 'https://evil.example/rest.doo.net'],
    ['a backslash', 'https://evil.example\\.doo.net'],
    ['no scheme', 'rest.doo.net'],
    ['nothing', ''],
  ])('refuses %s', (_, url) => {
    expect(isTrustedUrl(url, DOMAINS, true)).toBe(false);
  });

  it.each([
    'http://127.0.0.1:8080/v1',
    'http://127.1.2.3',
    'https://localhost:3000',
    'http://[::1]:3000',
  ])('trusts %s only if loopback is allowed', (url) => {
    expect(isTrustedUrl(url, DOMAINS, true)).toBe(true);
    expect(isTrustedUrl(url, DOMAINS, false)).toBe(false);
  });

  it.each([
    'http://localhost.evil.example',
    'http://127.0.0.1.evil.example',
    'http://128.0.0.1',
    'http://0.0.0.0',
    'ftp://127.0.0.1',
    'http://user@127.0.0.1',
  ])('does not take %s for loopback', (url) => {
    expect(isTrustedUrl(url, DOMAINS, true)).toBe(false);
  });
});
