import type { Arrival } from '@doo-repush/core/repush/follow-up';
import { ACTIONS } from '@doo-repush/functions/messages/ids';
import { buildQuestion } from '@doo-repush/functions/messages/thread/question';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  anyCard,
  NOW_MS,
  plainCard,
  REQUESTER,
  unresolved,
  waiting,
} from '../../../support/any-card.ts';
import { expectEditable, wordsOf } from '../../../support/postable.ts';

const at = { by: REQUESTER, atMs: NOW_MS };
const OPEN: readonly Arrival[] = [
  { kind: 'asked', untilMs: NOW_MS },
  { kind: 'not_yet', ...at, untilMs: NOW_MS },
];
const CLOSED: readonly Arrival[] = [
  { kind: 'arrived', ...at },
  { kind: 'not_confirmed', atMs: NOW_MS },
];

describe('the question whether the webhooks arrived', () => {
  it('is a message that Slack takes, of any request in any state, with the longest ids behind it', () => {
    const question = fc.record(
      {
        arrival: fc.constantFrom(...OPEN, ...CLOSED),
        estimatedMs: fc.constantFrom(NOW_MS, Number.MAX_SAFE_INTEGER),
        answerValue: fc.constant(waiting.buttonValue),
      },
      { requiredKeys: ['arrival'] },
    );
    fc.assert(
      fc.property(question, anyCard, (asked, card) => expectEditable(buildQuestion(asked, card))),
      { numRuns: 60 },
    );
  });

  it.each(OPEN)('asks the requester, with buttons: $kind', (arrival) => {
    const question = { arrival, answerValue: waiting.buttonValue };
    const message = buildQuestion(question, plainCard(unresolved));
    expect(message.text).toContain(`<@${REQUESTER}> doo should be done with your`);
    expect(JSON.stringify(message.blocks)).toContain(ACTIONS.arrived);
  });

  it.each(CLOSED)('tells what was said, without buttons: $kind', (arrival) => {
    const question = { arrival, answerValue: waiting.buttonValue };
    const message = buildQuestion(question, plainCard(unresolved));
    expect(message.blocks.map(({ type }) => type)).toEqual(['section']);
    expect(wordsOf(message).split('\n')).toHaveLength(2);
  });
});
