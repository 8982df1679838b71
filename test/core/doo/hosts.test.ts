import { assertTrustedUrl, trustedBaseUrl, UntrustedUrlError } from '@doo-repush/core/doo/hosts';
import { describe, expect, it } from 'vitest';

describe('trustedBaseUrl', () => {
  it.each<[string, boolean, string | undefined]>([
    ['https://rest.doo.net/v1', false, 'https://rest.doo.net/v1'],
    ['https://REST.doo.net/v1//', false, 'https://rest.doo.net/v1'],
    ['https://rest.doo.net/v1?team=1', false, undefined],
    ['https://rest.doo.net/v1#team', false, undefined],
    ['http://rest.doo.net/v1', false, undefined],
    ['http://127.0.0.1:8/v1', false, undefined],
    ['http://127.0.0.1:8/v1', true, 'http://127.0.0.1:8/v1'],
  ])('of %s, with loopback %s, is %s', (url, allowLoopback, base) => {
    expect(trustedBaseUrl(url, allowLoopback)).toBe(base);
  });
});

describe('assertTrustedUrl', () => {
  it('gives the address in one form', () => {
    expect(assertTrustedUrl('https://gql.doo.net/', false)).toBe('https://gql.doo.net');
  });

  it('does not repeat an address that it refuses', () => {
    const refused = () => assertTrustedUrl('https://planted.example/key', false);
    expect(refused).toThrow(UntrustedUrlError);
    expect(refused).toThrow(
      expect.objectContaining({
        name: 'UntrustedUrlError',
        code: 'untrusted_url',
        message: 'not an https address of doo.net',
      }),
    );
  });
});
