import {
  beginFollowUp,
  type FollowUpAnswer,
  nextDueMs,
  passTime,
  takeAnswer,
} from '@doo-repush/core/repush/follow-up';
import { cardMetadata } from '@doo-repush/functions/ledger/card-metadata';
import { type LineEntry, lineMetadata } from '@doo-repush/functions/ledger/line-metadata';
import { stateFields } from '@doo-repush/functions/ledger/state-fields';
import type { Card } from '@doo-repush/functions/model/card';
import type { CardState } from '@doo-repush/functions/model/request-state';
import type { Line } from '@doo-repush/functions/model/transition';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  APPROVER,
  anyCard,
  anyResults,
  NOW_MS,
  REQUESTER,
  waiting,
} from '../../support/any-card.ts';
import { replay } from '../../support/replay.ts';

const BOT = 'B0REPUSH';
const origin = { executionName: 'sandbox-V1', executionArn: 'arn:aws:lambda:x' };
const approved = { by: APPROVER, atMs: NOW_MS };

type Entries = readonly LineEntry[];

/** A request that takes any path that the workflow knows, with the line of each of its transitions. */
const anyWay: fc.Arbitrary<{ card: Card; entries: Entries }> = anyCard.chain((card) =>
  fc
    .record({
      refused: fc.nat({ max: 2 }),
      decision: fc.constantFrom('approved', 'rejected', 'cancelled', 'expired'),
      results: anyResults(card.checked.request),
      answers: fc.array(
        fc.constantFrom<FollowUpAnswer | 'time' | 'refused'>(
          'time',
          'refused',
          { arrival: 'arrived', by: REQUESTER },
          { arrival: 'not_yet', by: REQUESTER },
          { resolution: 'started', by: APPROVER, reason: 'seen' },
          { resolution: 'not_started', by: APPROVER, reason: 'not seen' },
        ),
      ),
    })
    .map(({ refused, decision, results, answers }) => {
      const entries: LineEntry[] = [];
      let state: CardState = waiting;
      const add = (line: Line, next: CardState) => {
        state = next;
        const number = entries.length + 1;
        entries.push({ mark: `${line.kind} ${number}`, number, line, state });
      };
      add({ kind: 'requested', by: REQUESTER, atMs: NOW_MS }, waiting);
      for (let n = 0; n < refused; n++)
        add(
          { kind: 'decision_refused', by: REQUESTER, atMs: NOW_MS, reason: 'own_request' },
          state,
        );
      if (decision === 'rejected')
        add(
          { kind: 'rejected', ...approved, reason: 'No' },
          { kind: 'rejected', rejected: approved, reason: 'No' },
        );
      if (decision === 'cancelled')
        add({ kind: 'cancelled', ...approved }, { kind: 'cancelled', cancelled: approved });
      if (decision === 'expired')
        add({ kind: 'expired', atMs: NOW_MS }, { kind: 'expired', atMs: NOW_MS });
      if (decision === 'approved') {
        add({ kind: 'approved', ...approved }, { kind: 'sending', approved });
        let followUp = beginFollowUp(results);
        add({ kind: 'outcomes', results, followUp }, { kind: 'sent', approved, results, followUp });
        for (const answer of answers) {
          const dueMs = nextDueMs(followUp);
          if (dueMs === undefined) break;
          if (answer === 'refused') {
            add({ kind: 'answer_refused', by: 'U0X', atMs: NOW_MS, reason: 'guest' }, state);
            continue;
          }
          const moved =
            answer === 'time' ? passTime(followUp, dueMs) : takeAnswer(followUp, answer, NOW_MS);
          followUp = moved.followUp;
          for (const _transition of moved.transitions)
            add({ kind: 'unresolved', atMs: dueMs }, { kind: 'sent', approved, results, followUp });
        }
      }
      return { card: { ...card, state }, entries };
    }),
);

const asMessage = (entry: LineEntry, botId = BOT) => {
  const { event_type, event_payload } = lineMetadata(origin, entry);
  return { ts: '1.1', bot_id: botId, metadata: { event_type, event_payload } };
};

describe('replaying a thread', () => {
  it('restores the workflow’s state, whatever the order of its lines', () => {
    fc.assert(
      fc.property(
        anyWay.chain(({ card, entries }) =>
          fc.record({
            card: fc.constant(card),
            shuffled: fc.shuffledSubarray([...entries], {
              minLength: entries.length,
              maxLength: entries.length,
            }),
          }),
        ),
        ({ card, shuffled }) => {
          const doubled = [...shuffled, ...shuffled.slice(0, 2)].map((entry) => asMessage(entry));
          const replayed = replay(doubled, BOT, origin.executionName);
          expect(replayed?.present).toEqual(stateFields(card.state));
          expect(replayed?.transitions.map(({ number }) => number)).toEqual(
            shuffled.map(({ number }) => number).toSorted((one, other) => one - other),
          );
          expect(cardMetadata(card, origin).event_payload).toMatchObject({
            state: replayed?.present.state,
          });
        },
      ),
      { numRuns: 40 },
    );
  });

  it('ignores lines of other apps and other executions', () => {
    fc.assert(
      fc.property(anyWay, ({ card, entries }) => {
        const [first] = entries;
        if (first === undefined) throw new Error('no line');
        const lie: LineEntry = { ...first, mark: 'lie', number: 999, state: { kind: 'failed' } };
        const other = asMessage(lie);
        const messages = [
          ...entries.map((entry) => asMessage(entry)),
          asMessage(lie, 'B0OTHERAPP'),
          {
            ...other,
            metadata: {
              ...other.metadata,
              event_payload: { ...other.metadata.event_payload, execution: 'sandbox-V2' },
            },
          },
          {
            ts: '1.2',
            bot_id: BOT,
            metadata: { event_type: 'doo_repush_line', event_payload: {} },
          },
          { ts: '1.3', bot_id: BOT },
        ];
        expect(replay(messages, BOT, origin.executionName)?.present).toEqual(
          stateFields(card.state),
        );
      }),
      { numRuns: 20 },
    );
  });

  it('yields nothing without a line of the execution', () => {
    expect(replay([], BOT, origin.executionName)).toBeUndefined();
  });
});
