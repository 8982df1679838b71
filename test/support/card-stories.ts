import { dooFailure } from '@doo-repush/core/doo/failure';
import { beginFollowUp } from '@doo-repush/core/repush/follow-up';
import { type Outcome, outcomeOfFailure, type TargetResult } from '@doo-repush/core/repush/outcome';
import type { Card } from '@doo-repush/functions/model/card';
import type { EventFacts, Repeat } from '@doo-repush/functions/model/checked-request';
import type { CardState } from '@doo-repush/functions/model/request-state';
import { APPROVER, NOW_MS, plainCard, REQUESTER, unresolved, waiting } from './any-card.ts';
import { CRM } from './any-configuration.ts';
import { ordersRequest } from './any-request.ts';

const approved = { by: APPROVER, atMs: NOW_MS };
const TITLES = ['Acme Summit', 'Acme Partner Day', 'Acme Workshop'];
const WINDOW = { after: '2026-11-20 14:30:00', before: '2026-11-20 18:00:00' };
const REPEAT: Repeat = {
  reference: 'CFE5CF',
  by: REQUESTER,
  state: 'accepted',
  atMs: NOW_MS,
  eventIds: ['41231'],
};

/** A card of the stories: Acme's orders of so many events to its CRM. */
function cardOf(state: CardState, n: number, more: object = {}, repeats: Repeat[] = []): Card {
  const eventIds = Array.from({ length: n }, (_, index) => String(41_231 + index));
  const events = Object.fromEntries(
    eventIds.map((id, index): [string, EventFacts] => [
      id,
      { kind: 'found', title: TITLES[index] ?? `Acme Meeting ${index}` },
    ]),
  );
  return plainCard(state, {
    request: ordersRequest({ eventIds, reason: 'The CRM was down on Friday night', ...more }),
    organizationName: 'Acme Conferences',
    configurations: [CRM],
    events,
    earlier: {
      kind: 'read',
      repeats,
      more: 0,
      ...(repeats.length === 0 && { firstSinceMs: NOW_MS }),
    },
  });
}

function resultOf(index: number, outcome: Outcome): TargetResult {
  return { eventId: String(41_231 + index), outcome, atMs: NOW_MS };
}

function sent(results: readonly TargetResult[], more: object = {}): CardState {
  return { kind: 'sent', approved, results, followUp: beginFollowUp(results), ...more };
}

const ACCEPTED = { kind: 'accepted', items: 412 } as const;
const INTERRUPTED = outcomeOfFailure(dooFailure('interrupted'));

/** Cards as they come up day by day: what each tells, how many words it may have, and the card. */
export const CARD_STORIES: readonly (readonly [string, number, Card])[] = [
  ['waiting for one event without a limit', 70, cardOf(waiting, 1)],
  [
    'waiting for three events, one of which was sent before',
    90,
    cardOf(waiting, 3, { window: WINDOW, ticket: 'SUP-4411' }, [REPEAT]),
  ],
  ['accepted', 45, cardOf(sent([resultOf(0, ACCEPTED)]), 1)],
  [
    'accepted, when it asks whether they arrived',
    45,
    cardOf(
      sent([resultOf(0, ACCEPTED)], {
        followUp: { arrival: { kind: 'asked', untilMs: NOW_MS } },
        answerValue: unresolved.answerValue,
      }),
      1,
    ),
  ],
  [
    'unclear',
    75,
    cardOf(sent([resultOf(0, INTERRUPTED)], { answerValue: unresolved.answerValue }), 1, {
      reason: 'CRM outage on Friday',
      ticket: 'SUP-4411',
    }),
  ],
  [
    'stopped after two of eleven events',
    90,
    cardOf(
      sent(
        Array.from({ length: 11 }, (_, index) =>
          resultOf(
            index,
            index === 0 || index === 2
              ? { kind: 'accepted', items: index === 0 ? 12 : 5 }
              : { kind: 'not_sent', notAsked: 'stopped' },
          ),
        ),
        { stopped: approved },
      ),
      11,
    ),
  ],
];
