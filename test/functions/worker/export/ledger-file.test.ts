import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repushRequestSchema } from '@doo-repush/core/repush/request';
import { permalinks } from '@doo-repush/functions/slack-api/permalink';
import { COLUMNS } from '@doo-repush/functions/worker/export/columns';
import { createLedgerFile } from '@doo-repush/functions/worker/export/ledger-file';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { APPROVER, anyCard, NOW_MS, plainCard, waiting } from '../../../support/any-card.ts';
import { CRM } from '../../../support/any-configuration.ts';
import { ordersRequest } from '../../../support/any-request.ts';
import { ledgerCard } from '../../../support/ledger-card.ts';
import { root } from '../../../support/sources.ts';

type Built = Parameters<typeof ledgerCard>[0];

function fileOf(cards: readonly Built[], maxBytes?: number) {
  const names: Record<string, string> = { U0RENEREQU: 'René Requester', [APPROVER]: 'Ada' };
  const context = {
    timeZone: 'Europe/Berlin',
    nameOf: (id: string) => names[id] ?? '',
    permalink: permalinks('https://sandbox.slack.example/', 'C0APPROVAL'),
  };
  const file = createLedgerFile(context, maxBytes);
  const taken = cards.map((card) => file.add(ledgerCard(card)));
  const bytes = Buffer.concat(file.parts());
  return { file, taken, bytes, text: bytes.toString('utf8') };
}

const rowsOf = (text: string): Record<string, string>[] =>
  parse(text, { bom: true, columns: true, record_delimiter: '\r\n' });

/** What a spreadsheet takes for the beginning of a formula. */
const FORMULA = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

const sent = plainCard(
  {
    kind: 'sent',
    approved: { by: APPROVER, atMs: NOW_MS + 60_000 },
    results: [
      { eventId: '41231', outcome: { kind: 'accepted', items: 412 }, atMs: NOW_MS },
      { eventId: '41232', outcome: { kind: 'unknown' }, atMs: NOW_MS },
      { eventId: '41233', outcome: { kind: 'not_sent', notAsked: 'quota_used_up' }, atMs: NOW_MS },
    ],
  },
  {
    request: ordersRequest({
      eventIds: ['41231', '41232', '41233'],
      window: { after: '2023-11-01 09:00:00' },
      webhookTypes: ['order_created', 'order_cancelled'],
      maxRatePerMin: 50,
      ticket: 'SUP-1',
    }),
  },
);

describe('the exported ledger', () => {
  it('has one line for each target, with these columns', () => {
    const [first, second, third, ...others] = rowsOf(fileOf([sent]).text);
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

  it('leaves empty what has not been decided or sent', () => {
    expect(rowsOf(fileOf([plainCard(waiting)]).text)).toMatchObject([
      { state: 'waiting', decision: '', decided_at_utc: '', decided_by_name: '', outcome: '' },
    ]);
    const expired = plainCard({ kind: 'expired', atMs: NOW_MS });
    expect(rowsOf(fileOf([expired]).text)).toMatchObject([
      { decision: 'expired', decided_by_id: '', outcome: '', items: '' },
    ]);
  });

  it('has a line for the one target of an organization', () => {
    const contacts = plainCard(waiting, {
      request: repushRequestSchema.parse({
        resource: 'contacts',
        organizationId: '7701',
        configuration: { kind: 'all' },
        reason: 'New CRM',
      }),
    });
    expect(rowsOf(fileOf([contacts]).text)).toMatchObject([{ resource: 'contacts', event_id: '' }]);
  });

  it('has a line for each event and configuration, with the ID that doo was called with', () => {
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
    const rows = rowsOf(fileOf([card]).text);
    expect(rows.map((row) => `${row.event_id} ${row.configuration_id} ${row.items}`)).toEqual([
      '41231 crm 7',
      '41231 erp 7',
      '41232 crm 7',
      '41232 erp 7',
    ]);
  });

  it('opens in Excel as UTF-8, with lines as RFC 4180 has them, every cell quoted', () => {
    const { bytes, text } = fileOf([sent]);
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = text.slice(1).split('\r\n');
    expect(lines).toHaveLength(5);
    expect(lines[0]).toBe(COLUMNS.map(([name]) => `"${name}"`).join(','));
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
  ])('gives a spreadsheet no formula: %j', (reason) => {
    const hostile = plainCard(waiting, {
      organizationName: reason,
      request: ordersRequest({ reason: `x${reason}` }),
    });
    const [row] = rowsOf(fileOf([hostile]).text);
    expect(row?.organization).toMatch(/^'[=+\-@＝]/);
  });

  it('is read back cell by cell, and has no formula, whatever the cards hold', () => {
    fc.assert(
      fc.property(fc.array(anyCard, { minLength: 1, maxLength: 5 }), (cards) => {
        const { text, file } = fileOf(cards);
        const rows = parse(text, { bom: true, record_delimiter: '\r\n' });
        expect(rows).toHaveLength(file.lines + 1);
        expect(new Set(rows.map((row) => row.length))).toEqual(new Set([COLUMNS.length]));
        expect(rows.flat().filter((cell) => FORMULA.test(cell) || /[\r\n]/.test(cell))).toEqual([]);
      }),
      { numRuns: 10 },
    );
  });

  it('takes no card that makes it too large, and counts what it has', () => {
    const whole = fileOf([sent, sent]).bytes.length;
    const { taken, file, bytes } = fileOf([sent, sent, sent], whole);
    expect(taken).toEqual([true, true, false]);
    expect(file).toMatchObject({ requests: 2, lines: 6, bytes: whole });
    expect(bytes).toHaveLength(whole);
  });

  it('keeps the documented columns', async () => {
    const page = await readFile(join(root, 'docs/ledger.md'), 'utf8');
    const documented = [...page.matchAll(/^\| `(\w+)` +\|/gm)].map(([, name]) => name);
    expect(documented).toEqual(COLUMNS.map(([name]) => name));
  });
});
