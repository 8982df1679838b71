import { createWordsReader } from '@doo-repush/core/doo/error-message';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

/** fast-check's own unit for any code point reads through all of Unicode, once for each arbitrary. */
const anyCharacter = fc
  .integer({ min: 0, max: 0x10ffff })
  .map((codePoint) => String.fromCodePoint(codePoint));

const read = createWordsReader(['placeholder-api-key', 'placeholder secret&']);

describe('createWordsReader', () => {
  it.each<[string, unknown, string]>([
    [
      'the envelope',
      { response_status: 404, user_message: 'Not found', developer_message: 'No such event' },
      'Not found / No such event',
    ],
    ['the envelope that says it twice', { user_message: 'No', developer_message: 'No' }, 'No'],
    ['problem+json', { title: 'Forbidden', status: 403, detail: 'No role' }, 'Forbidden / No role'],
    ['an API gateway', { message: 'Limit Exceeded' }, 'Limit Exceeded'],
    ['OAuth', { error: 'invalid_client', error_description: 'Bad' }, 'invalid_client / Bad'],
    ['GraphQL', { errors: [{ message: 'Cannot query field' }] }, 'Cannot query field'],
    ['one readable field among others', { message: 7, error: { a: 1 }, title: 'Oops' }, 'Oops'],
  ])('reads %s', (_, body, words) => {
    expect(read(body)).toBe(words);
  });

  it.each([
    undefined,
    null,
    'text',
    5,
    [],
    {},
    { message: '' },
    { message: ' \n' },
    { errors: null },
  ])('finds no words in %j', (body) => {
    expect(read(body)).toBeUndefined();
  });

  it('makes one line without control characters', () => {
    expect(read({ message: 'a\r\n\tb\u0000c\u001b[31m\u202ed' })).toBe('a bc[31md');
  });

  it('replaces credentials, as they are and as part of an address', () => {
    const message = 'key placeholder-api-key, url ?s=placeholder%20secret%26, placeholder secret&';
    expect(read({ message })).toBe('key [redacted], url ?s=[redacted], [redacted]');
  });

  it('leaves no part of a credential that holds another, and takes an empty one for none', () => {
    const readAll = createWordsReader(['key', '', 'placeholder-key-1', 'placeholder-key']);
    expect(readAll({ message: 'a placeholder-key-1, placeholder-key, key' })).toBe(
      'a [redacted], [redacted], [redacted]',
    );
  });

  it('leaves no part of a credential that stands across the cut', () => {
    const words = read({ message: `${'x'.repeat(190)}placeholder-api-key` });
    expect(words).toBe(`${'x'.repeat(190)}[redacted]`);
  });

  it('is never longer than 200 characters and never splits one', () => {
    const words = read({ message: '\u{1F600}'.repeat(300) });
    expect(words).toBe('\u{1F600}'.repeat(200));
  });

  it('survives any words and any credential', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: anyCharacter }),
        fc.string({ unit: anyCharacter }),
        (message, secret) => {
          const words = createWordsReader([secret])({ message }) ?? '';
          expect(Array.from(words).length).toBeLessThanOrEqual(200);
        },
      ),
    );
  });
});
