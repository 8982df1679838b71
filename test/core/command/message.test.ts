import { readMessage } from '@doo-repush/core/command/message';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { context } from './context.ts';

const LINK = 'https://sandbox.slack.com/archives/C0GENERAL1/p1700000000000100';
const read = (text: string, link: string | undefined = LINK) => readMessage(text, link, context);

describe('reading a message', () => {
  it.each<[string, readonly string[]]>([
    ['Acme gets no webhooks for 41231 since this morning', ['41231']],
    ['Please repush events 41231, 41232 and 41233!', ['41231', '41232', '41233']],
    ['event ID: 12', ['12']],
    ['See <https://admin.doo.net/events/41231|Acme Summit>', ['41231']],
    ['See https://admin.doo.net/events/41231/orders?page=3 please', ['41231']],
    ['Veranstaltung 41231 und 41232', ['41231', '41232']],
    ['*41231*\n• 41232\n• 41233', ['41231', '41232', '41233']],
    ['orders 41231 41232', ['41231', '41232']],
    ['Event-Nr. 41231, Eventnummer: 41232', ['41231', '41232']],
    ['event_id\tname\n41231\tAcme Summit\n41232\tAcme Day', ['41231', '41232']],
    ['| 41231 | Acme Summit |', ['41231']],
    ['Madrid 41231, no kids', ['41231']],
    ['_41231_ and event_id 41232', ['41231', '41232']],
  ])('finds the event IDs in %j', (text, eventIds) => {
    expect(read(text).draft.eventIds).toEqual(eventIds);
  });

  it.each([
    'We miss 3000 orders since 2026',
    'order 982733 is missing',
    'Rechnung Nr. 982733',
    ...[
      'Ticket-Nr. 558712',
      'Bestellnummer: 982733',
      'order_id=982733',
      'Kundennr 77012',
      'orderId: 9827',
    ],
    ...['Betrag 41231 €', '4123 % more'],
    ...['41231\tAcme Summit\t4120', '| 41231 | Acme Summit | 4120 |'],
    'call +49 30 123456 at 14:30',
    'call 0171 1234567',
    'Tel. (030) 1234567',
    'DE89 3704 0044 0532 0130 00',
    ...['events 41231-41235', 'events 41231 bis 41235', 'between 41231 and 41235'],
    'https://github.com/acme/app/events/41231',
    'organization 7701 reports HTTP 5003',
    'version 1.2.3 of 20.11.2026',
    'SUP-4411',
    '300 orders',
    '41,231 are missing',
    'Hello <@U0123456> in <#C0123456|general>',
  ])('finds no event ID in %j', (text) => {
    expect(read(text).draft.eventIds).toBeUndefined();
  });

  it.each([
    ['Zwischen 14 und 16 Uhr fehlte alles von Event 41231', '24 14:00', '24 16:00'],
    ['Event 41231: von 14 bis 16 Uhr nichts', '24 14:00', '24 16:00'],
    ['Event 41231 am 20.11. von 14:00 bis 16:00 Uhr ausgefallen', '20 14:00', '20 16:00'],
    ['Ausfall 20.11. 14:00-16:00, Event 41231', '20 14:00', '20 16:00'],
    ['Acme misses 41231 between 2pm and 4pm.', '24 14:00', '24 16:00'],
    ['Our event 41231 was down from 2 to 4pm.', '24 14:00', '24 16:00'],
    ['Event 41231, 20.11. 14 Uhr bis 20.11. 16 Uhr.', '20 14:00', '20 16:00'],
    ['event 41231 from Nov 20 to Nov 22', '20 00:00', '23 00:00'],
  ])('finds both ends of the window in %j', (text, after, before) => {
    expect(read(text).draft).toMatchObject({
      eventIds: ['41231'],
      window: { after: `2026-11-${after}:00`, before: `2026-11-${before}:00` },
    });
  });

  it.each([
    '41231 seit gestern 14 Uhr bis heute früh',
    '41231 between 9 and 11',
    '41231 down between 14:00 and 15:30 UTC',
    '41231 down 14:00-15:30 UTC',
    '41231 since 14:30 UTC',
    'vom 20. bis 22. November fehlt 41231',
    '41231 von kurz nach 14 bis 16 Uhr',
    '41231 seit 20.11. 14 Uhr bis 20.11. 25:00',
  ])('fills in no half of a window: %j', (text) => {
    expect(read(text).draft.window).toBeUndefined();
  });

  it.each([
    ['order 982733 of event 41231', '982733'],
    ['41,231 are missing', '41,231 may be one number'],
    ['orders and attendees of 41231', 'choose the resource'],
    ['41231 since 2h or since 3h', 'several times for since'],
    ['events 41231 bis 41235', '41231 to 41235 may mean all between them'],
    ['41231 seit gestern 14 Uhr bis heute früh', '"bis heute früh" is no exact time'],
    ['41231 seit gestern Nachmittag', '"seit gestern Nachmittag" is no exact time'],
    ['41231 between 9 and 11', 'are no window'],
    ['41231 since 14:30 UTC', '"since 14:30 UTC" is no exact time'],
    ['vom 20. bis 22. November fehlt 41231', 'The start of "vom … bis 22. November" is no exact'],
    ['41231 from 2pm to 4pm 20.11.', 'are no window'],
  ])('names what it leaves open in %j', (text, words) => {
    expect(read(text).faults.join(' ')).toContain(words);
  });

  it('says when a message is too long to be read', () => {
    expect(read(`41231 ${'y'.repeat(13_000)}`).faults.join(' ')).toContain(
      'first 12000 characters',
    );
  });

  it.each<[string, object]>([
    [
      '41231 down since 2026-11-20 14:30, until 2026-11-20 16:00.',
      { after: '2026-11-20 14:30:00', before: '2026-11-20 16:00:00' },
    ],
    ['No orders of 41231 since 2026-11-20T14:30', { after: '2026-11-20 14:30:00' }],
    ['event 41231 since: 2h', { after: '2026-11-25 08:41:00' }],
  ])('finds the window in %j', (text, window) => {
    expect(read(text).draft).toMatchObject({ eventIds: ['41231'], window });
  });

  it.each(['since Friday we wait for 41231', 'since we moved, 41231 is silent'])(
    'gives no window where no time is: %j',
    (text) => {
      expect(read(text).draft).not.toHaveProperty('window.before');
      expect(read(text).draft.eventIds).toEqual(['41231']);
    },
  );

  it('reads a command or a curl line in a message like the command itself', () => {
    expect(read('Try this:\n/doo-repush attendees 41231 rate:40\nThanks').draft).toMatchObject({
      resource: 'attendees',
      eventIds: ['41231'],
      maxRatePerMin: 40,
    });
    const curl =
      'We ran\n```curl -X POST https://rest.doo.net/v1/webhooks/init/attendee -d \'{"event_id":41231}\'```\nfor 500 people, order 982733';
    expect(read(curl).draft).toMatchObject({ resource: 'attendees', eventIds: ['41231'] });
  });

  it.each<[string, string]>([
    ['41231', LINK],
    ['41231 see SUP-4411', 'SUP-4411'],
    ['41231 in UTF-8 and SHA-256', LINK],
    ['41231 https://acme.example/browse/SUP-12', 'https://acme.example/browse/SUP-12'],
    ['SUP-4411 and SUP-4412: 41231', LINK],
  ])('finds a ticket in %j', (text, ticket) => {
    expect(read(text).draft.ticket).toBe(ticket);
  });

  it('leaves the resource open if the message names two', () => {
    expect(read('orders and attendees of 41231').draft).toMatchObject({ open: ['resource'] });
  });

  it('removes the times that it reads from the text, and no number that resembles one', () => {
    const { draft } = read('event 20 is silent since 20h');
    expect(draft).toMatchObject({ eventIds: ['20'], window: { after: '2026-11-24 14:41:00' } });
  });

  it('uses what it understands of a command and names the rest', () => {
    const { draft, faults } = read('/doo-repush orders 41231 snice:2h');
    expect(draft.eventIds).toEqual(['41231']);
    expect(faults.join(' ')).toContain('snice');
  });

  it('shows nothing of a row of a table but its numbers', () => {
    const { faults } = read('41231\tBearer planted1a2b3c4d5e6f\t4120');
    expect(faults).toEqual([
      '41231 and 4120 stand in one row of a table: give its event ID alone.',
    ]);
  });

  it('advises to revoke a token in the message', () => {
    expect(read('41231 Authorization: Bearer abcdefghijkl').notes.join(' ')).toContain('revoked');
  });

  it('fills in nothing that the message does not contain, in bounded time, for any text', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '41231',
        '300 orders',
        'since 2h',
        'event',
        'curl -d',
        '`',
        '\n',
        'ticket:',
        '"',
      ),
      fc.string({ maxLength: 30 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join(' ');
        const { eventIds = [] } = read(text).draft;
        for (const id of eventIds) expect(text).toContain(id);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    'since ',
    'curl ',
    '1 ',
    'event 41231 ',
    '`',
    'https://a.doo.net/',
    'a.',
    '1,231 ',
    '"',
  ])('reads 40,000 characters of %j immediately', (piece) => {
    const startMs = performance.now();
    read(piece.repeat(Math.ceil(40_000 / piece.length)));
    expect(performance.now() - startMs).toBeLessThan(500);
  });
});
