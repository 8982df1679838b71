import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Answerer, entry, page, startDoo } from '../../support/doo-server.ts';
import { sendJson } from '../../support/local-server.ts';

describe('a list of configurations that is read page by page', () => {
  const of = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, index) => entry(from + index));
  const pagesOf = (...pages: object[]): Answerer => {
    return (response, request) =>
      sendJson(response, 200, pages[Number(request.path.split('=')[1]) - 1] ?? {});
  };
  const counts = { page_count: 3, page_size: 2, total_items: 5 };

  it('calls a list of several pages complete that stood still', async () => {
    const steady = [page(of(1, 2), counts), page(of(3, 4), counts), page(of(5, 5), counts)];
    const { client } = await startDoo(pagesOf(...steady));
    expect(await client.listConfigurations('1')).toMatchObject({ value: { complete: true } });
  });

  it.each<[string, object[]]>([
    ['has fewer entries than it says', [page(of(1, 2), { total_items: 3 })]],
    ['has more entries than it says', [page(of(1, 3), { total_items: 2 })]],
    ['says that it is empty, and is not', [page(of(1, 1), { total_items: 0 })]],
    [
      'lacks an entry that moved to a page before',
      [page(of(1, 2), counts), page(of(4, 5), counts), page([], counts)],
    ],
    [
      'lacks an entry, and has no empty page',
      [page(of(1, 2), counts), page(of(4, 4), counts), page(of(5, 5), counts)],
    ],
    ['has a page again', [page(of(1, 2), counts), page(of(1, 2), counts), page(of(5, 5), counts)]],
    [
      'has a page again under the next number',
      [page(of(1, 2), counts), page(of(3, 4), counts), page(of(3, 4), counts)],
    ],
    ['has an entry twice', [page([entry(1), entry(1), entry(2)], { total_items: 3 })]],
    [
      'has an entry of the page before',
      [page(of(1, 2), counts), page(of(2, 3), counts), page(of(4, 4), counts)],
    ],
    [
      'becomes shorter',
      [
        page(of(1, 2), counts),
        page(of(4, 5), { ...counts, page_count: 2, total_items: 4 }),
        page([], counts),
      ],
    ],
    [
      'becomes longer, in as many pages',
      [
        page(of(1, 2), { ...counts, total_items: 5 }),
        page(of(3, 4), { ...counts, total_items: 6 }),
        page(of(5, 6), { ...counts, total_items: 6 }),
      ],
    ],
    [
      'stops to say how long it is',
      [page(of(1, 2), counts), page(of(3, 4), counts), page(of(5, 5), { page_count: 3 })],
    ],
    [
      'has an empty page before its end',
      [page(of(1, 2), counts), page([], counts), page(of(3, 5), counts)],
    ],
    ['has an entry that cannot be read', [page([entry(1), { name: 'no id' }], { total_items: 2 })]],
    [
      'has more pages than are read',
      Array.from({ length: 60 }, (_, at) => page([entry(at)], { page_count: 60 })),
    ],
  ])('does not call a list complete that %s', async (_what, pages) => {
    const { client } = await startDoo(pagesOf(...pages));
    expect(await client.listConfigurations('1')).toMatchObject({
      ok: true,
      value: { complete: false },
    });
  });

  it('compares a page with those of an earlier call', async () => {
    let total = 5;
    const { client } = await startDoo((response, request, count) => {
      if (count === 2) return void sendJson(response, 500, {});
      const at = Number(request.path.split('=')[1]);
      const entries = at === 3 ? of(5, 5) : of(2 * at - 1, 2 * at);
      sendJson(response, 200, page(entries, { ...counts, total_items: total }));
    });
    const begun = await client.listConfigurations('1', { deadlineMs: 2_000 });
    expect(begun).toMatchObject({ value: { complete: false, nextPage: 2 } });
    if (!begun.ok) return;
    const from = begun.value;
    expect(await client.listConfigurations('1', { from })).toMatchObject({
      value: { complete: true },
    });
    total = 6;
    expect(await client.listConfigurations('1', { from })).toMatchObject({
      value: { complete: false },
    });
  });

  it('calls no list complete that lost or moved an entry while it was read, whatever its pages', async () => {
    const change = fc.record({ afterPage: fc.integer({ min: 1, max: 4 }), remove: fc.nat(30) });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 7 }),
        change,
        async (size, { afterPage, remove }) => {
          const all = of(1, 23);
          let pagesRead = 0;
          const { client } = await startDoo((response, request) => {
            const at = Number(request.path.split('=')[1]);
            const counted = {
              page_count: Math.ceil(all.length / size),
              total_items: all.length,
              page: at,
            };
            sendJson(response, 200, page(all.slice((at - 1) * size, at * size), counted));
            pagesRead += 1;
            if (pagesRead === afterPage) all.splice(remove % all.length, 1);
          });
          const list = await client.listConfigurations('1');
          const isWhole =
            list.ok &&
            all.every(({ id }) => list.value.configurations.some((each) => each.id === String(id)));
          expect(list.ok && (!list.value.complete || isWhole)).toBe(true);
        },
      ),
      { numRuns: 40 },
    );
  });
});
