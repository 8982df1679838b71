import type { Ending } from '@doo-repush/functions/executions/ending';
import { cardMetadata, recordedMetadata } from '@doo-repush/functions/ledger/card-metadata';
import { endedFollowUp, isFollowedUp } from '@doo-repush/functions/ledger/ended-follow-up';
import {
  buildClosedCard,
  buildClosedQuestion,
  closedStateOf,
  movedClosedCard,
} from '@doo-repush/functions/messages/card/closed-card';
import {
  endedOutOfReachMessage,
  unchangedCardMessage,
} from '@doo-repush/functions/messages/direct/cardless';
import { escapeText } from '@doo-repush/functions/messages/mrkdwn';
import { CHANNEL_TROUBLES } from '@doo-repush/functions/model/channel-trouble';
import type { Message } from '@doo-repush/functions/slack-api/message';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyCard, LONGEST_ARN } from '../../../support/any-card.ts';
import { hostileText } from '../../../support/any-text.ts';
import { recordedCard } from '../../../support/ledger-card.ts';
import { expectEditable, expectPostable, wordsOf } from '../../../support/postable.ts';

const FIELDS = { configuration: 'CRM production', event_ids: '41231 41232' };
const cardOf = (fields: object) => recordedCard({ ...FIELDS, ...fields });
const ENDINGS: readonly Ending[] = [
  { kind: 'failed', mayHaveSent: false },
  { kind: 'stopped', mayHaveSent: true },
  { kind: 'timed_out', mayHaveSent: true },
  { kind: 'gone', mayHaveSent: true },
];
const UNSHOWN: Ending = { kind: 'unshown', state: 'accepted' };
const NOW_MS = 1_700_000_000_000;

/** The card of a request that had not ended. */
const closed = (ending: Ending): Message =>
  buildClosedCard(cardOf({ state: closedStateOf(ending) }), {
    ending,
    ended: [],
    atMs: NOW_MS,
    timeZone: 'Europe/Berlin',
  });

describe('the card of an execution that ended without a report', () => {
  it.each(ENDINGS)('names the request, and says that it ended: $kind', (ending) => {
    const message = closed(ending);
    const asked = 'Orders of *41231, 41232* → *CRM production* (Acme)';
    expect(message.text).toContain(asked);
    expect(wordsOf(message)).toContain(asked);
    expect(wordsOf(message)).toContain('AWS says that the execution');
  });

  it('says that nothing was sent only if AWS proves it', () => {
    const proven = wordsOf(closed({ kind: 'stopped', mayHaveSent: false }));
    expect(proven).toContain("doo hadn't been asked, so nothing was sent.");
    const open = wordsOf(closed({ kind: 'stopped', mayHaveSent: true }));
    expect(open).toContain('doo may have been asked');
    expect(open).not.toContain('nothing was sent');
  });

  it('takes the state from an execution that succeeded but could not show it', () => {
    expect(closedStateOf(UNSHOWN)).toBe('accepted');
    const words = wordsOf(closed(UNSHOWN));
    expect(words).toContain('Accepted');
    expect(words).toContain('whoever asked was told directly');
  });

  it('concludes nothing from a result that cannot be parsed', () => {
    const unread: Ending = { kind: 'unshown', state: undefined };
    expect(closedStateOf(unread)).toBe('failed');
    expect(wordsOf(closed(unread))).toContain('doo may have been asked');
  });

  it('has no button but the one that reopens its form', () => {
    const arn = 'arn:aws:lambda:eu-central-1:0:function:repush:live/durable-execution/n/i';
    const { blocks } = buildClosedCard(cardOf({ execution_arn: arn }), {
      ending: UNSHOWN,
      ended: [],
      atMs: NOW_MS,
      timeZone: 'Europe/Berlin',
    });
    const actions = blocks.filter((block) => block.type === 'actions');
    expect(JSON.stringify(actions).match(/"action_id":"\w+"/g)).toEqual(['"action_id":"again"']);
  });

  it('is a message that Slack accepts, for any card that it closes', () => {
    const origin = { executionName: 'sandbox-V1', executionArn: LONGEST_ARN };
    fc.assert(
      fc.property(anyCard, fc.constantFrom(...ENDINGS, UNSHOWN), (card, ending) => {
        const read = recordedCard(cardMetadata(card, origin).event_payload);
        const { card: after, ended } = endedFollowUp(read, {}, NOW_MS);
        const closing = { ending, ended, atMs: NOW_MS, timeZone: 'Europe/Berlin' };
        const message = buildClosedCard(after, closing);
        expectEditable(message);
        expectPostable(movedClosedCard(message));
        expectPostable(unchangedCardMessage(message, 'C0APPROVAL'));
        expect(isFollowedUp(after)).toBe(false);
      }),
      { numRuns: 100 },
    );
  });
});

describe('the message in place of an unreachable card', () => {
  it.each(CHANNEL_TROUBLES)(
    'is one that Slack accepts, however the execution ended: %s',
    (trouble) => {
      for (const ending of [...ENDINGS, UNSHOWN])
        expectPostable(endedOutOfReachMessage(ending, '8C2F1A', 'C0APPROVAL', trouble));
    },
  );
});

describe('the question of an ended follow-up', () => {
  it('keeps its text, says how it ended, and has no buttons', () => {
    fc.assert(
      fc.property(hostileText(400), (text) => {
        const asked = `<@U0RENEREQU> ${escapeText(text).replaceAll('\n', ' ')}\nNot yet arrived, says <@U0RENEREQU>.`;
        const message = buildClosedQuestion(asked, 'not_confirmed', {
          ending: UNSHOWN,
          atMs: NOW_MS,
        });
        expectEditable(message);
        expect(message.text).toMatch(/^.*\nNo one confirmed they arrived by <!date[^\n]*$/);
        expect(message.text).not.toContain('Not yet arrived');
        expect(message.blocks.map(({ type }) => type)).toEqual(['section']);
      }),
    );
  });
});

describe('the end of a follow-up that the execution recorded', () => {
  it.each([
    [
      { resolution: 'started' },
      'started',
      'not_confirmed',
      'An approver confirmed that doo started sending',
    ],
    [
      { resolution: 'not_started' },
      'not_started',
      'not_confirmed',
      "confirmed that doo didn't start",
    ],
    [{ arrival: 'arrived' }, 'unresolved', 'arrived', 'Someone confirmed they arrived'],
    [
      { resolution: 'canary', arrival: 'canary' },
      'unresolved',
      'not_confirmed',
      'No one confirmed they arrived',
    ],
  ])('is reported as far as it is known: %o', (known, resolution, arrival, words) => {
    const before = cardOf({ state: 'unknown', resolution: 'open', arrival: 'asked' });
    const { card: after, ended } = endedFollowUp(before, known, NOW_MS);
    expect(recordedMetadata(after).event_payload).toMatchObject({ resolution, arrival });
    const closing = { ending: UNSHOWN, ended, atMs: NOW_MS, timeZone: 'Europe/Berlin' };
    expect(wordsOf(buildClosedCard(after, closing))).toContain(words);
  });
});
