import { COLUMNS } from '@doo-repush/functions/worker/export/columns';
import { linesOf } from '@doo-repush/functions/worker/export/ledger-file';
import { headingOf } from '@doo-repush/functions/worker/export/workbook/sheet';
import { createWorkbookFile } from '@doo-repush/functions/worker/export/workbook/workbook-file';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { APPROVER, anyCard, NOW_MS, plainCard, waiting } from '../../../support/any-card.ts';
import { ordersRequest } from '../../../support/any-request.ts';
import { exportContext, filled, sentCard } from '../../../support/exported-cards.ts';
import { ledgerCard } from '../../../support/ledger-card.ts';
import { sheetOf, workbookRows } from '../../../support/workbook.ts';

const bookOf = (cards: Parameters<typeof filled>[1], maxBytes?: number) =>
  filled(createWorkbookFile(exportContext, new Date(NOW_MS), maxBytes), cards);

const clock = (text: string) => new Date(`${text.replace(' ', 'T')}Z`);

describe('the ledger as a workbook', () => {
  it('has typed cells: text, numbers, and dates with their zone in the header', async () => {
    const { bytes } = await bookOf([sentCard]);
    const [first, second] = await workbookRows(bytes);
    expect(first).toEqual({
      reference: '8C2F01',
      state: 'unknown',
      'asked_at (UTC)': clock('2023-11-14 22:13:20'),
      'asked_at (Europe/Berlin)': clock('2023-11-14 23:13:20'),
      requester_id: 'U0RENEREQU',
      requester_name: 'René Requester',
      organization_id: '7701',
      organization: 'Acme',
      configuration_id: 'c0ffee',
      configuration: 'CRM production',
      resource: 'orders',
      event_id: '41231',
      'window_after (Europe/Berlin)': clock('2023-11-01 09:00:00'),
      webhook_types: 'order_created order_cancelled',
      max_rate_per_min: 50,
      reason: 'CRM outage',
      ticket: 'SUP-1',
      decision: 'approved',
      'decided_at (UTC)': clock('2023-11-14 22:14:20'),
      'decided_at (Europe/Berlin)': clock('2023-11-14 23:14:20'),
      decided_by_id: APPROVER,
      decided_by_name: 'Ada',
      outcome: 'accepted',
      items: 412,
      link: 'https://sandbox.slack.example/archives/C0APPROVAL/p1700000000000100',
      execution: 'sandbox-V1',
    });
    expect(second).toMatchObject({ event_id: '41232', outcome: 'unknown' });
  });

  it('freezes its header, and has filters and widths for all columns', async () => {
    const { autoFilter, freezePane, columns, namedRanges } = await sheetOf(
      (await bookOf([sentCard])).bytes,
    );
    expect(autoFilter).toEqual({ range: 'A1:AQ4' });
    expect(namedRanges).toEqual([
      { name: '_xlnm._FilterDatabase', range: 'Ledger!$A$1:$AQ$4', scope: 'Ledger' },
    ]);
    expect(freezePane).toEqual({ rows: 1 });
    expect(columns?.map(({ width }) => (width ?? 0) >= 12)).toEqual(COLUMNS.map(() => true));
  });

  it.each([
    '123E45',
    '0012',
    '001234',
    'SEP-12',
    '1/2',
    '1,5',
    'TRUE',
    '=1+1',
    "=cmd|'/C calc'!A0",
    '+49 30 1234',
    '-1',
    '@SUM(A1)',
    '＝1+1',
    "'quoted",
    '_x0041_ _x000D_',
    'a & <b> "c" \u{1f680} \ufffe]]>',
  ])('keeps %j as the text that was typed', async (ticket) => {
    const { bytes } = await bookOf([
      plainCard(waiting, { organizationName: ticket, request: ordersRequest({ reason: ticket }) }),
    ]);
    const { rows, cells } = await sheetOf(bytes);
    const at = COLUMNS.findIndex(({ name }) => name === 'reason');
    expect(rows[1]?.[at]).toBe(ticket.replace('\ufffe', '\ufffd'));
    expect(cells?.get(`1,${at}`)).toMatchObject({ type: 'string', style: { numFmt: '@' } });
    expect([...(cells?.values() ?? [])].filter(({ formula }) => formula !== undefined)).toEqual([]);
  });

  it('parses back cell by cell, whatever the cards hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyCard, { minLength: 1, maxLength: 5 }), async (cards) => {
        const { rows, cells } = await sheetOf((await bookOf(cards)).bytes);
        const lines = cards.flatMap((card) => linesOf(ledgerCard(card), exportContext));
        const shown = rows.map((row) => COLUMNS.map((_, index) => asText(row[index])));
        expect(shown).toEqual([
          COLUMNS.map((column) => headingOf(column, 'Europe/Berlin')),
          ...lines.map((line) => line.map((cell) => cell.replace(/[\ufffe\uffff]/g, '\ufffd'))),
        ]);
        expect([...(cells?.values() ?? [])].some(({ formula }) => formula !== undefined)).toBe(
          false,
        );
      }),
      { numRuns: 10 },
    );
  });

  it('rejects a card that would make it too large, and counts its rows', async () => {
    let seed = 1;
    const noise = () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed.toString(36);
    };
    const cards = Array.from({ length: 1_500 }, () =>
      plainCard(waiting, {
        request: ordersRequest({ reason: Array.from({ length: 80 }, noise).join('') }),
      }),
    );
    const maxBytes = 500_000;
    const { taken, file, bytes, length } = await bookOf(cards, maxBytes);
    const count = taken.filter(Boolean).length;
    expect(length).toBe(bytes.length);
    expect(bytes.length).toBeLessThanOrEqual(maxBytes);
    expect(count).toBeGreaterThan(100);
    expect(taken.slice(count)).toEqual(taken.slice(count).map(() => false));
    expect(file).toMatchObject({ requests: count, lines: count });
    expect(await workbookRows(bytes)).toHaveLength(count);
  });
});

/** A cell in the notation of the row: a time as a clock shows it. */
function asText(value: unknown): string {
  if (value instanceof Date) return value.toISOString().slice(0, 19).replace('T', ' ');
  return value === null || value === undefined ? '' : String(value);
}
