import type { FollowUp } from '@doo-repush/core/repush/follow-up';
import type { Outcome } from '@doo-repush/core/repush/outcome';
import type { RepushRequest } from '@doo-repush/core/repush/request';
import { repeatLines } from '@doo-repush/functions/messages/card/duplicates-text';
import type { CardState } from '@doo-repush/functions/model/request-state';
import { createSlackClient } from '@doo-repush/functions/slack-api/client';
import { readEarlier } from '@doo-repush/functions/workflow/check/duplicates';
import type { Slack } from '@doo-repush/sandbox/slack/slack';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { beforeEach, describe, expect, it } from 'vitest';
import { CRM } from '../../../support/any-configuration.ts';
import { ordersRequest } from '../../../support/any-request.ts';
import { seedCards, seededArn } from '../../../support/seeded-ledger.ts';
import { startSlack } from '../../../support/started-slack.ts';

const NOW_MS = Date.UTC(2026, 10, 20, 12);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const approved = { by: people.approver, atMs: NOW_MS };

const accepted: CardState = {
  kind: 'sent',
  approved: { by: people.approver, atMs: NOW_MS - 10 * DAY_MS },
  results: [{ eventId: '41231', outcome: { kind: 'accepted', items: 7 }, atMs: NOW_MS }],
};
const rejected: CardState = { kind: 'rejected', rejected: approved, reason: 'Not now' };
const waiting: CardState = { kind: 'waiting', buttonValue: '{}', expiresAtMs: NOW_MS };

let slack: Slack;
let nowMs: number;

beforeEach(async () => {
  ({ slack } = await startSlack());
  nowMs = NOW_MS;
});

function earlierThan(
  request: RepushRequest,
  executionArn = 'arn',
  configurationIds?: readonly string[],
) {
  const client = createSlackClient('placeholder-bot-token', slack.url, 2_000);
  const patience = {
    deadlineMs: NOW_MS + 20_000,
    now: () => nowMs,
    sleep: async (ms: number) => {
      nowMs += ms;
    },
    log: { warn: () => undefined },
  };
  const source = async () => ({ client, botId: people.bot, channel: people.approvals });
  const context = { executionArn, nowMs: NOW_MS, approvalTimeoutMs: DAY_MS };
  const ids =
    configurationIds ?? (request.configuration.kind === 'one' ? [request.configuration.id] : []);
  const configurations = ids.map((id) => ({ ...CRM, id }));
  return readEarlier(source, { request, configurations }, context, patience);
}

function seed(...cards: readonly (readonly [hoursAgo: number, state: CardState])[]): void {
  const seeded = cards.map(([hoursAgo, state]) => ({
    askedAtMs: NOW_MS - hoursAgo * HOUR_MS,
    state,
    eventIds: ['41231', '41232'],
  }));
  seedCards(slack.workspace, seeded);
}

describe('what the ledger says before a request is asked about', () => {
  it('is that nothing was repushed to the configuration for 90 days, where that is so', async () => {
    seed([100 * 24, accepted], [20, rejected]);
    expect(await earlierThan(ordersRequest())).toEqual({
      kind: 'read',
      repeats: [],
      more: 0,
      firstSinceMs: NOW_MS - 90 * DAY_MS,
      newestTs: `${(NOW_MS - 20 * HOUR_MS) / 1000}.100001`,
    });
  });

  const failure = { code: 'refused', status: 422, mayHaveActed: false } as const;
  const ended = (outcomes: readonly Outcome[], followUp?: FollowUp): CardState => ({
    kind: 'sent',
    approved,
    results: outcomes.map((outcome, index) => ({
      eventId: ['41231', '41232'][index] ?? '',
      configurationId: 'c0ffee',
      outcome,
      atMs: NOW_MS,
    })),
    ...(followUp && { followUp }),
  });
  const took: Outcome = { kind: 'accepted', items: 7 };
  const tookNothing: Outcome = { kind: 'accepted', items: 0 };
  const refused: Outcome = { kind: 'refused', failure };
  const unknown: Outcome = { kind: 'unknown' };
  const said = (kind: 'started' | 'not_started'): FollowUp => ({
    resolution: { kind, by: people.approver, atMs: NOW_MS, reason: 'Looked' },
  });

  it.each<[string, CardState, readonly string[] | undefined]>([
    ['rejected', rejected, undefined],
    ['cancelled', { kind: 'cancelled', cancelled: approved }, undefined],
    ['expired', { kind: 'expired', atMs: NOW_MS }, undefined],
    ['failed before anybody approved it', { kind: 'failed' }, undefined],
    ['refused by doo', ended([refused, refused]), undefined],
    ['empty for doo', ended([tookNothing, refused]), undefined],
    ['resolved as not started', ended([unknown, refused], said('not_started')), undefined],
    ['waiting', waiting, ['41231', '41232']],
    ['being sent', { kind: 'sending', approved }, ['41231', '41232']],
    ['accepted in part', ended([took, refused]), ['41231']],
    ['unclear', ended([refused, unknown]), ['41232']],
    ['resolved as started', ended([refused, unknown], said('started')), ['41232']],
    ['in part resolved as not started', ended([took, unknown], said('not_started')), ['41231']],
  ])('counts only what was or may be sent as a repeat: %s', async (_title, state, eventIds) => {
    seed([2, state]);
    const asked = ordersRequest({ eventIds: ['41231', '41232'] });
    const earlier = await earlierThan(asked);
    const found = earlier.kind === 'read' ? earlier.repeats.map((each) => each.eventIds) : [];
    expect(found).toEqual(eventIds === undefined ? [] : [eventIds]);
  });

  it('says how a request was resolved of which other calls were accepted', async () => {
    seed([2, ended([took, unknown], said('not_started'))]);
    const earlier = await earlierThan(ordersRequest({ eventIds: ['41231', '41232'] }));
    expect(repeatLines(earlier).join()).toContain('*Partly accepted: 1 of 2*');
  });

  it('is silent about a repush of ten days ago', async () => {
    seed([10 * 24, accepted]);
    expect(await earlierThan(ordersRequest())).toMatchObject({
      kind: 'read',
      repeats: [],
      more: 0,
    });
  });

  it('names the three newest repeats and counts the rest', async () => {
    seed([9, waiting], [7, waiting], [5, waiting], [3, waiting], [1, waiting]);
    const earlier = await earlierThan(ordersRequest({ eventIds: ['41232', '5'] }));
    expect(earlier).toMatchObject({ kind: 'read', more: 2 });
    const repeats = earlier.kind === 'read' ? earlier.repeats : [];
    expect(repeats.map(({ reference }) => reference)).toEqual(['000004', '000003', '000002']);
    expect(repeats[0]?.eventIds).toEqual(['41232']);
  });

  it.each<[string, object, number, string[]?]>([
    [
      'all configurations, of which this is one',
      { configuration: { kind: 'all' } },
      1,
      ['erp', 'c0ffee'],
    ],
    ['all configurations, of which this is none', { configuration: { kind: 'all' } }, 0, ['erp']],
    ['another configuration', { configuration: { kind: 'one', id: 'another' } }, 0],
    ['another organization that is picked for the same', { organizationId: '7702' }, 1],
    ['a window beside theirs', { window: { after: '2021-03-26 09:00:00' } }, 1],
    ['another event', { eventIds: ['5'] }, 0],
    ['another resource', { resource: 'attendees' }, 0],
  ])('takes for a repeat only what shares a target: %s', async (_title, more, count, ids) => {
    seed([2, waiting]);
    const earlier = await earlierThan(ordersRequest(more), 'arn', ids);
    expect(earlier.kind === 'read' && earlier.repeats).toHaveLength(count);
  });

  it('does not count the request itself, nor what another app posted', async () => {
    seed([2, waiting], [1, waiting]);
    const [, foreign] = slack.workspace.state.messages[people.approvals] ?? [];
    if (foreign !== undefined) foreign.bot_id = 'B0SOMEBODY';
    expect(await earlierThan(ordersRequest(), seededArn('000000'))).toMatchObject({ repeats: [] });
  });

  it('is unread where Slack does not show the channel, or not in time', async () => {
    slack.faults.add({ method: 'conversations.history', fault: { error: 'not_in_channel' } });
    expect(await earlierThan(ordersRequest())).toEqual({ kind: 'unread' });
    slack.faults.add({
      method: 'conversations.history',
      fault: { error: 'ratelimited', retryAfterSeconds: 30 },
    });
    expect(await earlierThan(ordersRequest())).toEqual({ kind: 'unread' });
  });
});
