import type { DooFailure } from '@doo-repush/core/doo/failure';
import { buildCard } from '@doo-repush/functions/messages/card/card';
import { endedWithoutCardMessage } from '@doo-repush/functions/messages/direct/cardless';
import {
  notAskedMessage,
  repeatMessage,
  resultMessage,
  unpostableMessage,
} from '@doo-repush/functions/messages/direct/request-messages';
import type { Problem } from '@doo-repush/functions/model/check-problem';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyCard, anyFailure, LONGEST_ARN, NOW_MS, plainCard } from '../../support/any-card.ts';
import { hostileText } from '../../support/any-text.ts';
import { expectPostable, wordsOf } from '../../support/postable.ts';

const CHANNEL = 'C0APPROVAL';
const WHERE = { executionArn: LONGEST_ARN, channelId: CHANNEL };
const names = { organizationName: 'Acme', configurationName: 'CRM production' };
const unauthorized: DooFailure = {
  code: 'unauthorized',
  mayHaveActed: false,
  status: 401,
  detail: 'bad client',
};

describe('the message about a request that reached no approver', () => {
  it.each<[Problem, string]>([
    [{ code: 'may_not_ask', reason: 'guest' }, 'your account is a guest of this workspace'],
    [{ code: 'may_not_ask', reason: 'not_listed' }, 'your account is not among those who may ask'],
    [{ code: 'not_checked' }, 'later'],
    [{ code: 'channel_lost', trouble: 'not_in_channel' }, `This app isn't in <#${CHANNEL}>.`],
    [{ code: 'channel_lost', trouble: 'is_archived' }, `<#${CHANNEL}> is archived. Have it`],
    [{ code: 'secret_unusable' }, 'Ask an admin to check the doo secret'],
    [{ code: 'organization_unknown' }, 'no longer set up'],
    [{ code: 'nobody_can_approve' }, 'Ask an admin to name approvers'],
    [{ code: 'configuration_unknown', ...names }, "Acme's system was edited or removed in doo"],
    [{ code: 'configuration_unchecked', ...names }, "didn't list all systems"],
    [{ code: 'no_hooks', ...names }, "CRM production of Acme doesn't get these webhooks"],
    [
      { code: 'doo_failed', ...names, failure: unauthorized },
      'For Acme: doo refused our credentials (401): "bad client". Ask an admin to renew',
    ],
  ])('says what happened, what did not, and what to do: %j', (problem, words) => {
    const message = notAskedMessage(problem, '8C2F01', WHERE);
    expectPostable(message);
    expect(wordsOf(message)).toBe(`${message.text}\nOpen the form again`);
    expect(message.text).toContain("wasn't sent for approval.");
    expect(message.text).toContain(words);
    expect(message.text).toMatch(/\. Ref 8C2F01$/);
  });

  it('is a message that Slack accepts, whatever names and doo say', () => {
    const problem = fc
      .record({
        code: fc.constantFrom('no_hooks' as const, 'doo_failed' as const),
        organizationName: hostileText(300),
        configurationName: hostileText(300),
        failure: anyFailure,
      })
      .map((it): Problem => it);
    fc.assert(
      fc.property(problem, (it) => expectPostable(notAskedMessage(it, '8C2F01', WHERE))),
      { numRuns: 100 },
    );
  });
});

describe('the message about a card that could not be posted', () => {
  it.each([
    ['not_in_channel', 'Invite it: type /invite in that channel and pick the app.'],
    ['channel_not_found', 'Have someone invite the app'],
    ['is_archived', 'Have it unarchived, and invite the app again.'],
  ])('names the one remedy for the channel: %s', (error, words) => {
    const message = unpostableMessage(CHANNEL, error, '8C2F01', LONGEST_ARN);
    expectPostable(message);
    expect(message.text).toContain(words);
    expect(message.text).toMatch(/ Then ask again\. Ref 8C2F01$/);
  });

  it('refers the requester to an administrator for anything else', () => {
    const { text } = unpostableMessage(CHANNEL, 'slack unavailable', '8C2F01', LONGEST_ARN);
    expect(text).toContain('(slack unavailable). Tell an admin, then ask again.');
  });
});

describe('the message about a result that the channel could not show', () => {
  it('tells the requester everything that the card says', () => {
    const card = plainCard({ kind: 'expired', atMs: NOW_MS });
    const words = wordsOf(resultMessage(card, CHANNEL));
    expect(words).toContain("We couldn't update the card in <#C0APPROVAL>");
    expect(words).toContain(wordsOf(buildCard(card)));
  });

  it('is a message that Slack accepts, for any card', () => {
    fc.assert(
      fc.property(anyCard, (card) => expectPostable(resultMessage(card, CHANNEL))),
      { numRuns: 100 },
    );
  });
});

describe('the message to the requester of a repeated request', () => {
  it('is a message that Slack accepts, whatever the ledger says', () => {
    const repeats = anyCard
      .map(({ checked }) => repeatMessage(checked.earlier, CHANNEL))
      .filter((message) => message !== undefined);
    fc.assert(
      fc.property(repeats, (message) => expectPostable(message)),
      { numRuns: 100 },
    );
  });
});

describe('the message about a request that AWS ended before it had a card', () => {
  it.each([
    ['failed', false, "AWS says that the execution failed. doo hadn't been asked, so nothing"],
    ['stopped', false, "AWS says that the execution was stopped. doo hadn't been asked"],
    ['timed_out', true, 'ran out of time. doo may have been asked: check the customer'],
    ['gone', true, 'is no longer kept. doo may have been asked'],
  ] as const)(
    'says how it ended, and whether anything may have been sent: %s, %s',
    (kind, mayHaveSent, words) => {
      const message = endedWithoutCardMessage({ kind, mayHaveSent }, '8C2F01', LONGEST_ARN);
      expectPostable(message);
      expect(wordsOf(message)).toBe(`${message.text}\nOpen the form again`);
      expect(message.text).toContain(words);
      expect(message.text).toMatch(/ Ref 8C2F01$/);
    },
  );

  it('says to look into it even if the execution succeeded', () => {
    const message = endedWithoutCardMessage({ kind: 'unshown', state: 'accepted' }, '8C2F01', 'x');
    expectPostable(message);
    expect(message.text).toContain('doo may have been asked');
  });
});
