/** The expected values in the form by action ID, without the resource if it is orders. */
type Held = Readonly<Record<string, unknown>>;
/** A line, the expected values, and the note at the form's head if something is left open. */
export type TypedLine = readonly [line: string, held: Held, named?: string];

const ID = { event_ids: '41231' };
const since = (date: string, time = '00:00'): Held => ({
  window: 'since',
  after_date: date,
  after_time: time,
});
const until = (date: string, time = '00:00'): Held => ({
  window: 'until',
  before_date: date,
  before_time: time,
});
const between = (after: Held, before: Held): Held => ({ ...after, ...before, window: 'between' });
const OPEN = { window: 'since' };
const NO_TIME = 'cannot be used.';

/** @param dayAgo returns the date that many days ago in doo's zone */
export function typedTimes(dayAgo: (days: number) => string): readonly TypedLine[] {
  const yesterday = dayAgo(1);
  const read: readonly (readonly [string, string, string?])[] = [
    ['2026-10-20', '2026-10-20'],
    ['2026-10-20T14:30', '2026-10-20', '14:30'],
    ['2026-10-20 14:30', '2026-10-20', '14:30'],
    ['"2026-10-20 14:30"', '2026-10-20', '14:30'],
    ['2026-10-20T12:30Z', '2026-10-20', '14:30'],
    ['2026-10-20T14:30+02:00', '2026-10-20', '14:30'],
    ['2026-10-20T24:00', '2026-10-21', '00:00'],
    ['2026/10/20 14:30', '2026-10-20', '14:30'],
    ['20261020', '2026-10-20'],
    ['20.10.2026', '2026-10-20'],
    ['20.10.2026 14:30', '2026-10-20', '14:30'],
    ['20.10.2026, 14:30 Uhr', '2026-10-20', '14:30'],
    ['20.10.2026 um 14.30 Uhr', '2026-10-20', '14:30'],
    ['20. 10. 2026', '2026-10-20'],
    ['20.10.26', '2026-10-20'],
    ['20.10.26 8 Uhr', '2026-10-20', '08:00'],
    ['am 20.10.', '2026-10-20'],
    ['20.10. 14:30', '2026-10-20', '14:30'],
    ['20.10. 14 Uhr 30', '2026-10-20', '14:30'],
    ['14:30 am 20.10.', '2026-10-20', '14:30'],
    ['20.10.2026\u00a014:30', '2026-10-20', '14:30'],
    ['Di, 20.10.2026', '2026-10-20'],
    ['Dienstag, den 20.10.2026', '2026-10-20'],
    ['20/10/2026', '2026-10-20'],
    ['10/20/2026 2:30 PM', '2026-10-20', '14:30'],
    ['20-10-2026', '2026-10-20'],
    ['20/10', '2026-10-20'],
    ['5/5/2026', '2026-05-05'],
    ['20. Oktober 2026', '2026-10-20'],
    ['20. Okt. 14:30', '2026-10-20', '14:30'],
    ['20 Oct 2026', '2026-10-20'],
    ['20th of October', '2026-10-20'],
    ['Oct 20, 2026 2:30pm', '2026-10-20', '14:30'],
    ['October 20th', '2026-10-20'],
    ['20-Oct-2026', '2026-10-20'],
    ['gestern', yesterday],
    ['gestern 14:30', yesterday, '14:30'],
    ['gestern um 14 Uhr', yesterday, '14:00'],
    ['14:30 gestern', yesterday, '14:30'],
    ['gestern 9 Uhr abends', yesterday, '21:00'],
    ['vorgestern', dayAgo(2)],
    ['vorgestern 8.15 Uhr', dayAgo(2), '08:15'],
    ['yesterday 2pm', yesterday, '14:00'],
    ['yesterday at 2:30 p.m.', yesterday, '14:30'],
    ['YESTERDAY 12am', yesterday, '00:00'],
    ['gestern mittag', yesterday, '12:00'],
    ['yesterday noon', yesterday, '12:00'],
    ['the day before yesterday', dayAgo(2)],
    ['heute', dayAgo(0)],
    ['today 0:00', dayAgo(0), '00:00'],
  ];
  const ends: readonly (readonly [string, string, string])[] = [
    ['20.10.2026', '2026-10-21', '00:00'],
    ['20.10. 14:30', '2026-10-20', '14:30'],
    ['gestern', dayAgo(0), '00:00'],
    ['yesterday 2pm', yesterday, '14:00'],
    ['20. Oktober 14.30 Uhr', '2026-10-20', '14:30'],
  ];
  return [
    ...read.map(
      ([text, date, time]): TypedLine => [`41231 since:${text}`, { ...ID, ...since(date, time) }],
    ),
    ...ends.map(
      ([text, date, time]): TypedLine => [`41231 until:${text}`, { ...ID, ...until(date, time) }],
    ),
    ...['seit:', 'ab:', 'von:', 'from:', 'after:', 'Seit ', 'seit=', 'since '].map(
      (key): TypedLine => [`41231 ${key}20.10. 08:00`, { ...ID, ...since('2026-10-20', '08:00') }],
    ),
    ...['bis:', 'before:', 'to:', 'until ', 'bis '].map(
      (key): TypedLine => [`41231 ${key}20.10. 08:00`, { ...ID, ...until('2026-10-20', '08:00') }],
    ),
    ...[
      'since:20.10. 08:00 until:10:00',
      'von:"20.10. 08:00" bis:10:00',
      'von 20.10. 08:00 bis 10 Uhr',
      'bis:10:00 von:20.10.2026 8 Uhr',
      'seit 20.10. 08:00 until 20.10. 10am',
    ].map(
      (text): TypedLine => [
        `41231 ${text}`,
        { ...ID, ...between(since('2026-10-20', '08:00'), until('2026-10-20', '10:00')) },
      ],
    ),
    [
      '41231 seit gestern 14:30 bis heute 0:00',
      { ...ID, ...between(since(yesterday, '14:30'), until(dayAgo(0))) },
    ],
  ];
}

/** Lines without a time. */
export const TYPED_LINES: readonly TypedLine[] = [
  ...[
    ...['20.10', '3/4', '3/4/2026', '03-04-2026', '2', '14', '2026', '1430', 'Oktober', 'bald'],
    ...[
      'gestern abend',
      'letzte Woche',
      'last week',
      'this morning',
      'halb drei',
      'nächsten Freitag',
    ],
    ...['31.02.2026', '20.10.2026 14:3O', '20.10.2026 25:00', '08:00-10:00', 'Do, 20.10.2026'],
    ...['20 octobre 2026', '1 Monat', 'gegen 14 Uhr', '2h 41232', '20.10.2026 41232', '14.30h'],
    ...['2099-01-01', 'morgen', 'mañana 14:30', '2026-03-29T02:30', 'now'],
  ].map((text): TypedLine => [`41231 since:${text}`, { ...ID, ...OPEN }, NO_TIME]),
  [
    '41231 since:20.10. 08:00 until:bald',
    { ...ID, ...since('2026-10-20', '08:00'), window: 'between' },
    NO_TIME,
  ],
  [
    '41231 von:bald bis:20.10. 08:00',
    { ...ID, ...until('2026-10-20', '08:00'), window: 'between' },
    NO_TIME,
  ],
  [
    '41231 since:2026-10-20 until:2026-10-19',
    { ...ID, ...since('2026-10-20'), window: 'between' },
    'ends before it starts',
  ],
  ['41231 since:20.10. since:21.10.', { ...ID, ...OPEN }, 'contradict each other'],
  ['41231 snice:2h', { ...ID, ...OPEN }, 'Did you mean since:?'],

  ['41231 reason:Ausfall 2026', { ...ID, reason: 'Ausfall 2026' }],
  ['41231 reason:missed 300 orders', { ...ID, reason: 'missed 300 orders' }],
  ['41231 reason:CRM down since monday', { ...ID, reason: 'CRM down since monday' }],
  ['41231 reason:Anruf von Anna, bis 12 offen', { ...ID, reason: 'Anruf von Anna, bis 12 offen' }],
  [
    '41231 reason:siehe: https://a.example/1?b=2',
    { ...ID, reason: 'siehe: https://a.example/1?b=2' },
  ],
  ['41231 reason:Mail from: Anna', { ...ID, reason: 'Mail from: Anna' }],
  ['41231 reason:two\nlines 12 ticket:SUP-1', { ...ID, reason: 'two\nlines 12', ticket: 'SUP-1' }],
  ['41231 reason:„CRM Ausfall“ ticket:SUP-1', { ...ID, reason: 'CRM Ausfall', ticket: 'SUP-1' }],
  ["41231 reason:it's down", { ...ID, reason: "it's down" }],
  ['41231 reason:"CRM outage', { ...ID, reason: 'CRM outage' }],
  ['41231 reason "CRM outage"', { ...ID, reason: 'CRM outage' }],
  ['41231 reason=CRM outage', { ...ID, reason: 'CRM outage' }],
  ['41231 Grund: CRM Ausfall rate:40', { ...ID, reason: 'CRM Ausfall', rate: '40' }],
  ['reason:CRM down ids:41231', { ...ID, reason: 'CRM down' }],
  ['reason:CRM 41231 orders', { reason: 'CRM 41231 orders' }],
  ['reason:"CRM" 41231', { reason: 'CRM' }, '"41231" stands behind reason:'],
  ['41231 reason:"CRM rate:40', ID, 'is not closed'],
  ['41231 reason:', ID, '"reason:" has no value.'],
  ['41231 reason:\u200b', ID, '"reason:" has no value.'],
  ['41231 reason:a reason:b', ID, 'contradict each other'],
  [
    '41231 reason:Authorization: Bearer planted1a2b3c4d5e6f7a8b9c',
    ID,
    'looks like an access token',
  ],
  ['41231 ticket:SUP 4411', { ...ID, ticket: 'SUP 4411' }],
  ['41231 ticket:SUP\u20114411', { ...ID, ticket: 'SUP-4411' }],
  ['41231 ticket:ops_\u200bteam_\u200b#12', { ...ID, ticket: 'ops_team_#12' }],
  ['41231 ticket SUP-4411', { ...ID, ticket: 'SUP-4411' }],
  ['41231 ticket:<https://a.example/SUP-1|SUP-1>', { ...ID, ticket: 'https://a.example/SUP-1' }],
  ['41231 ticket:<tel:4411|4411>', { ...ID, ticket: '4411' }],
  ['41231 SUP-4411', ID, '"SUP-4411" is not an event ID.'],
  ['41231 org:Acme Conferences rate:7', { ...ID, organization: '5101', rate: '7' }],
  ['41231 org:ACME\u00a0conferences', { ...ID, organization: '5101' }],
  ['41231 org:5102', { ...ID, organization: '5102' }],
  ['41231 organisation:globex events', { ...ID, organization: '5102' }],
  ['org:acme 41231', {}, 'No organization matches "acme 41231"'],
  ['41231 org:zebra', ID, 'No organization matches "zebra"'],
  ['41231 org:acme org:globex', ID, 'contradict each other'],
  [
    '41231 config:3b9b455c-1234-4aaa-8bbb-123456789abc',
    { ...ID, configuration: '3b9b455c-1234-4aaa-8bbb-123456789abc' },
  ],
  ['41231 config:CRM production', ID, 'Choose the configuration: "CRM production".'],
  [
    '41231 org:acme config:zebra',
    { ...ID, organization: '5101' },
    'Choose the configuration: "zebra".',
  ],
  ['41231 config:CRM 2 production', ID, 'Choose the configuration: "CRM 2 production".'],
  ['41231 rate:40', { ...ID, rate: '40' }],
  ['41231 rate 40', { ...ID, rate: '40' }],
  ['41231 rate=40', { ...ID, rate: '40' }],
  ['41231 rate : 40', { ...ID, rate: '40' }],
  ['41231 rate:40 50', ID, '"rate:40 50" cannot be used.'],
  ['41231 rate:40 orders', ID, NO_TIME],
  ['41231 rate:0', ID, NO_TIME],
  ['41231 rate:1e2', ID, NO_TIME],
  ['41231 rate:40 rate:50', ID, 'contradict each other'],
  ['41231 raet:40', ID, 'Did you mean rate:?'],
  ['41231 colour:red', ID, 'There is no option "colour"'],
  [
    '41231 types:order_created, order_updated',
    { ...ID, webhook_types: ['order_created', 'order_updated'] },
  ],
  ['41231 types:alle', ID],
  ['41231 types:order_created 41232', ID, 'is not a webhook type'],
  ['41231 types:paid', ID, 'is not a webhook type'],
  ['orders 41231 types:attendee_checkin', ID, 'not of orders'],

  ['41231 41232', { event_ids: '41231 41232' }],
  ['41231,41232;41233', { event_ids: '41231 41232 41233' }],
  ['41231\t41232\n41233', { event_ids: '41231 41232 41233' }],
  ['41231\u00a041232', { event_ids: '41231 41232' }],
  ['["41231","41232"]', { event_ids: '41231 41232' }],
  ['orders:41231', ID],
  ['event_id=41231', ID],
  ['https://admin.doo.example/events/41231/orders', ID],
  ['<https://admin.doo.example/events/41231|the summit>', ID],
  ['<https://wiki.example/x|41231>', ID],
  ['<tel:41231|41231>', ID],
  ...['\u200b', '\u200c', '\u200d', '\u00ad', '\u200e', '\u202a', '\u2060', '\ufeff'].map(
    (unseen): TypedLine => [`41${unseen}231`, ID],
  ),
  ...[
    '41,231',
    "41'231",
    '41’231',
    "1'041'231",
    '1,041,231',
    '41\u00a0231',
    '41\u202f231',
    '41.231',
  ].map((number): TypedLine => [`orders ${number}`, {}, 'may be one number']),
  ['41232 41,231', {}, 'Understood: 41232.'],
  ['41 231', { event_ids: '41 231' }],
  ['41231 bitte', ID, '"bitte" is not an event ID.'],
  ['bitte 41231', ID, '"bitte" is not an event ID.'],
  ['41231 Ausfall 2026', ID, '"Ausfall" and "2026" are not event IDs.'],
  ['41231 letzte 2 Stunden', ID, '"letzte", "2" and "Stunden" are not'],
  ['41231 gestern 14:30', ID, '"gestern" and "14:30" are not event IDs.'],
  ['41231 41232x', {}, 'Understood: 41231.'],
  ['orders 41231-41233', {}, '"41231-41233" is not an event ID.'],
  ['ordrs 41231', { ...ID, resource: undefined }, '"ordrs" is not an event ID.'],
  ['orders contacts 41231', { ...ID, resource: undefined }, 'more than one resource'],
  ['contacts 41231', { ...ID, resource: undefined }, 'without event IDs'],
  ['Teilnehmer 41231', ID, '"Teilnehmer" is not an event ID.'],
  ['attendees 41231', { ...ID, resource: 'attendees' }],
  ['Order 41231', ID],
  ['contacts', { resource: 'contacts' }],
];

const ADDRESS = 'https://rest.doo.net/v1/webhooks/init/orders';

/** `curl` lines as shells and browsers write them. */
export const TYPED_CURLS: readonly TypedLine[] = [
  ...[
    `curl -fsSLd '{"event_id":41231}' ${ADDRESS}`,
    `curl -sSX POST ${ADDRESS} -d '{"event_id":41231}'`,
    `curl --json '{"event_id":41231}' ${ADDRESS}`,
    `curl -G ${ADDRESS} --data-urlencode event_id=41231`,
    `curl ${ADDRESS} -d $'{\\n"event_id":41231}'`,
    `curl ^"${ADDRESS}^" -d ^"^{^\\^"event_id^\\^":41231^}^"`,
    `curl "${ADDRESS}" -d "{""event_id"":41231}"`,
    `curl ${ADDRESS} -d '{\u00a0"event_id":\u00a041231}'`,
    `curl ${ADDRESS} -d @- <<EOF\n{"event_id":41231}\nEOF`,
    `Invoke-RestMethod -Uri ${ADDRESS} -Method Post -Body '{"event_id":41231}'`,
    `curl -sH 'Authorization: Bearer planted' ${ADDRESS} -d '{"event_id":41231}'`,
  ].map((line): TypedLine => [line, ID]),
  [`curl ${ADDRESS} -d '{"event_id":41231,"event_id":41232}'`, {}, 'event_id twice'],
  [
    `curl ${ADDRESS} -d '{"event_id":<EventID>,"max_rate_per_min":7}'`,
    { rate: '7' },
    'a placeholder',
  ],
  [`curl ${ADDRESS} -d @body.json`, {}, 'The data of -d in the curl line was not read.'],
  [
    `curl ${ADDRESS} -d '{"event_id":41231,"last_updated_after":"2026-10-20T12:30:00Z"}'`,
    { ...ID, ...since('2026-10-20', '14:30') },
  ],
];
