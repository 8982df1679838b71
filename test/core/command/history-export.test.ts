import type { HistoryQuery } from '@doo-repush/core/command/command';
import { describe, expect, it } from 'vitest';
import { context, expectNamed, read } from './context.ts';

const DAY_MS = 86_400_000;
const at = (utc: string) => Date.parse(utc);

describe('the history command', () => {
  it.each<[string, HistoryQuery]>([
    ['history', {}],
    ['History', {}],
    ['history 41231', { eventId: '41231' }],
    ['history https://admin.doo.net/events/41231', { eventId: '41231' }],
    ['history event 41231', { eventId: '41231' }],
    ['history event:41231', { eventId: '41231' }],
    ['history <@U0ANNA|anna>', { userId: 'U0ANNA' }],
    ['history <@U0ANNA>', { userId: 'U0ANNA' }],
    ['history SUP-4411', { ticket: 'SUP-4411' }],
    ['history ticket:4411', { ticket: '4411' }],
    ['history ticket 4411b', { ticket: '4411b' }],
    ['history <https://example.com/SUP-4411>', { ticket: 'https://example.com/SUP-4411' }],
    ['history org:acme', { organization: 'acme' }],
    ['history org:"Acme Gmbh"', { organization: 'Acme Gmbh' }],
    ['history organization Acme Gmbh', { organization: 'Acme Gmbh' }],
    ['history acme', { text: 'acme' }],
    ['history org', { text: 'org' }],
    ['history "org" acme', { text: 'org acme' }],
    ['history Ticket 4411b', { ticket: '4411b' }],
    ['history event "41231"', { eventId: '41231' }],
    [`history ${'x'.repeat(200)}`, { text: 'x'.repeat(200) }],
    ['history acme acme', { text: 'acme acme' }],
    ['history org:acme org:acme', { organization: 'acme' }],
    ['history Acme Gmbh', { text: 'Acme Gmbh' }],
    ['history seit 30d', { sinceMs: context.nowMs - 30 * DAY_MS }],
    [
      'history since:20.11. 14:30 acme org:b 41231',
      { sinceMs: at('2026-11-20T13:30:00Z'), text: 'acme', organization: 'b', eventId: '41231' },
    ],
    ['history since:30d', { sinceMs: context.nowMs - 30 * DAY_MS }],
    ['history 41231 since:2026-11-01', { eventId: '41231', sinceMs: at('2026-10-31T23:00:00Z') }],
    [
      'history since:1w <@U0ANNA|anna> org:acme 41231 SUP-1',
      {
        sinceMs: context.nowMs - 7 * DAY_MS,
        userId: 'U0ANNA',
        organization: 'acme',
        eventId: '41231',
        ticket: 'SUP-1',
      },
    ],
  ])('reads %j', (text, query) => {
    expect(read(text)).toEqual({ kind: 'history', query });
  });

  it.each<[string, string, string]>([
    ['history @anna', 'Slack did not say who "@anna" is', 'history'],
    ['history 41231 41232', '"41232" is a second event', 'history 41231'],
    ['history <@U0ANNA> <@U0BEN>', 'is a second person', 'history <@U0ANNA>'],
    ['history 41231 since:soon', '"since:soon" cannot be used', 'history 41231'],
    ['history 41231 since:2', '"since:2" cannot be used', 'history 41231'],
    ['history org:a org:b', '"org:b" is a second organization: look for one', 'history org:a'],
    ['history org acme org:b', '"org:acme" is a second organization', 'history org:b'],
    ['history ticket:a ticket:b', '"ticket:b" is a second ticket', 'history ticket:a'],
    ['history since:2d since:3d', '"since:3d" is a second', 'history since:2d'],
    [`history ${'x'.repeat(201)}`, 'is too long', 'history'],
    ['history until:2d', '"until:2d" is not a part of a history', 'history'],
    ['history org:', '"org:" has no value.', 'history'],
    ['history "acme', 'is not closed', 'history'],
    [`history ${'acme '.repeat(50)}`, 'is too long', 'history'],
  ])('names the error in %j', (text, words, suggestion) => {
    expectNamed(read(text), words, suggestion);
  });
});

describe('the export command', () => {
  it.each<[string, object]>([
    ['export', {}],
    ['EXPORT', {}],
    ['export xlsx', {}],
    ['export csv', { format: 'csv' }],
    ['export since:30d CSV', { format: 'csv', sinceMs: context.nowMs - 30 * DAY_MS }],
    ['export since:30d', { sinceMs: context.nowMs - 30 * DAY_MS }],
    ['export since=2d', { sinceMs: context.nowMs - 2 * DAY_MS }],
    [
      'export seit gestern 14:30 bis heute 09:00',
      { sinceMs: at('2026-11-24T13:30:00Z'), untilMs: at('2026-11-25T08:00:00Z') },
    ],
    [
      'export since:2d until:1d',
      { sinceMs: context.nowMs - 2 * DAY_MS, untilMs: context.nowMs - DAY_MS },
    ],
    [
      'export since:2026-11-01 until:2026-11-30',
      { sinceMs: at('2026-10-31T23:00:00Z'), untilMs: at('2026-11-30T23:00:00Z') },
    ],
    [
      'export until:"2026-07-01 12:00" since:2026-06-30',
      { sinceMs: at('2026-06-29T22:00:00Z'), untilMs: at('2026-07-01T10:00:00Z') },
    ],
    [
      'export since:2026-11-01 08:00 until:2026-11-01 09:00',
      { sinceMs: at('2026-11-01T07:00:00Z'), untilMs: at('2026-11-01T08:00:00Z') },
    ],
    [
      'export since:2026-10-25T02:30 until:2026-10-25T02:30',
      { sinceMs: at('2026-10-25T00:30:00Z'), untilMs: at('2026-10-25T01:30:00Z') },
    ],
  ])('reads %j', (text, range) => {
    expect(read(text)).toEqual({ kind: 'export', format: 'xlsx', ...range });
  });

  it.each<[string, string, string]>([
    ['export since:1d until:1d', 'ends before it starts', 'export since:1d'],
    ['export until:1d orders since:2d', '"until:1d orders" cannot be used', 'export since:2d'],
    ['export until:"1d" orders since:2d', 'is not a part of an export', 'export since:2d'],
    ['export since:soon', '"since:soon" cannot be used', 'export'],
    ['export "since" until:1d', '""since"" is not a part of an export', 'export until:1d'],
    ['export csv orders', '"orders" is not a part of an export', 'export csv'],
    ['export orders', '"orders" is not a part of an export', 'export'],
    ['export rate:40 since:2d', '"rate:40" is not a part of an export', 'export since:2d'],
    ['export since:2', '"since:2" cannot be used', 'export'],
    ['export since:1d since:2d', 'given twice', 'export since:1d'],
    ['export since:1d until:2d', 'ends before it starts', 'export since:1d'],
    ['export since:2026-03-29T02:30', "doesn't exist in Europe/Berlin", 'export'],
  ])('names the error in %j', (text, words, suggestion) => {
    expectNamed(read(text), words, suggestion);
  });
});
