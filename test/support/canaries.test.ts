import { describe, expect, it } from 'vitest';
import { canaries, leaksIn } from './canaries.ts';

describe('the search for leaked secrets', () => {
  it('knows each kind of secret', () => {
    const names = new Set(canaries().map(({ name }) => name));
    expect([...names]).toEqual([
      'the bot token',
      'the signing secret',
      'an API key of doo',
      'a client id of doo',
      'a client secret of doo',
      'a stored token of doo',
      'an issued token of doo',
      "a customer's secret",
    ]);
  });

  it.each(canaries())('finds $name verbatim, and in base64 at any offset', ({ name, value }) => {
    for (const before of ['', 'a', 'ab']) {
      const encoded = Buffer.from(`${before}${value}!!!`).toString('base64');
      expect(leaksIn({ here: `x ${value}`, there: `{"a":"${encoded}"}` })).toEqual(
        expect.arrayContaining([`${name} in here`, `${name} in there`]),
      );
    }
  });

  it('finds nothing in clean text', () => {
    expect(leaksIn({ here: 'placeholder token sandbox' })).toEqual([]);
  });
});
