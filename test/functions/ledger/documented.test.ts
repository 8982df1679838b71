import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cardMetadata } from '@doo-repush/functions/ledger/card-metadata';
import { lineMetadata } from '@doo-repush/functions/ledger/line-metadata';
import { isStateField, stateFields } from '@doo-repush/functions/ledger/state-fields';
import { HEADINGS } from '@doo-repush/functions/messages/headings';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  APPROVER,
  anyCard,
  NOW_MS,
  plainCard,
  unresolved,
  waiting,
} from '../../support/any-card.ts';
import { codeBelow, root } from '../../support/sources.ts';

const document = readFileSync(join(root, 'docs/ledger-schema.md'), 'utf8');

/** The first column of the `nth` table under a heading of the document. */
function rowsOf(heading: string, nth = 0): string[] {
  const section = document.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const tables = section.split(/\n\n(?=\|)/).filter((part) => part.startsWith('|'));
  const rows = (tables[nth] ?? '').split('\n\n')[0]?.split('\n').slice(2) ?? [];
  return rows.flatMap((row) => /^\| `([a-z_]+)`/.exec(row)?.[1] ?? []);
}

const origin = { executionName: 'sandbox-V1', executionArn: 'arn:aws:lambda:x' };
const cards = [
  ...fc.sample(anyCard, { numRuns: 600, seed: 1 }),
  plainCard(waiting),
  plainCard(unresolved),
  plainCard({
    kind: 'sending',
    approved: { by: APPROVER, atMs: NOW_MS },
    first: { kind: 'asked', untilMs: NOW_MS },
  }),
  plainCard({
    ...unresolved,
    stopped: { by: APPROVER, atMs: NOW_MS },
    results: [],
  }),
  { ...plainCard(waiting), previous: { ts: '1.1', reference: '8C2F01', changes: [] } },
  plainCard(waiting, { leftOut: [1] }),
];
const of = <T>(items: readonly T[], names: (item: T) => object) =>
  new Set(items.flatMap((item) => Object.keys(names(item))));

const stateNames = of(cards, ({ state }) => stateFields(state));
const cardNames = of(cards, (card) => cardMetadata(card, origin).event_payload);

const ended = (configurationId: string) => ({
  configurationId,
  outcome: { kind: 'unknown' as const },
  atMs: NOW_MS,
});

describe('docs/ledger-schema.md', () => {
  it('documents every field of a request’s state', () => {
    expect(rowsOf('The state of a request').toSorted()).toEqual([...stateNames].toSorted());
  });

  it('documents as state fields exactly those that are read as state', () => {
    const read = [...cardNames, ...stateNames].filter(isStateField);
    expect([...new Set(read)].toSorted()).toEqual([...stateNames].toSorted());
  });

  it('documents every other field of a card', () => {
    const others = [...cardNames].filter((name) => !stateNames.has(name));
    expect(rowsOf('A card').toSorted()).toEqual(others.toSorted());
  });

  it('documents every other field of a line', () => {
    const facts = {
      mark: 'x',
      number: 1,
      state: waiting,
    };
    const at = { by: APPROVER, atMs: NOW_MS };
    const entries = [
      { ...facts, line: { kind: 'rejected', ...at, reason: 'No' } },
      { ...facts, line: { kind: 'sending', targets: 3 } },
      { ...facts, line: { kind: 'stopped', ...at, left: 2 } },
      { ...facts, line: { kind: 'outcomes', results: ['crm', 'erp'].map(ended) } },
    ] as const;
    const names = of(entries, (entry) => lineMetadata(origin, entry).event_payload);
    const others = [...names].filter((name) => !stateNames.has(name));
    expect(rowsOf('A line').toSorted()).toEqual(others.toSorted());
  });

  it('documents every kind of line and every state', () => {
    const sources = codeBelow('packages/functions/src').filter(({ path }) =>
      /model\/transition\.ts$|ledger\/line-metadata\.ts$/.test(path),
    );
    const kinds = sources.flatMap(({ text }) => [
      ...(text.split('/** Why an answer')[0] ?? text).matchAll(/kind: ((?:'[a-z_]+'(?: \| )?)+)/g),
    ]);
    const named = kinds.flatMap(([, all = '']) =>
      [...all.matchAll(/'([a-z_]+)'/g)].map(([, kind]) => kind),
    );
    const ofDecisions = ['approved', 'rejected', 'cancelled', 'expired'];
    expect(rowsOf('A line', 1).toSorted()).toEqual(
      [...new Set([...named, ...ofDecisions])].toSorted(),
    );
    for (const state of Object.keys(HEADINGS)) expect(document).toContain(`\`${state}\``);
  });

  it('documents the order in which texts are truncated', () => {
    const source = codeBelow('packages/functions/src').find(({ path }) =>
      path.endsWith('ledger/card-metadata.ts'),
    );
    const list = source?.text.split('const GIVING_WAY = [')[1]?.split(']')[0] ?? '';
    const names = [...list.matchAll(/'([a-z_]+)'/g)].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(4);
    expect(document.replace(/\s+/g, ' ')).toContain(`in this order: ${names.join(', ')}.`);
  });
});
