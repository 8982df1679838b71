import { dooFailure } from '@doo-repush/core/doo/failure';
import { type Outcome, outcomeOfFailure } from '@doo-repush/core/repush/outcome';
import {
  buildLine,
  type LineContext,
  OUTCOMES_A_MESSAGE,
} from '@doo-repush/functions/messages/thread/line';
import type { Line } from '@doo-repush/functions/model/transition';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  APPROVER,
  anyResults,
  longestChecked,
  longestResults,
  NOW_MS,
  REQUESTER,
} from '../../../support/any-card.ts';
import { CRM } from '../../../support/any-configuration.ts';
import { anyRequest, ordersRequest } from '../../../support/any-request.ts';
import { hostileText } from '../../../support/any-text.ts';
import { expectPostable, wordsOf } from '../../../support/postable.ts';

const context: LineContext = { request: ordersRequest(), configurations: [CRM] };
const wordsFor = (line: Line) => wordsOf(buildLine(line, context));

describe('a line of the thread', () => {
  it.each<[Line, RegExp]>([
    [
      { kind: 'requested', by: REQUESTER, atMs: NOW_MS },
      /^Asked <!date.*>\. The check with doo passed\.$/,
    ],
    [
      { kind: 'decision_refused', by: REQUESTER, atMs: NOW_MS, reason: 'own_request' },
      /^<@U0RENEREQU> tried to decide <!date.*> but asked for this request, so a colleague must decide\. Still waiting\.$/,
    ],
    [
      { kind: 'decision_refused', by: undefined, atMs: NOW_MS, reason: 'unreadable' },
      /^Someone tried to decide <!date.*> but sent a decision that cannot be read\. Still waiting\.$/,
    ],
    [{ kind: 'approved', by: APPROVER, atMs: NOW_MS }, /^Approved <!date.*>\.$/],
    [
      { kind: 'cancelled', by: REQUESTER, atMs: NOW_MS },
      /^Cancelled <!date.*>\. Nothing was sent\.$/,
    ],
    [
      { kind: 'rejected', by: APPROVER, atMs: NOW_MS, reason: 'Not: today' },
      /^Rejected <!date.*>: Not: today$/,
    ],
    [{ kind: 'expired', atMs: NOW_MS }, /^Expired <!date.*>\. Nothing was sent\.$/],
    [
      { kind: 'expired', atMs: NOW_MS, reason: 'approved_late', by: APPROVER },
      /^Expired <!date.*>: <@U0ADAAPPRO> approved too late for Slack to confirm it\. Nothing was sent\.$/,
    ],
    [
      { kind: 'expired', atMs: NOW_MS, reason: 'too_many_refusals' },
      /^Closed <!date.*>: too many attempts by people who can't decide\. Nothing was sent\.$/,
    ],
    [
      { kind: 'expired', atMs: NOW_MS, reason: 'too_many_open' },
      /^Closed <!date.*>: whoever asked already had as many open requests as one person may have\. Nothing was sent\.$/,
    ],
    [{ kind: 'sending', targets: 3 }, /^Sending 3 events to doo, one by one\.$/],
    [
      { kind: 'stopped', by: APPROVER, atMs: NOW_MS, left: 4 },
      /^Stopped <!date.*>: 4 events weren't sent\.$/,
    ],
    [
      { kind: 'stop_refused', by: undefined, atMs: NOW_MS, reason: 'unreadable' },
      /^Someone tried to stop it <!date.*> but sent a stop that cannot be read\. The sending went on\.$/,
    ],
    [
      { kind: 'stop_refused', by: REQUESTER, atMs: NOW_MS, reason: 'deactivated' },
      /^<@U0RENEREQU> tried to stop it <!date.*> but is deactivated\. The sending went on\.$/,
    ],
    [
      { kind: 'stop_late', by: REQUESTER, atMs: NOW_MS },
      /^<@U0RENEREQU> pressed \*Stop the rest\* too late \(<!date.*>\): every event was already with doo\.$/,
    ],
    [
      { kind: 'arrival_asked', asked: REQUESTER, items: 412, untilMs: NOW_MS },
      /^<@U0RENEREQU> doo should be done with 412 orders\. Did they reach the customer\? doo can't tell us: answer on the card by <!date.*>\.$/,
    ],
    [
      {
        kind: 'arrival_asked',
        asked: APPROVER,
        items: 1,
        untilMs: NOW_MS,
        sendingUntilMs: Number.MAX_SAFE_INTEGER,
      },
      /^<@U0ADAAPPRO> doo accepted 1 order and is probably still sending until <!date.*>\. Did they/,
    ],
    [
      { kind: 'answer_refused', by: undefined, atMs: NOW_MS, reason: 'unreadable' },
      /^Someone tried to answer <!date.*> but sent an answer that cannot be read\. The question stays open\.$/,
    ],
    [
      { kind: 'answer_refused', by: REQUESTER, atMs: NOW_MS, reason: 'own_request' },
      /^<@U0RENEREQU> tried to answer <!date.*> but asked for this request, so an approver must say what happened\. The/,
    ],
  ])('says in a sentence what happened: %j', (line, words) => {
    expect(wordsFor(line)).toMatch(words);
    expect(buildLine(line, context).text).toMatch(words);
  });

  it('shows no mention that somebody made up for a decider', () => {
    const by = 'U1> <!channel> <@U0INJECTED';
    const line: Line = { kind: 'decision_refused', by, atMs: NOW_MS, reason: 'unknown_person' };
    expectPostable(buildLine(line, context));
  });

  it('keeps a rejection within Slack’s limits, whatever its reason', () => {
    fc.assert(
      fc.property(hostileText(500), (text) => {
        const reason = `${text.slice(0, 497)} a.`;
        const message = buildLine(
          { kind: 'rejected', by: APPROVER, atMs: NOW_MS, reason },
          context,
        );
        expectPostable({ ...message, text: `${message.text}.` });
      }),
    );
  });
});

describe('the outcomes in the thread', () => {
  it('have one line an event, in words', () => {
    const results = [
      { eventId: '41231', outcome: { kind: 'accepted', items: 412 }, atMs: NOW_MS },
      { eventId: '41232', outcome: { kind: 'not_sent', notAsked: 'quota_used_up' }, atMs: NOW_MS },
    ] as const;
    const [first, second, ...others] = wordsFor({ kind: 'outcomes', results }).split('\n');
    expect(first).toMatch(/^Event 41231: doo accepted 412 orders\. doo should finish between/);
    expect(second).toMatch(/^Event 41232: Not sent: doo's call limit ran out before this one\.$/);
    expect(others).toEqual([]);
  });

  it.each(['&', '<', '*', '"', '\\', 'x'])(
    'are a message that Slack takes, filled with %j',
    (character) => {
      const checked = longestChecked('x');
      const detail = character.repeat(200);
      const outcomes: readonly Outcome[] = [
        { kind: 'accepted', items: Number.MAX_SAFE_INTEGER },
        { kind: 'unknown' },
        ...(['unauthorized', 'refused', 'server_error', 'mismatched'] as const).map((code) =>
          outcomeOfFailure(dooFailure(code, { status: 500, detail })),
        ),
      ];
      for (const outcome of outcomes) {
        const results = longestResults(checked, outcome).slice(0, OUTCOMES_A_MESSAGE);
        const message = buildLine({ kind: 'outcomes', results }, checked);
        expectPostable(message);
        expect(wordsOf(message).match(/Event \d{15}: /g)).toHaveLength(OUTCOMES_A_MESSAGE);
      }
    },
  );

  it('are a message that Slack takes, for any request', () => {
    const line = anyRequest.chain((of) =>
      anyResults(of).map((results) => ({ of, results: results.slice(0, OUTCOMES_A_MESSAGE) })),
    );
    fc.assert(
      fc.property(line, ({ of, results }) =>
        expectPostable(
          buildLine({ kind: 'outcomes', results }, { request: of, configurations: [CRM] }),
        ),
      ),
      { numRuns: 50 },
    );
  });
});
