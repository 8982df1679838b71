import type { CommandDraft } from '@doo-repush/core/command/command';
import { MAX_EVENTS } from '@doo-repush/core/repush/request';
import { describe, expect, it } from 'vitest';
import { expectNamed, read } from './context.ts';

const ids = (count: number) => Array.from({ length: count }, (_, index) => String(41_231 + index));

describe('a line that fills the form in', () => {
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
      'Org:acme, REASON:"CRM outage", Rate:40, orders, 41231',
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
    [
      'a text, then more',
      'org:acme orders 41231',
      { organization: 'acme', resource: 'orders', eventIds: ['41231'] },
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
  ])('%s: %s', (_, text, draft) => {
    expect(read(text)).toEqual({ kind: 'draft', draft, notes: [] });
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
    expect(read(`orders ${text} 41231`)).toEqual({
      kind: 'draft',
      draft: { resource: 'orders', eventIds: ['41231'], reason },
      notes: [],
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
  ])('the link that Slack makes of what was typed: %s', (text, draft) => {
    expect(read(text)).toEqual({ kind: 'draft', draft, notes: [] });
  });

  it('takes as many event ids as one request may name', () => {
    expect(read(ids(MAX_EVENTS).join(','))).toMatchObject({ draft: { eventIds: ids(MAX_EVENTS) } });
  });

  it.each(['help', ' HELP ', '?', '--help', '—help', '-h'])(
    'reads %j as a call for help',
    (text) => {
      expect(read(text)).toEqual({ kind: 'help' });
    },
  );
});

describe('a line that cannot be understood', () => {
  it.each<[string, string, string]>([
    ['tickets', '"tickets" is not an event ID.', 'orders 41231'],
    ['orders 41231 please', '"please" is not an event ID.', 'orders 41231'],
    ['orders 41231 please now', '"please" and "now" are not event IDs.', 'orders 41231'],
    ['constructor', '"constructor" is not an event ID.', 'orders 41231'],
    ['0', '"0" is not an event ID.', 'orders 41231'],
    ['ordrs 41231', '"ordrs" is not an event ID.', 'orders 41231'],
    ['#41231', '"#41231" is not an event ID.', '41231'],
    ['orders 41231-41233', '"41231-41233" is not an event ID.', 'orders 41231 41232 41233'],
    ['orders 41231–41299', '"41231–41299" is not an event ID.', 'orders'],
    ['41231 SUP-4411', '"SUP-4411" is not an event ID.', '41231 ticket:SUP-4411'],
    ['help me', '"help" and "me" are not event IDs.', 'help'],
    ['helping', '"helping" is not an event ID.', 'orders 41231'],
    ['?!', '"?!" is not an event ID.', 'orders 41231'],
    ['exprot orders', '"exprot" is not an event ID.', 'export'],
    ['orders 0-1', '"0-1" is not an event ID.', 'orders'],
    ['orders 1-2', '"1-2" is not an event ID.', 'orders 1 2'],
    ['orders 41231-41231', '"41231-41231" is not an event ID.', 'orders'],
    [
      'orders 1-50',
      '"1-50" is not an event ID.',
      `orders ${Array.from({ length: 50 }, (_, index) => index + 1).join(' ')}`,
    ],
    ['orders 1-51', '"1-51" is not an event ID.', 'orders'],
    ['orders 41231 41232-41233', '"41232-41233" is not an event ID.', 'orders 41231 41232 41233'],
    ['orders 41231!', '"41231!" is not an event ID.', 'orders 41231'],
    ['orders 41231x', '"41231x" is not an event ID.', 'orders'],
    ['orders x41231', '"x41231" is not an event ID.', 'orders'],
    ['please please', '"please" is not an event ID.', 'orders 41231'],
    [
      'a b c d e f g h i j k l 41231',
      '"a", "b", "c", "d", "e", "f", "g", "h", "i", "j" and 2 more are not event IDs.',
      '41231',
    ],
    ['histroy 41231 since:2d', '"histroy" is not an event ID.', 'history 41231 since:2d'],
    ['exprot', '"exprot" is not an event ID.', 'export'],
    ['41231 <@U0ANNA|anna>', '"@anna" is not an event ID.', '41231'],
    ['<!channel> 41231', '"!channel" is not an event ID.', '41231'],
    ['orders contacts 41231', '"orders contacts" names more than one resource', 'orders 41231'],
    [
      'contacts 41231',
      'contacts are repushed for a whole organization, without event IDs.',
      'contacts',
    ],
    [
      'event 41231',
      'events are repushed for a whole organization, without event IDs.',
      'orders 41231',
    ],
    ['41231 rate=40', '"rate=40" needs a colon: rate:40.', '41231 rate:40'],
    ['41231 rate 40', '"rate 40" needs a colon: rate:40.', '41231 rate:40'],
    ['reason="CRM outage"', '"reason=CRM outage" needs a colon', 'reason:"CRM outage"'],
    [
      'reason "CRM outage" 41231',
      'needs a colon: reason:"CRM outage".',
      '41231 reason:"CRM outage"',
    ],
    ['raet:40', 'There is no option "raet"', 'rate:40'],
    ['from:2h', 'There is no option "from" ("from:2h"). The options are since, until,', 'since:2h'],
    ['why:"CRM outage"', 'There is no option "why"', 'reason:"CRM outage"'],
    ['organisation:acme', 'There is no option "organisation"', 'org:acme'],
    ['colour:red 41231', 'There is no option "colour"', '41231'],
    ['from:soon 41231', 'There is no option "from"', '41231'],
    ['events: please', 'There is no option "events"', 'orders 41231'],
    ['id: 41231,please orders', 'There is no option "id"', 'orders'],
    ['rate=fast', '"rate=fast" needs a colon.', 'orders 41231'],
    ['orders:1 contacts', '"orders contacts" names more than one resource', 'orders 1'],
    [
      'ticket:SUP board orders',
      'needs quotation marks: ticket:"SUP board".',
      'orders ticket:"SUP board"',
    ],
    ['rate:0', '"rate:0" cannot be used. The rate is a whole number from 1 to 100', 'rate:1'],
    ['rate:101', '"rate:101" cannot be used.', 'rate:100'],
    ['rate:40/min', '"rate:40/min" cannot be used.', 'rate:40'],
    ['rate:fast 41231', '"rate:fast" cannot be used.', '41231'],
    ['rate:', '"rate:" has no value.', 'orders 41231'],
    ['rate:" "', '"rate:" has no value.', 'orders 41231'],
    ['rate:4x 41231', '"rate:4x" cannot be used.', '41231 rate:4'],
    ['rate:~4 41231', '"rate:~4" cannot be used.', '41231 rate:4'],
    ['rate:about5 41231', '"rate:about5" cannot be used.', '41231'],
    ['41231 rate: org:acme', '"rate:" has no value.', '41231 org:acme'],
    ['reason:""', '"reason:" has no value.', 'orders 41231'],
    ['rate:40 41231 rate:50', '"rate:40" and "rate:50" contradict each other', '41231 rate:40'],
    ['org:acme org:beta', '"org:acme" and "org:beta" contradict each other', 'org:acme'],
    ['since:2h since:3h', '"since:2h" and "since:3h" contradict each other', 'since:2h'],
    [
      'reason:CRM outage 41231',
      'needs quotation marks: reason:"CRM outage".',
      '41231 reason:"CRM outage"',
    ],
    ['org:acme gmbh rate:40', 'needs quotation marks: org:"acme gmbh".', 'rate:40 org:"acme gmbh"'],
    ['“CRM outage” 41231', '"CRM outage" stands alone.', '41231 reason:"CRM outage"'],
    ['reason:"CRM outage rate:40', 'is not closed.', 'rate:40 reason:"CRM outage"'],
    [
      `reason:"${'x'.repeat(501)}"`,
      'The reason has 501 characters: at most 500 fit.',
      `reason:${'x'.repeat(500)}`,
    ],
    [
      `ticket:${'x'.repeat(201)} 41231`,
      'The ticket has 201 characters',
      `41231 ticket:${'x'.repeat(200)}`,
    ],
    ['types:"," 41231', '"," is not a webhook type.', '41231'],
    ['types:checkin attendees', '"checkin" is not a webhook type.', 'attendees'],
    ['types:order_created,paid', '"paid" is not a webhook type.', 'types:order_created,order_paid'],
    ['types:order-created', '"order-created" is not a webhook type.', 'orders 41231'],
    [
      `types:${Array.from({ length: 21 }, (_, index) => `order_${index}`).join(',')} 41231`,
      '21 webhook types are too many: one request names at most 20, or none for all.',
      '41231',
    ],
    [
      `types:${Array.from({ length: 21 }, (_, index) => `x${index}`).join(',')}`,
      '"x0" is not a webhook type.',
      `types:${Array.from({ length: 20 }, (_, index) => `order_x${index}`).join(',')}`,
    ],
    ['types:created 41231', '"created" is not a webhook type.', '41231 types:order_created'],
    [
      'attendees types:checkin',
      '"checkin" is not a webhook type.',
      'attendees types:attendee_checkin',
    ],
    ['orders types:all', '"types:all" is not needed', 'orders'],
    ['orders types:attendee_checkin', 'attendee_checkin: not of orders', 'orders'],
    [
      'orders types:attendee_checkin,event_created',
      'attendee_checkin, event_created: not of orders',
      'orders',
    ],
    [
      'types:order_created,attendee_checkin',
      'The types order_created, attendee_checkin belong to more than one resource',
      'orders 41231',
    ],
    ['contacts types:contact_created 41231', 'without event IDs', 'contacts types:contact_created'],
    [
      ids(51).join(' '),
      '51 event IDs are too many: one request takes at most 50.',
      ids(50).join(' '),
    ],
    ['x'.repeat(12_001), 'has 12001 characters', 'orders 41231'],
  ])('%s', (text, words, suggestion) => {
    expectNamed(read(text), words, suggestion);
  });

  it('names every part that is wrong, not only the first', () => {
    const command = read('orders soon 41231 rate:500 since:2099-01-01 colour:red');
    const message = command.kind === 'unreadable' ? command.message : '';
    for (const part of ['"soon"', '"rate:500"', '"since:2099-01-01"', '"colour"'])
      expect(message).toContain(part);
    expect(command).toMatchObject({ suggestion: 'orders 41231 rate:100' });
  });

  it('keeps its message short, however much is wrong', () => {
    const text = Array.from({ length: 500 }, (_, index) => `key:${index} rate:${index}0`).join(' ');
    const command = read(text);
    const message = command.kind === 'unreadable' ? command.message : '';
    expect(message).toMatch(/\d+ more parts are wrong\.$/);
    expect(message.length).toBeLessThan(2_000);
  });

  it('respects a lower cap of the rate', () => {
    expect(read('rate:30', { maxRatePerMin: 30 })).toMatchObject({ kind: 'draft' });
    expect(read('rate:31', { maxRatePerMin: 30 })).toMatchObject({ suggestion: 'rate:30' });
  });
});
