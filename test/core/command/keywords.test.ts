import {
  KEYWORDS,
  keywordMeant,
  keywordOf,
  nearest,
  resourceMeant,
} from '@doo-repush/core/command/keywords';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const LETTERS = [...'abcdefghij'];

/** A word after one edit: a character removed, inserted, replaced, or swapped with the next one. */
function changed(word: string, kind: number, at: number, letter: string): string {
  const [head, tail] = [word.slice(0, at), word.slice(at)];
  if (kind === 0) return head + tail.slice(1);
  if (kind === 1) return head + letter + tail;
  if (kind === 2) return head + letter + tail.slice(1);
  return head + tail.charAt(1) + tail.charAt(0) + tail.slice(2);
}

const change = fc.tuple(fc.nat(3), fc.nat(30), fc.constantFrom(...LETTERS));
const word = (minLength: number, maxLength: number) =>
  fc
    .array(fc.constantFrom(...LETTERS), { minLength, maxLength })
    .map((letters) => letters.join(''));

describe('nearest', () => {
  it('finds a name after one edit, and after two if the word is long', () => {
    fc.assert(
      fc.property(word(6, 9), change, change, (name, one, two) => {
        const at = (of: string, [kind, place, letter]: [number, number, string]) =>
          changed(of, kind, place % of.length, letter);
        const near = at(name, one);
        expect(nearest(near, [name])).toBe(name);
        fc.pre(at(near, two).length >= 5);
        const [kind, place, letter] = two;
        // Each replacement or insertion adds one edit; a swap may undo or split another one.
        if (kind < 3 && one[0] < 3)
          expect(nearest(changed(near, kind, place % near.length, letter), [name])).toBe(name);
      }),
      { numRuns: 500 },
    );
  });

  it.each<[string, readonly string[], string | undefined]>([
    ['raet', ['rate'], 'rate'],
    ['rat', ['rate'], 'rate'],
    ['ratee', ['rate'], 'rate'],
    ['rxte', ['rate'], 'rate'],
    ['rxxe', ['rate'], undefined],
    ['etar', ['rate'], undefined],
    ['og', ['org'], 'org'],
    ['go', ['org'], undefined],
    ['tiket', ['ticket'], 'ticket'],
    ['tikte', ['ticket'], 'ticket'],
    ['tike', ['ticket'], undefined],
    ['attendes', ['attendees'], 'attendees'],
    ['atendes', ['attendees'], 'attendees'],
    ['atnedes', ['attendees'], undefined],
    ['abcd', ['abxx', 'abcx'], 'abcx'],
    ['abcd', ['abcx', 'abcy'], 'abcx'],
    ['', ['rate'], undefined],
    ['rate', [], undefined],
  ])('finds for %s among %j: %s', (typed, names, meant) => {
    expect(nearest(typed, names)).toBe(meant);
  });
});

describe('synonyms of an option', () => {
  it.each([
    ['From', 'since'],
    ['SEIT', 'since'],
    ['ab', 'since'],
    ['von', 'since'],
    ['bis', 'until'],
    ['last_updated_before', 'until'],
    ['grund', 'reason'],
    ['constructor', undefined],
  ])('reads %s as %s', (key, keyword) => {
    expect(keywordOf(key)).toBe(keyword);
  });
});

describe('suggestions for unknown words', () => {
  it.each<[string, string | undefined]>([
    ['Start', 'since'],
    ['end', 'until'],
    ['kunde', 'org'],
    ['customer', 'org'],
    ['TIKET', 'ticket'],
    ['constructor', undefined],
    ['colour', undefined],
  ])('suggests for the option %s: %s', (key, keyword) => {
    expect(keywordMeant(key)).toBe(keyword);
    if (keyword !== undefined) expect(KEYWORDS).toContain(keyword);
  });

  it.each<[string, string | undefined]>([
    ['ordrs', 'orders'],
    ['Odrer', 'orders'],
    ['invitee', 'invitees'],
    ['atendee', 'attendees'],
    ['evnts', 'events'],
    ['kontakt', 'contacts'],
    ['tickets', undefined],
  ])('suggests for the resource %s: %s', (name, resource) => {
    expect(resourceMeant(name)).toBe(resource);
  });
});
