import { describe, expect, it } from 'vitest';
import { filesBelow } from '../../support/sources.ts';

/** Every exported function, whatever its parameters look like, and what it returns. */
const FUNCTIONS = /^export (?:async )?function (\w+)(?:<[^>]*>)?\([\s\S]*?\n?\): ([^;\n]+) \{$/gm;
const SHOWN = /\b(?:Message|Form|HomeView|ModalView|Modal)\b/;

const builders = filesBelow()
  .filter(({ path }) => /^packages\/functions\/src\/.+\.ts$/.test(path))
  .flatMap(({ text }) => [...text.matchAll(FUNCTIONS)])
  .filter(([, , returned = '']) => SHOWN.test(returned))
  .map(([, name = '']) => name);
const tests = filesBelow().filter(({ path }) => /^test\/functions\/.+\.test\.ts$/.test(path));

/** Checks of Slack's limits, markup and texts, and a run over anything that people and doo write. */
const LIMITS = /\b(?:expectPostable|expectEditable|expectOpenable|viewFaults)\(/;
const ANYTHING = /\bfc\.property\(|\bhostileText\(|\blongestChecked\(|LONGEST_ARN/;

describe('every builder of messages, forms and tabs', () => {
  it('is found', () => {
    expect(builders).toEqual(expect.arrayContaining(['buildCard', 'buildLine', 'buildHome']));
    expect(builders.length).toBeGreaterThan(9);
  });

  it.each(builders)("is held to Slack's limits with the longest and oddest values: %s", (name) => {
    const held = tests
      .filter(({ text }) => new RegExp(`\\b${name}\\b`).test(text))
      .filter(({ text }) => LIMITS.test(text) && ANYTHING.test(text))
      .map(({ path }) => path);
    expect(held).not.toEqual([]);
  });
});
