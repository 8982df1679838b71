import { cleanText, foldName, isVisible } from '@doo-repush/core/typed-text';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const UNSEEN = [
  ...['\u200b', '\u200c', '\u200d', '\u200e', '\u202a', '\u202c', '\u2060', '\u2066', '\u2069'],
  ...['\u00ad', '\ufeff', '\u034f', '\ufe0f', '\u061c', '\u180e', '\u115f', '\u3164'],
];

describe('cleanText', () => {
  it.each([
    ['SUP\u20114411', 'SUP-4411'],
    ['SUP\u20104411', 'SUP-4411'],
    ['SUP\u22124411', 'SUP-4411'],
    ['ops_\u200bteam_\u200b#12', 'ops_team_#12'],
    ['\u00a041\u00ad231\u202f', '41231'],
    ['41231\u00a041232', '41231 41232'],
  ])('normalizes %j to %j', (pasted, meant) => {
    expect(cleanText(pasted)).toBe(meant);
  });

  it('keeps the character that reverses digits, so that no other number is read', () => {
    expect(cleanText('\u202e13214')).toBe('\u202e13214');
    expect(isVisible('\u202e')).toBe(false);
  });

  it('removes invisible characters wherever they were pasted', () => {
    const unseen = fc.array(fc.constantFrom(...UNSEEN), { maxLength: 3 });
    fc.assert(
      fc.property(fc.array(fc.tuple(unseen, fc.constantFrom('4', 'S', '-', '_'))), (parts) => {
        const meant = parts.map(([, character]) => character).join('');
        expect(
          cleanText(parts.flatMap(([marks, character]) => [...marks, character]).join('')),
        ).toBe(meant);
      }),
    );
  });
});

describe('isVisible', () => {
  it.each(['a', '4', '-', 'ü', '😀', ' a ', 'إ', '\u200fא'])('shows %j', (text) => {
    expect(isVisible(text)).toBe(true);
  });

  it.each(['', ' \n\t', '\u00a0\u2003', '\u2800', '\u0000', ...UNSEEN])(
    'shows nothing for %j',
    (text) => {
      expect(isVisible(text)).toBe(false);
    },
  );
});

describe('foldName', () => {
  it.each([
    ['Z\u00fcrich', 'Zu\u0308rich'],
    ['Zürich', 'ZUERICH'],
    ['Große Straße', 'grosse  STRASSE'],
    ['STRAẞE', 'strasse'],
    ['Köln–Messe', 'koeln-messe'],
    ['Acme\u00a0GmbH', 'acme gmbh'],
    ['Ａcme', 'acme'],
    ['\u200bAcme', 'ACME'],
    ['Café', 'cafe\u0301'],
  ])('treats %j and %j as the same name', (one, other) => {
    expect(foldName(one)).toBe(foldName(other));
  });

  it.each([
    ['Muller', 'Müller'],
    ['Acme 1', 'Acme 2'],
    ['Café', 'cafe'],
  ])('keeps %j and %j apart', (one, other) => {
    expect(foldName(one)).not.toBe(foldName(other));
  });
});
