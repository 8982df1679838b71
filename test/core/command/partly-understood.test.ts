import type { CommandDraft } from '@doo-repush/core/command/command';
import { describe, expect, it } from 'vitest';
import { expectNamed, read, wordsOf } from './context.ts';

const ids = (count: number) => Array.from({ length: count }, (_, index) => String(41_231 + index));

describe('a line that is understood in part', () => {
  it.each<[string, string, CommandDraft]>([
    [
      'orders 41231 please',
      '"please" is not an event ID.',
      { resource: 'orders', eventIds: ['41231'] },
    ],
    [
      'orders 41231 please now',
      '"please" and "now" are not event IDs.',
      { resource: 'orders', eventIds: ['41231'] },
    ],
    ['ordrs 41231', '"ordrs" is not an event ID.', { eventIds: ['41231'], open: ['resource'] }],
    [
      'orders 41231-41233',
      '"41231-41233" is not an event ID.',
      { resource: 'orders', open: ['eventIds'] },
    ],
    [
      'orders 41231–41299',
      '"41231–41299" is not an event ID.',
      { resource: 'orders', open: ['eventIds'] },
    ],
    ['41231 SUP-4411', '"SUP-4411" is not an event ID.', { eventIds: ['41231'] }],
    ['orders 0-1', '"0-1" is not an event ID.', { resource: 'orders', open: ['eventIds'] }],
    ['orders 1-2', '"1-2" is not an event ID.', { resource: 'orders', open: ['eventIds'] }],
    [
      'orders 41231-41231',
      '"41231-41231" is not an event ID.',
      { resource: 'orders', open: ['eventIds'] },
    ],
    ['orders 1-50', '"1-50" is not an event ID.', { resource: 'orders', open: ['eventIds'] }],
    ['orders 1-51', '"1-51" is not an event ID.', { resource: 'orders', open: ['eventIds'] }],
    [
      'orders 41231 41232-41233',
      '"41232-41233" is not an event ID.',
      { resource: 'orders', open: ['eventIds'] },
    ],
    ['orders 41231!', '"41231!" is not an event ID.', { resource: 'orders', open: ['eventIds'] }],
    ['orders 41231x', '"41231x" is not an event ID.', { resource: 'orders', open: ['eventIds'] }],
    ['orders x41231', '"x41231" is not an event ID.', { resource: 'orders', open: ['eventIds'] }],
    [
      'a b c d e f g h i j k l 41231',
      '"a", "b", "c", "d", "e", "f", "g", "h", "i", "j" and 2 more are not event IDs.',
      { eventIds: ['41231'] },
    ],
    ['41231 <@U0ANNA|anna>', '"@anna" is not an event ID.', { eventIds: ['41231'] }],
    ['<!channel> 41231', '"!channel" is not an event ID.', { eventIds: ['41231'] }],
    [
      'orders contacts 41231',
      '"orders contacts" names more than one resource',
      { eventIds: ['41231'], open: ['resource'] },
    ],
    [
      'contacts 41231',
      'contacts are repushed for a whole organization, without event IDs.',
      { eventIds: ['41231'], open: ['resource'] },
    ],
    [
      'event 41231',
      'events are repushed for a whole organization, without event IDs.',
      { eventIds: ['41231'], open: ['resource'] },
    ],
    [
      'reason "CRM outage" 41231',
      '"41231" stands behind reason: and its quotation marks. A res',
      { reason: 'CRM outage' },
    ],
    ['raet:40', 'There is no option "raet"', { open: ['maxRatePerMin'] }],
    [
      'from:soon 41231',
      '"since:soon 41231" cannot be used. Give how long ago, like 3',
      { open: ['after'] },
    ],
    [
      'id: 41231,please orders',
      '"please" and "orders" are not event IDs. What stands alone i',
      { eventIds: ['41231'], open: ['resource'] },
    ],
    [
      'rate=fast',
      '"rate:fast" cannot be used. The rate is a whole number from ',
      { open: ['maxRatePerMin'] },
    ],
    [
      'orders:1 contacts',
      '"contacts" is not an event ID. What stands alone is a resour',
      { eventIds: ['1'], open: ['resource'] },
    ],
    [
      'rate:0',
      '"rate:0" cannot be used. The rate is a whole number from 1 to 100',
      { open: ['maxRatePerMin'] },
    ],
    ['rate:101', '"rate:101" cannot be used.', { open: ['maxRatePerMin'] }],
    ['rate:40/min', '"rate:40/min" cannot be used.', { open: ['maxRatePerMin'] }],
    [
      'rate:fast 41231',
      '"rate:fast 41231" cannot be used. The rate is a whole number',
      { open: ['maxRatePerMin'] },
    ],
    ['rate:', '"rate:" has no value.', { open: ['maxRatePerMin'] }],
    ['rate:" "', '"rate:" has no value.', { open: ['maxRatePerMin'] }],
    [
      'rate:4x 41231',
      '"rate:4x 41231" cannot be used. The rate is a whole number f',
      { open: ['maxRatePerMin'] },
    ],
    [
      'rate:~4 41231',
      '"rate:~4 41231" cannot be used. The rate is a whole number f',
      { open: ['maxRatePerMin'] },
    ],
    [
      'rate:about5 41231',
      '"rate:about5 41231" cannot be used. The rate is a whole numb',
      { open: ['maxRatePerMin'] },
    ],
    [
      '41231 rate: org:acme',
      '"rate:" has no value.',
      { eventIds: ['41231'], organization: 'acme', open: ['maxRatePerMin'] },
    ],
    ['reason:""', '"reason:" has no value.', { open: ['reason'] }],
    [
      'rate:40 41231 rate:50',
      '"rate:40 41231" cannot be used. The rate is a whole number f',
      { open: ['maxRatePerMin'] },
    ],
    [
      'org:acme org:beta',
      '"org:acme" and "org:beta" contradict each other',
      { open: ['organization'] },
    ],
    ['since:2h since:3h', '"since:2h" and "since:3h" contradict each other', { open: ['after'] }],
    ['“CRM outage” 41231', '"CRM outage" stands alone.', { eventIds: ['41231'] }],
    [
      'reason:"CRM outage rate:40',
      'The quotation mark of "reason:"CRM outage rate:40" is not cl',
      { open: ['reason'] },
    ],
    ['types:"," 41231', '"," is not a webhook type.', { open: ['webhookTypes'] }],
    ['types:checkin attendees', '"checkin" is not a webhook type.', { open: ['webhookTypes'] }],
    ['types:order_created,paid', '"paid" is not a webhook type.', { open: ['webhookTypes'] }],
    ['types:order-created', '"order-created" is not a webhook type.', { open: ['webhookTypes'] }],
    [
      'types:order_0,order_1,order_2,order_3,order_4,order_5,order_6,order_7,order_8,order_9,order_10,order_11,order_12,order_13,order_14,order_15,order_16,order_17,order_18,order_19,order_20 41231',
      '"41231" is not a webhook type. Types look like order_created',
      { open: ['webhookTypes'] },
    ],
    [
      'types:x0,x1,x2,x3,x4,x5,x6,x7,x8,x9,x10,x11,x12,x13,x14,x15,x16,x17,x18,x19,x20',
      '"x0" is not a webhook type.',
      { open: ['webhookTypes'] },
    ],
    ['types:created 41231', '"created" is not a webhook type.', { open: ['webhookTypes'] }],
    [
      'attendees types:checkin',
      '"checkin" is not a webhook type.',
      { resource: 'attendees', open: ['webhookTypes'] },
    ],
    [
      'orders types:attendee_checkin',
      'attendee_checkin: not of orders',
      { resource: 'orders', open: ['webhookTypes'] },
    ],
    [
      'orders types:attendee_checkin,event_created',
      'attendee_checkin, event_created: not of orders',
      { resource: 'orders', open: ['webhookTypes'] },
    ],
    [
      'types:order_created,attendee_checkin',
      'The types order_created, attendee_checkin belong to more than one resource',
      { open: ['webhookTypes'] },
    ],
    [
      'contacts types:contact_created 41231',
      '"41231" is not a webhook type. Types look like order_created',
      { resource: 'contacts', open: ['webhookTypes'] },
    ],
  ])('keeps what it understands of %j', (text, words, draft) => {
    const command = read(text);
    expect(command).toMatchObject({ kind: 'draft', notes: [] });
    expect(wordsOf(command)).toContain(words);
    expect(command.kind === 'draft' && command.draft).toEqual(draft);
  });

  it('keeps as much of an overlong reason as fits', () => {
    const command = read(`reason:"${'x'.repeat(501)}"`);
    expect(command).toMatchObject({ kind: 'draft', draft: { reason: 'x'.repeat(500) } });
    expect(wordsOf(command)).toContain('The reason has 501 characters: at most 500 fit.');
  });

  it.each(['ticket', 'org', 'config'])('leaves a %s open that is too long', (key) => {
    expect(wordsOf(read(`${key}:${'x'.repeat(201)}`))).toContain('has 201 characters: at most');
  });

  it('leaves the types open if there are too many', () => {
    const types = Array.from({ length: 21 }, (_, index) => `order_${index}`).join(',');
    expect(read(`types:${types}`)).toMatchObject({ draft: { open: ['webhookTypes'] } });
    expect(wordsOf(read(`types:${types}`))).toContain('21 webhook types are too many');
  });

  it('shows an excess of event IDs that a person can trim, and none beyond that', () => {
    expect(read(ids(51).join(' '))).toMatchObject({ draft: { eventIds: ids(51) } });
    expect(wordsOf(read(ids(51).join(' ')))).toContain(
      "That's 51 events. One request takes at most 50",
    );
    expect(read(ids(151).join(' '))).toMatchObject({ draft: { open: ['eventIds'] } });
  });
});

describe('a line that is not understood at all', () => {
  it.each<[string, string, string, string?]>([
    ['tickets', '"tickets" is not an event ID.', 'orders 41231', ''],
    ['constructor', '"constructor" is not an event ID.', 'orders 41231', ''],
    ['0', '"0" is not an event ID.', 'orders 41231', ''],
    ['#41231', '"#41231" is not an event ID.', '41231', '41231'],
    ['help me', '"help" and "me" are not event IDs.', 'help'],
    ['helping', '"helping" is not an event ID.', 'orders 41231', ''],
    ['?!', '"?!" is not an event ID.', 'orders 41231', ''],
    ['exprot orders', '"exprot" is not an event ID.', 'export'],
    ['please please', '"please" is not an event ID.', 'orders 41231', ''],
    ['histroy 41231 since:2d', '"histroy" is not an event ID.', 'history 41231 since:2d'],
    ['exprot', '"exprot" is not an event ID.', 'export'],
    ['colour:red 41231', 'There is no option "colour"', 'orders 41231', ''],
    [
      'events: please',
      '"please" is not an event ID. What stands alone is a resource',
      'orders 41231',
      '',
    ],
    ['x'.repeat(12_001), 'has 12001 characters', 'orders 41231'],
  ])('answers %j with a suggestion', (text, words, suggestion, opens) => {
    expectNamed(read(text), words, suggestion);
    expect(read(text)).toMatchObject(opens === undefined ? {} : { opens });
  });
});

describe('a line with many errors', () => {
  it('names every error, not only the first', () => {
    const command = read('orders 41231 soon rate:500 since:2099-01-01 colour:red');
    const message = wordsOf(command);
    for (const part of ['"soon"', '"rate:500"', '"since:2099-01-01"', '"colour"'])
      expect(message).toContain(part);
    expect(command).toMatchObject({
      draft: { resource: 'orders', eventIds: ['41231'], open: ['maxRatePerMin', 'after'] },
    });
  });

  it('keeps its message short however many errors there are', () => {
    const text = Array.from({ length: 500 }, (_, index) => `key:${index} rate:${index}0`).join(' ');
    const message = wordsOf(read(text));
    expect(message).toMatch(/\d+ more parts are wrong\.$/);
    expect(message.length).toBeLessThan(2_000);
  });

  it('respects a lower maximum rate', () => {
    expect(read('rate:30', { maxRatePerMin: 30 })).toMatchObject({ kind: 'draft' });
    expect(wordsOf(read('rate:31', { maxRatePerMin: 30 }))).toContain('from 1 to 30');
  });
});
