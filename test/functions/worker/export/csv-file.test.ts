import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repushRequestSchema } from '@doo-repush/core/repush/request';
import { COLUMNS } from '@doo-repush/functions/worker/export/columns';
import { createCsvFile } from '@doo-repush/functions/worker/export/csv-file';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { APPROVER, anyCard, NOW_MS, plainCard, waiting } from '../../../support/any-card.ts';
import { CRM } from '../../../support/any-configuration.ts';
import { ordersRequest } from '../../../support/any-request.ts';
import { exportContext, filled, sentCard } from '../../../support/exported-cards.ts';
import { root } from '../../../support/sources.ts';

const fileOf = (cards: Parameters<typeof filled>[1], maxBytes?: number) =>
  filled(createCsvFile(exportContext, ',', maxBytes), cards);

const rowsOf = (text: string): Record<string, string>[] =>
  parse(text, { bom: true, columns: true, record_delimiter: '\r\n' });

/** Characters that start a formula in a spreadsheet. */
const FORMULA = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

describe('the ledger as CSV', () => {
  it('has a row per target, with these columns', async () => {
    const [first, second, third, ...others] = rowsOf((await fileOf([sentCard])).text);
    expect(first).toEqual({
      reference: '8C2F01',
      state: 'unknown',
      asked_at_utc: '2023-11-14T22:13:20Z',
      asked_at_local: '2023-11-14 23:13:20',
      requester_id: 'U0RENEREQU',
      requester_name: 'René Requester',
      organization_id: '7701',
      organization: 'Acme',
      configuration_id: 'c0ffee',
      configuration: 'CRM production',
      resource: 'orders',
      event_id: '41231',
      window_after: '2023-11-01 09:00:00',
      window_before: '',
      webhook_types: 'order_created order_cancelled',
      max_rate_per_min: '50',
      reason: 'CRM outage',
      ticket: 'SUP-1',
      decision: 'approved',
      decided_at_utc: '2023-11-14T22:14:20Z',
      decided_at_local: '2023-11-14 23:14:20',
      decided_by_id: APPROVER,
      decided_by_name: 'Ada',
      outcome: 'accepted',
      items: '412',
      stopped_at_utc: '',
      stopped_at_local: '',
      stopped_by_id: '',
      stopped_by_name: '',
      resolution: '',
      resolution_at_utc: '',
      resolution_at_local: '',
      resolution_by_id: '',
      resolution_by_name: '',
      resolution_reason: '',
      arrival: '',
      arrival_at_utc: '',
      arrival_at_local: '',
      arrival_by_id: '',
      arrival_by_name: '',
      previous_reference: '',
      link: 'https://sandbox.slack.example/archives/C0APPROVAL/p1700000000000100',
      execution: 'sandbox-V1',
    });
    expect(second).toMatchObject({ event_id: '41232', outcome: 'unknown', items: '' });
    expect(third).toMatchObject({ event_id: '41233', outcome: 'not_sent', items: '' });
    expect(others).toEqual([]);
  });

  it('leaves blank what has not been decided or sent', async () => {
    expect(rowsOf((await fileOf([plainCard(waiting)])).text)).toMatchObject([
      { state: 'waiting', decision: '', decided_at_utc: '', decided_by_name: '', outcome: '' },
    ]);
    const expired = plainCard({ kind: 'expired', atMs: NOW_MS });
    expect(rowsOf((await fileOf([expired])).text)).toMatchObject([
      { decision: 'expired', decided_by_id: '', outcome: '', items: '' },
    ]);
  });

  it('has one row for an organization’s only target', async () => {
    const contacts = plainCard(waiting, {
      request: repushRequestSchema.parse({
        resource: 'contacts',
        organizationId: '7701',
        configuration: { kind: 'all' },
        reason: 'New CRM',
      }),
    });
    expect(rowsOf((await fileOf([contacts])).text)).toMatchObject([
      { resource: 'contacts', event_id: '' },
    ]);
  });

  it('has a row per event and configuration, with the ID that doo was called with', async () => {
    const configurations = ['crm', 'erp'].map((id) => ({ ...CRM, id }));
    const outcome = { kind: 'accepted', items: 7 } as const;
    const results = ['41231', '41232'].flatMap((eventId) =>
      ['crm', 'erp'].map((configurationId) => ({
        eventId,
        configurationId,
        outcome,
        atMs: NOW_MS,
      })),
    );
    const request = ordersRequest({
      configuration: { kind: 'all' },
      eventIds: ['41231', '41232'],
    });
    const card = plainCard(
      { kind: 'sent', approved: { by: 'U0ADA', atMs: NOW_MS }, results },
      { request, configurations },
    );
    const rows = rowsOf((await fileOf([card])).text);
    expect(rows.map((row) => `${row.event_id} ${row.configuration_id} ${row.items}`)).toEqual([
      '41231 crm 7',
      '41231 erp 7',
      '41232 crm 7',
      '41232 erp 7',
    ]);
  });

  it('opens in Excel as UTF-8, with RFC 4180 line ends and every cell quoted', async () => {
    const { bytes, text } = await fileOf([sentCard]);
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = text.slice(1).split('\r\n');
    expect(lines).toHaveLength(5);
    expect(lines[0]).toBe(COLUMNS.map(({ name }) => `"${name}"`).join(','));
    for (const line of lines.slice(0, -1)) expect(line).toMatch(/^".*"$/);
  });

  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1+1',
    '\r=1+1',
    '\n=1+1',
    ' =1+1',
    '＝1+1',
    '\u202e=1+1',
  ])('contains no formula for a spreadsheet: %j', async (reason) => {
    const hostile = plainCard(waiting, {
      organizationName: reason,
      request: ordersRequest({ reason: `x${reason}` }),
    });
    const [row] = rowsOf((await fileOf([hostile])).text);
    expect(row?.organization).toMatch(/^'[=+\-@＝]/);
  });

  it('parses back cell by cell, and contains no formula, whatever the cards hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyCard, { minLength: 1, maxLength: 5 }), async (cards) => {
        const { text, file } = await fileOf(cards);
        const rows = parse(text, { bom: true, record_delimiter: '\r\n' });
        expect(rows).toHaveLength(file.lines + 1);
        expect(new Set(rows.map((row) => row.length))).toEqual(new Set([COLUMNS.length]));
        expect(rows.flat().filter((cell) => FORMULA.test(cell) || /[\r\n]/.test(cell))).toEqual([]);
      }),
      { numRuns: 10 },
    );
  });

  it.each([';', ',', '\t'])('gives no formula to who splits its texts at %j', async (separator) => {
    const reasons = ['=1+1', '"=1+1"', ' "" -1', '@SUM(A1)', "=cmd|'/C calc'!A0"];
    const cards = reasons.map((reason) =>
      plainCard(waiting, { request: ordersRequest({ reason: `x${separator}${reason};` }) }),
    );
    for (const delimiter of [',', ';'] as const) {
      const { text } = await filled(createCsvFile(exportContext, delimiter), cards);
      const split = text.split(separator).map((part) => part.replace(/^["\s]+/, ''));
      expect(split.filter((part) => FORMULA.test(part))).toEqual([]);
    }
  });

  it('separates cells by semicolons on request', async () => {
    const { text } = await filled(createCsvFile(exportContext, ';'), [sentCard]);
    const rows: unknown[] = parse(text, { bom: true, columns: true, delimiter: ';' });
    expect(rows).toMatchObject([{ ticket: 'SUP-1' }, {}, {}]);
  });

  it('rejects a card that would make it too large, and counts its rows', async () => {
    const { length: whole } = await fileOf([sentCard, sentCard]);
    const { taken, file, bytes } = await fileOf([sentCard, sentCard, sentCard], whole);
    expect(taken).toEqual([true, true, false]);
    expect(file).toMatchObject({ requests: 2, lines: 6 });
    expect(bytes).toHaveLength(whole);
  });

  it('keeps the documented columns', async () => {
    const page = await readFile(join(root, 'docs/ledger.md'), 'utf8');
    const documented = [...page.matchAll(/^\| `(\w+)` +\|/gm)].map(([, name]) => name);
    expect(documented).toEqual(COLUMNS.map(({ name }) => name));
  });
});
