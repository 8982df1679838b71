import { type DooFailure, type DooFailureCode, dooFailure } from '@doo-repush/core/doo/failure';
import { type Arrival, beginFollowUp, type FollowUp } from '@doo-repush/core/repush/follow-up';
import { type Outcome, outcomeOfFailure, type TargetResult } from '@doo-repush/core/repush/outcome';
import { MAX_AGO_S, MAX_TARGETS, type RepushRequest } from '@doo-repush/core/repush/request';
import { targetsOf } from '@doo-repush/core/repush/targets';
import { buttonValue } from '@doo-repush/functions/model/button-values';
import type { Card } from '@doo-repush/functions/model/card';
import {
  type CheckedRequest,
  type EarlierFacts,
  type EventFacts,
  type Repeat,
  targetsOfChecked,
  type WindowFacts,
} from '@doo-repush/functions/model/checked-request';
import type { CardState } from '@doo-repush/functions/model/request-state';
import fc from 'fast-check';
import { anyConfiguration, anyConfigurationId, CRM } from './any-configuration.ts';
import { anyRequest, ordersRequest } from './any-request.ts';
import { hostileText } from './any-text.ts';
import { INJECTED_MENTION } from './postable.ts';

export const REQUESTER = 'U0RENEREQU';
export const APPROVER = 'U0ADAAPPRO';
export const NOW_MS = 1_700_000_000_000;

/** IDs of the greatest length that AWS allows. */
export const LONGEST_ARN =
  'arn:aws:lambda:eu-central-1:000000000000:function:repush:live/durable-execution/'.padEnd(
    1024,
    'x',
  );
const LONGEST_CALLBACK_ID = 'c'.repeat(1024);

const CODES: readonly DooFailureCode[] = [
  'unreachable',
  'unauthorized',
  'rate_limited',
  'refused',
  'timed_out',
  'interrupted',
  'server_error',
  'redirected',
  'unreadable',
  'too_large',
  'mismatched',
  'kept_for_sending',
];

/** Every failure, with doo's text as long as the client allows. */
export const anyFailure: fc.Arbitrary<DooFailure> = fc
  .record({
    code: fc.constantFrom(...CODES),
    status: fc.integer({ min: 100, max: 599 }),
    detail: hostileText(200),
  })
  .map(({ code, ...facts }) => dooFailure(code, facts));

const anyOutcome: fc.Arbitrary<Outcome> = fc.oneof(
  fc.record({ kind: fc.constant('accepted' as const), items: fc.maxSafeNat() }),
  fc.constant({ kind: 'accepted' as const, items: 0 }),
  anyFailure.map(outcomeOfFailure),
  fc
    .constantFrom('credentials_refused' as const, 'quota_used_up' as const, 'stopped' as const)
    .map((notAsked) => ({ kind: 'not_sent' as const, notAsked })),
  fc.constant({ kind: 'unknown' as const }),
);

const anyEvent: fc.Arbitrary<EventFacts> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record(
      {
        kind: fc.constant('found' as const),
        title: hostileText(200),
        startDate: fc.constantFrom('2026-12-16T09:00:00Z', INJECTED_MENTION, '&<*_`"\\ 12/16'),
        endDate: fc.constantFrom('2026-12-16 18:00', '2026-12-17T18:00:00+01:00', 'x'.repeat(60)),
      },
      { requiredKeys: ['kind', 'title'] },
    ),
  },
  fc.constantFrom({ kind: 'unknown' as const }, { kind: 'unchecked' as const }),
);

/** One result per target of `request`. */
export function anyResults(request: RepushRequest): fc.Arbitrary<readonly TargetResult[]> {
  const results = targetsOf(request, { configurationIds: ['c0ffee'] }).map(
    ({ number: _, ...place }) => anyOutcome.map((outcome) => ({ ...place, outcome, atMs: NOW_MS })),
  );
  return fc.tuple(...results);
}

const addressCharacter = fc.constantFrom(...`aZ09-._~!$&'()*+,;=:@/?#%[]|<>"`, '%20', '%7C', 'ä');
const anyLink = fc.oneof(
  fc
    .string({ unit: addressCharacter, maxLength: 200 })
    .map((rest) => `https://acme.slack.com/archives/${rest}`),
  hostileText(200),
);

const anyRepeat = (eventIds: readonly string[]): fc.Arbitrary<Repeat> =>
  fc.record(
    {
      reference: fc.oneof(fc.constant('8C2F01'), hostileText(20)),
      by: fc.oneof(fc.constant(REQUESTER), hostileText(20)),
      state: fc.constantFrom('waiting', 'accepted', 'rejected', 'unknown'),
      atMs: fc.constant(NOW_MS),
      eventIds: fc.subarray([...eventIds]),
      link: anyLink,
    },
    { requiredKeys: ['reference', 'by', 'state', 'atMs', 'eventIds'] },
  );

/** Everything that the ledger may say about earlier requests. */
function anyEarlier(eventIds: readonly string[]): fc.Arbitrary<EarlierFacts> {
  return fc.oneof(
    fc.constant({ kind: 'unread' as const }),
    fc.record(
      {
        kind: fc.constant('read' as const),
        repeats: fc.array(anyRepeat(eventIds), { maxLength: 3 }),
        more: fc.nat(2_000),
        firstSinceMs: fc.constant(NOW_MS),
      },
      { requiredKeys: ['kind', 'repeats', 'more'] },
    ),
  );
}

/** Everything that a check may find for `request`. */
export function anyChecked(request: RepushRequest): fc.Arbitrary<CheckedRequest> {
  const { configuration } = request;
  const ids = 'eventIds' in request ? request.eventIds : [];
  const anyConfigurations =
    configuration.kind === 'one'
      ? fc.tuple(anyConfiguration(fc.constant(configuration.id)))
      : fc
          .uniqueArray(anyConfigurationId, {
            minLength: 1,
            maxLength: Math.floor(MAX_TARGETS / Math.max(1, ids.length)),
            size: 'max',
          })
          .chain((each) => fc.tuple(...each.map((id) => anyConfiguration(fc.constant(id)))));
  const anyWindow = fc.record(
    {
      timeZone: fc.constantFrom('Europe/Berlin', 'America/Argentina/ComodRivadavia'),
      afterMs: fc.constant(NOW_MS),
      beforeMs: fc.constant(NOW_MS),
      notes: fc.array(hostileText(500), { maxLength: 2 }),
    },
    { requiredKeys: ['timeZone', 'notes'] },
  );
  const checked = fc.record({
    request: fc.constant(request),
    organizationName: hostileText(300),
    teamId: fc.constant('9'),
    configurations: anyConfigurations,
    isListComplete: fc.boolean(),
    events: fc
      .tuple(...ids.map(() => anyEvent))
      .map((events) =>
        Object.fromEntries(ids.map((id, index) => [id, events[index] ?? unchecked])),
      ),
    earlier: anyEarlier(ids),
    window: anyWindow,
  });
  return fc.tuple(checked, fc.nat(2)).map(([facts, n]) => {
    const places = facts.configurations.length * Math.max(1, ids.length);
    const leftOut = Array.from({ length: Math.floor((places - 1) * (n / 2)) }, (_, at) => at + 1);
    return leftOut.length === 0 ? facts : { ...facts, leftOut };
  });
}

const unchecked: EventFacts = { kind: 'unchecked' };
const approved = { by: APPROVER, atMs: NOW_MS };

/** A state with buttons on the card, and the longest IDs behind them. */
export const waiting: Extract<CardState, { kind: 'waiting' }> & { buttonValue: string } = {
  kind: 'waiting',
  buttonValue: buttonValue({
    executionArn: LONGEST_ARN,
    callbackId: LONGEST_CALLBACK_ID,
    requesterId: REQUESTER,
  }),
  expiresAtMs: NOW_MS + 86_400_000,
};

/** A card with *Stop the rest*. */
export const sendingAtLength: Extract<CardState, { kind: 'sending' }> = {
  kind: 'sending',
  approved,
  results: [],
  stopValue: waiting.buttonValue,
};

/** A state in which an unknown outcome can be resolved. */
export const unresolved: Extract<CardState, { kind: 'sent' }> = {
  kind: 'sent',
  approved,
  results: [
    { eventId: '41231', outcome: { kind: 'unknown' }, atMs: NOW_MS },
    { eventId: '41232', outcome: { kind: 'accepted', items: 18 }, atMs: NOW_MS },
  ],
  followUp: beginFollowUp([
    { outcome: { kind: 'unknown' }, atMs: NOW_MS },
    { outcome: { kind: 'accepted', items: 18 }, atMs: NOW_MS },
  ]),
  answerValue: buttonValue({
    executionArn: LONGEST_ARN,
    callbackId: LONGEST_CALLBACK_ID,
    requesterId: REQUESTER,
  }),
};

/** Every state of a follow-up, open or finished. */
export const anyFollowUp: fc.Arbitrary<FollowUp> = fc.record(
  {
    resolution: fc.oneof(
      fc.constant({ kind: 'open' as const, untilMs: NOW_MS }),
      fc.record({
        kind: fc.constantFrom('started' as const, 'not_started' as const),
        by: fc.constant(APPROVER),
        atMs: fc.constant(NOW_MS),
        reason: hostileText(500),
      }),
      fc.constant({ kind: 'unresolved' as const, atMs: NOW_MS }),
    ),
    arrival: fc.constantFrom<Arrival>(
      { kind: 'awaited', askAtMs: NOW_MS, estimatedMs: NOW_MS },
      { kind: 'asked', untilMs: NOW_MS },
      { kind: 'not_yet', by: REQUESTER, atMs: NOW_MS, untilMs: NOW_MS },
      { kind: 'arrived', by: REQUESTER, atMs: NOW_MS },
      { kind: 'not_confirmed', atMs: NOW_MS },
    ),
  },
  { requiredKeys: [] },
);

function anyState(request: RepushRequest): fc.Arbitrary<CardState> {
  return fc.oneof(
    fc.constantFrom<CardState>(
      waiting,
      { kind: 'sending', approved },
      { kind: 'cancelled', cancelled: { by: REQUESTER, atMs: NOW_MS } },
      { kind: 'expired', atMs: NOW_MS },
      { kind: 'failed' },
    ),
    hostileText(500).map((reason): CardState => ({ kind: 'rejected', rejected: approved, reason })),
    {
      weight: 3,
      arbitrary: fc.tuple(anyResults(request), anyFollowUp).map(
        ([results, followUp]): CardState => ({
          ...unresolved,
          kind: 'sent',
          approved,
          results,
          followUp,
        }),
      ),
    },
    anyResults(request).map(
      (results): CardState => ({ kind: 'sent', approved, results, stopped: approved }),
    ),
    anyResults(request).map((results): CardState => ({ ...sendingAtLength, results })),
  );
}

/** Every card of every request in every state. */
export const anyCard: fc.Arbitrary<Card> = anyRequest.chain((request) =>
  fc.record(
    {
      checked: anyChecked(request),
      requesterId: fc.constant(REQUESTER),
      askedAtMs: fc.constant(NOW_MS),
      reference: fc.constant('8C2F01'),
      executionArn: fc.constant(LONGEST_ARN),
      state: anyState(request),
      mention: fc.constantFrom('S0APPROVER', 'U0ADAAPPRO'),
    },
    { requiredKeys: ['checked', 'requesterId', 'askedAtMs', 'reference', 'executionArn', 'state'] },
  ),
);

/** The result of reading a ledger without earlier requests. */
export const NOTHING_EARLIER: EarlierFacts = {
  kind: 'read',
  repeats: [],
  more: 0,
};

/** A window without notes. */
export const IN_BERLIN: WindowFacts = { timeZone: 'Europe/Berlin', notes: [] };

/** A card of an everyday request. */
export function plainCard(state: CardState, more: Partial<CheckedRequest> = {}): Card {
  return {
    checked: {
      request: ordersRequest(),
      organizationName: 'Acme',
      teamId: '9',
      configurations: [CRM],
      isListComplete: true,
      events: { '41231': { kind: 'found', title: 'Spring Summit' } },
      earlier: NOTHING_EARLIER,
      window: IN_BERLIN,
      ...more,
    },
    requesterId: REQUESTER,
    askedAtMs: NOW_MS,
    reference: '8C2F01',
    executionArn: LONGEST_ARN,
    state,
  };
}

/** The longest possible request, with each text filled with `pattern`. */
export function longestChecked(pattern: string): CheckedRequest {
  const fill = (chars: number) => pattern.repeat(chars).slice(0, chars);
  const eventIds = Array.from({ length: 50 }, (_, index) => String(10 ** 14 + index));
  return {
    request: ordersRequest({
      eventIds,
      organizationId: '9007199254740991',
      configuration: { kind: 'one', id: '\\'.repeat(75) },
      window: { after: '2021-03-25 09:00:00', before: '2021-03-26 09:00:00' },
      ago: { after: MAX_AGO_S, before: MAX_AGO_S },
      webhookTypes: Array.from({ length: 20 }, (_, index) =>
        `order_${index}${fill(75)}`.slice(0, 75),
      ),
      maxRatePerMin: 100,
      reason: fill(500),
      ticket: fill(200),
    }),
    organizationName: fill(300),
    teamId: '9',
    configurations: [
      {
        id: '\\'.repeat(75),
        name: fill(200),
        hosts: Array.from({ length: 3 }, () => fill(120)),
        hostCount: 2_000,
        production: fill(260),
        fingerprint: '0',
      },
    ],
    isListComplete: false,
    events: Object.fromEntries(
      eventIds.map((id) => [
        id,
        { kind: 'found', title: fill(200), startDate: fill(60), endDate: fill(59) },
      ]),
    ),
    earlier: {
      kind: 'read',
      repeats: Array.from({ length: 3 }, () => ({
        reference: '8C2F01',
        by: REQUESTER,
        state: 'partly_accepted' as const,
        atMs: NOW_MS,
        eventIds,
        link: `https://acme.slack.com/archives/C0APPROVALS/p1700000000000000`,
      })),
      more: 1_000,
      firstSinceMs: NOW_MS,
    },
    window: {
      timeZone: 'America/Argentina/ComodRivadavia',
      afterMs: NOW_MS,
      beforeMs: NOW_MS,
      notes: [fill(400), fill(400)],
    },
  };
}

/** One result per event of the longest request, all alike. */
export function longestResults(checked: CheckedRequest, outcome: Outcome): readonly TargetResult[] {
  return targetsOfChecked(checked).map(({ number: _, ...place }) => ({
    ...place,
    outcome,
    atMs: NOW_MS,
  }));
}
