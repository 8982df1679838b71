import type { CommandDraft } from '@doo-repush/core/command/command';
import { MAX_EVENTS } from '@doo-repush/core/repush/request';
import { describe, expect, it } from 'vitest';
import { read } from './context.ts';

const ids = (count: number) => Array.from({ length: count }, (_, index) => String(41_231 + index));

describe('a command line that fills in the form', () => {
  it.each<[string, string, CommandDraft]>([
    ['nothing', '', {}],
    ['spaces', '  ', {}],
    ['a resource', 'contacts', { resource: 'contacts' }],
    ['any case', 'Attendees', { resource: 'attendees' }],
    ['the singular', 'order 41231', { resource: 'orders', eventIds: ['41231'] }],
    ['an id', '41231', { eventIds: ['41231'] }],
    ['ids', 'orders 41231 41232', { resource: 'orders', eventIds: ['41231', '41232'] }],
    ['any order', '41231,41232 invitees', { resource: 'invitees', eventIds: ['41231', '41232'] }],
    ['the same twice', 'orders order 41231 41231', { resource: 'orders', eventIds: ['41231'] }],
    ['an address', 'https://admin.doo.net/events/41231/orders', { eventIds: ['41231'] }],
    ['a parameter', 'event_id=41231', { eventIds: ['41231'] }],
    ['a list of a program', '["41231", "41232"]', { eventIds: ['41231', '41232'] }],
    [
      'ids behind a resource',
      'orders: 41231,41232',
      { resource: 'orders', eventIds: ['41231', '41232'] },
    ],
    ['an id with its kind', 'event:41231 id:41232', { eventIds: ['41231', '41232'] }],
    [
      'everything',
      '41231 41232 since:2h until:30m rate:40 reason:"CRM outage" ticket:SUP-4411 org:acme types:order_created',
      {
        resource: 'orders',
        eventIds: ['41231', '41232'],
        organization: 'acme',
        window: { after: '2026-11-25 08:41:00', before: '2026-11-25 10:12:00' },
        webhookTypes: ['order_created'],
        maxRatePerMin: 40,
        reason: 'CRM outage',
        ticket: 'SUP-4411',
      },
    ],
    [
      'another order, commas and capitals',
      'orders, 41231, Org:acme, REASON:"CRM outage", Rate:40',
      {
        resource: 'orders',
        eventIds: ['41231'],
        organization: 'acme',
        maxRatePerMin: 40,
        reason: 'CRM outage',
      },
    ],
    ['a space after the colon', 'rate: 40 org: acme', { organization: 'acme', maxRatePerMin: 40 }],
    [
      'the same value twice',
      'rate:40 rate:40 org:a org:a',
      { organization: 'a', maxRatePerMin: 40 },
    ],
    [
      'the resource of the types',
      'types:attendee_checkin',
      { resource: 'attendees', webhookTypes: ['attendee_checkin'] },
    ],
    [
      'types with and without the prefix',
      'events types:on_event_created,event_created,event_removed',
      { resource: 'events', webhookTypes: ['on_event_created', 'event_removed'] },
    ],
    [
      'a link as the ticket',
      'ticket:https://example.com/browse/SUP-4411?a=1',
      { ticket: 'https://example.com/browse/SUP-4411?a=1' },
    ],
    ['a hyphen that does not break', 'ticket:SUP\u20114411', { ticket: 'SUP-4411' }],
    ['an organization id', 'contacts org:123', { resource: 'contacts', organization: '123' }],
    ['backticks around it', '`orders 41231`', { resource: 'orders', eventIds: ['41231'] }],
    [
      'zero-width characters',
      '\u200borders\u2060 41\u200b231\ufeff',
      { resource: 'orders', eventIds: ['41231'] },
    ],
    ['a text to its end', 'org:acme orders 41231', { organization: 'acme orders 41231' }],
    [
      'texts up to the next option',
      '41231 org:Acme Conferences GmbH reason:Ausfall 2026, 300 orders fehlen ticket:SUP 4411 since:2h',
      {
        eventIds: ['41231'],
        organization: 'Acme Conferences GmbH',
        reason: 'Ausfall 2026, 300 orders fehlen',
        ticket: 'SUP 4411',
        window: { after: '2026-11-25 08:41:00' },
      },
    ],
    [
      'texts over several lines',
      '41231\nreason:CRM down\nsince monday\nconfig:CRM production\nrate:40',
      {
        eventIds: ['41231'],
        reason: 'CRM down\nsince monday',
        configuration: 'CRM production',
        maxRatePerMin: 40,
      },
    ],
    [
      'a colon in a text',
      'reason:siehe: https://a.example/b?c=d',
      { reason: 'siehe: https://a.example/b?c=d' },
    ],
    [
      'words with a colon in a text',
      'reason:Mail from: Anna to: Bob',
      { reason: 'Mail from: Anna to: Bob' },
    ],
    [
      'the id of a configuration',
      'config:3b9b455c-1234-4aaa-8bbb-123456789abc',
      { configurationId: '3b9b455c-1234-4aaa-8bbb-123456789abc' },
    ],
    [
      'ids by name behind a text',
      'reason:CRM down ids:41231',
      { reason: 'CRM down', eventIds: ['41231'] },
    ],
    [
      'a last mark that is missing',
      'rate:40 reason:"CRM outage',
      { maxRatePerMin: 40, reason: 'CRM outage' },
    ],
    ['a colon apart', 'rate : 40', { maxRatePerMin: 40 }],
    ['an equals sign', '41231 rate=40', { eventIds: ['41231'], maxRatePerMin: 40 }],
    ['no colon', '41231 rate 40', { eventIds: ['41231'], maxRatePerMin: 40 }],
    ['an equals sign before a text', 'reason="CRM outage"', { reason: 'CRM outage' }],
    ['another word', 'from:2h', { window: { after: '2026-11-25 08:41:00' } }],
    ['another word for a text', 'why:"CRM outage"', { reason: 'CRM outage' }],
    ['another spelling', 'organisation:acme', { organization: 'acme' }],
    ['a ticket of words', 'ticket:SUP board orders', { ticket: 'SUP board orders' }],
    ['a number in a text', 'reason:CRM outage 41231', { reason: 'CRM outage 41231' }],
    [
      'a name of two words',
      'org:acme gmbh rate:40',
      { organization: 'acme gmbh', maxRatePerMin: 40 },
    ],

    [
      'no colon, in German',
      '41231 seit 2h bis 30m',
      {
        eventIds: ['41231'],
        window: { after: '2026-11-25 08:41:00', before: '2026-11-25 10:12:00' },
      },
    ],
    ['ids in marks', '"41231 41232" orders', { resource: 'orders', eventIds: ['41231', '41232'] }],
    ['a quoted resource', '"orders" 41231', { resource: 'orders', eventIds: ['41231'] }],
    ['ids behind their kind, in marks', 'events:"41231, 41232"', { eventIds: ['41231', '41232'] }],
    [
      'types with other separators',
      'types:"order_created; order_updated|order_created"',
      { resource: 'orders', webhookTypes: ['order_created', 'order_updated'] },
    ],
    [
      'spaces in marks',
      'rate:40 reason:" CRM outage "',
      { maxRatePerMin: 40, reason: 'CRM outage' },
    ],
    [
      'a dash in an address',
      'ticket:https://example.com/a–b',
      { ticket: 'https://example.com/a–b' },
    ],
    ['a dash in a reason', 'reason:"a–b"', { reason: 'a–b' }],
    ['a dash in an organization', 'org:a–b', { organization: 'a–b' }],
    ['control characters', 'orders\u000041231', { resource: 'orders', eventIds: ['41231'] }],
  ])('reads %s: %j', (_, text, draft) => {
    expect(read(text)).toEqual({ kind: 'draft', draft, notes: [], faults: [] });
  });

  it.each<[string, string, string]>([
    ['straight marks', 'reason:"CRM outage"', 'CRM outage'],
    ['curly marks', 'reason:“CRM outage”', 'CRM outage'],
    ['German marks', 'reason:„CRM outage“', 'CRM outage'],
    ['guillemets', 'reason:«CRM outage»', 'CRM outage'],
    ['single marks', "reason:'CRM outage'", 'CRM outage'],
    ['single curly marks', 'reason:‘CRM outage’', 'CRM outage'],
    ['marks of two kinds', 'reason:“CRM outage"', 'CRM outage'],
    ['an apostrophe in marks', 'reason:"CRM doesn\'t work"', "CRM doesn't work"],
    ['a curly apostrophe in single marks', 'reason:‘CRM doesn’t work’', 'CRM doesn’t work'],
    ['an apostrophe without marks', "reason:CRM's", "CRM's"],
    ['a mark after a backslash', 'reason:"the \\"big\\" one"', 'the "big" one'],
    ['a colon', 'reason:"outage: CRM rate:40"', 'outage: CRM rate:40'],
    ['several lines', 'reason:"CRM\noutage"', 'CRM\noutage'],
    ['a person', 'reason:"asked by <@U0ANNA|anna>"', 'asked by @anna'],
    ['a channel and a group', 'reason:"<#C0X|crm> <!subteam^S0X|@ops> <!here>"', '#crm @ops @here'],
    ['what Slack escapes', 'reason:"a &lt; b &amp;&amp; c &gt; d &amp;lt;"', 'a < b && c > d &lt;'],
    ['half a character', 'reason:"a\ud83d b"', 'a\ufffd b'],
    [
      'a word that is no token',
      'reason:"authorization failed at the CRM"',
      'authorization failed at the CRM',
    ],
  ])('a reason in %s', (_, text, reason) => {
    expect(read(`orders 41231 ${text}`)).toEqual({
      kind: 'draft',
      draft: { resource: 'orders', eventIds: ['41231'], reason },
      notes: [],
      faults: [],
    });
  });

  it.each<[string, CommandDraft]>([
    ['<https://admin.doo.net/events/41231>', { eventIds: ['41231'] }],
    ['<https://admin.doo.net/events/41231|this event>', { eventIds: ['41231'] }],
    ['<https://doo.net/buy?lang=de&amp;event_id=41231>', { eventIds: ['41231'] }],
    ['org:<http://acme.com|acme.com>', { organization: 'acme.com' }],
    ['org:<mailto:ops@acme.com|ops@acme.com>', { organization: 'ops@acme.com' }],
    ['<tel:41231|41231>', { eventIds: ['41231'] }],
    ['<tel:+4941231|41231>', { eventIds: ['41231'] }],
    ['<https://wiki.example/a|41231>', { eventIds: ['41231'] }],
    ['<https://doo.net/events/41231|41231>', { eventIds: ['41231'] }],
    ['reason:"<https://wiki.example/a|the outage>"', { reason: 'the outage' }],
    ['reason:"see <https://wiki.example/a>"', { reason: 'see https://wiki.example/a' }],
    ['reason:"<tel:4930|call Anna>"', { reason: 'call Anna' }],
    [
      'ticket:<https://example.com/SUP-1?a=1&amp;b=2|SUP-1>',
      { ticket: 'https://example.com/SUP-1?a=1&b=2' },
    ],
  ])('reads a link that Slack made of typed text as typed: %s', (text, draft) => {
    expect(read(text)).toEqual({ kind: 'draft', draft, notes: [], faults: [] });
  });

  it('takes as many event IDs as one request may name', () => {
    expect(read(ids(MAX_EVENTS).join(','))).toMatchObject({ draft: { eventIds: ids(MAX_EVENTS) } });
  });

  it.each(['help', ' HELP ', '?', '--help', '—help', '-h'])(
    'reads %j as a call for help',
    (text) => {
      expect(read(text)).toEqual({ kind: 'help' });
    },
  );
});
