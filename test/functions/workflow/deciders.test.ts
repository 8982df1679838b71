import { click, submit } from '@doo-repush/sandbox/driver';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { afterEach, describe, expect, it } from 'vitest';
import {
  CALLBACK_FAILURES,
  callbackOf,
  completeCallback,
  failCallback,
  HUGE_TEXT,
  TEXTS_OF_NO_MEANING,
} from '../../support/callbacks.ts';
import { logged } from '../../support/log-lines.ts';
import { productForFile } from '../../support/product-for-file.ts';
import {
  ANSWERS_KEPT_MS,
  ask,
  endOf,
  fillReason,
  initCallsSince,
  linesOf,
  now,
  passTime,
  press,
  stateOf,
  toldBy,
  wordsOf,
} from '../../support/requests.ts';

const product = productForFile();
const approved = (by: string) => JSON.stringify({ v: 1, decision: 'approved', by });

afterEach(() => {
  const [group] = product().slack.workspace.state.userGroups;
  if (group !== undefined) group.users = [people.groupApprover];
  delete product().slack.workspace.state.unpaidUserGroups;
});

describe('while the workspace’s plan has no user groups', () => {
  it.each(['plan_upgrade_required', 'paid_teams_only'] as const)(
    'an approver who is named approves, and one of a group does not (%s)',
    async (refusal) => {
      const sandbox = product();
      sandbox.clock.advance(ANSWERS_KEPT_MS);
      sandbox.slack.workspace.state.unpaidUserGroups = refusal;
      const waiting = await ask(sandbox);
      const told = await clickAs(sandbox, people.groupApprover, waiting, 'approve');
      expect(told).toContain('is not an approver');
      const card = await press(sandbox, people.approver, waiting, 'approve');
      expect(stateOf(card)).toBe('accepted');
      expect(initCallsSince(sandbox, waiting)).toHaveLength(1);
      const warnings = logged(sandbox, 'user_group_gone').filter(({ error }) => error === refusal);
      expect(warnings[0]).toMatchObject({ level: 'warn', group: people.approverGroup });
      sandbox.clock.advance(ANSWERS_KEPT_MS);
    },
  );
});

describe('a click by a person who may not decide', () => {
  let waiting: Message | undefined;
  const whoMay = `Ask <@${people.approver}>, <!subteam^${people.approverGroup}>`;

  it.each([
    ['the person who asked', people.requester, "can't approve your own request"],
    ['a guest', people.guest, 'is a guest of this workspace'],
    ['somebody of another workspace', people.outsider, 'belongs to another workspace'],
    ['a deactivated person', people.deactivated, 'is deactivated'],
    ['a member who is no approver', people.secondRequester, 'is not an approver'],
    ['a bot', people.botUser, 'is not a person'],
    ['somebody whom Slack does not know', 'U0NOBODY01', 'is not known to this workspace'],
  ])('tells %s why and who may, and the request stays pending', async (_title, userId, why) => {
    const sandbox = product();
    waiting ??= await ask(sandbox);
    for (const actionId of ['approve', 'reject']) {
      const told = await clickAs(sandbox, userId, waiting, actionId);
      expect(told).toContain(why);
      expect(told).toContain(whoMay);
    }
    expect(sandbox.slack.client.openView(userId)).toBeUndefined();
    expect(initCallsSince(sandbox, waiting)).toEqual([]);
    expect(now(sandbox, waiting)).toEqual(waiting);
  });

  it('does not prevent an approver from approving', async () => {
    const sandbox = product();
    waiting ??= await ask(sandbox);
    const card = await press(sandbox, people.approver, waiting, 'approve');
    expect(stateOf(card)).toBe('accepted');
  });
});

describe('a decision that bypasses the slack function', () => {
  let shown: Message | undefined;

  it.each([
    [
      'for the person who asked',
      approved(people.requester),
      /^<@U0RENEREQU> .* but asked for this/,
    ],
    ['for a guest', approved(people.guest), /^<@U0GILGUEST> .* but is a guest/],
    [
      'for an outsider',
      approved(people.outsider),
      /^<@U0OTTOUTSD> .* but belongs to another workspace/,
    ],
    [
      'for a deactivated person',
      approved(people.deactivated),
      /^<@U0DEEGONE1> .* but is deactivated/,
    ],
    ['for a bot', approved(people.botUser), /^<@U0REPUSHBT> .* but is not a person/],
    ['for nobody that Slack knows', approved('U0NOBODY01'), /^<@U0NOBODY01> .* but is not known/],
    ['for a member', approved(people.secondRequester), /^<@U0NOOREQUE> .* but is not an approver/],
    [
      'that cancels what somebody else asked for',
      JSON.stringify({ v: 1, decision: 'cancelled', by: people.approver }),
      /^<@U0ADAAPPRO> .* but did not ask for this request/,
    ],
    [
      'that rejects without a reason',
      JSON.stringify({ v: 1, decision: 'rejected', by: people.approver, reason: ' ' }),
      /sent a decision that cannot be read/,
    ],
    ['that is no JSON', '{"v":1,', /sent a decision that cannot be read/],
    ['that is empty', '', /sent a decision that cannot be read/],
    ['that is no text', Uint8Array.of(0xff, 0xfe, 0x00), /sent a decision that cannot be read/],
    [
      'of an unknown version',
      JSON.stringify({ v: 2, decision: 'approved', by: people.approver }),
      /sent a decision that cannot be read/,
    ],
    [
      'with more than a decision',
      JSON.stringify({ v: 1, decision: 'approved', by: people.approver, requesterId: 'U0X' }),
      /sent a decision that cannot be read/,
    ],
  ])(
    'by %s is recorded as refused, and the request stays pending',
    async (_title, result, words) => {
      const sandbox = product();
      shown ??= await ask(sandbox);
      const before = now(sandbox, shown);
      await completeCallback(sandbox, callbackOf(before), result);

      expect(initCallsSince(sandbox, shown)).toEqual([]);
      const again = now(sandbox, shown);
      expect(stateOf(again)).toBe('waiting');
      expect(callbackOf(again)).not.toBe(callbackOf(before));
      const line = linesOf(sandbox, again).at(-1);
      expect(line).toMatch(/ tried to decide .* Still waiting\.$/);
      expect(line).toMatch(words);
    },
  );

  it.each([
    ...TEXTS_OF_NO_MEANING.map((text) => [text, text]),
    ['the largest that AWS takes', HUGE_TEXT],
  ])('neither decides nor expires the request if its text means nothing: %s', async (_, text) => {
    const sandbox = product();
    shown ??= await ask(sandbox);
    await completeCallback(sandbox, callbackOf(now(sandbox, shown)), text);
    expectStillWaiting(shown);
  });

  it.each(CALLBACK_FAILURES)(
    'neither decides nor expires the request if the callback fails: %j',
    async (error) => {
      const sandbox = product();
      shown ??= await ask(sandbox);
      await failCallback(sandbox, callbackOf(now(sandbox, shown)), error);
      expectStillWaiting(shown);
    },
  );

  it('leaves new buttons that work, while the old ones answer that they do not count', async () => {
    const sandbox = product();
    const first = await ask(sandbox);
    await completeCallback(sandbox, callbackOf(first), approved(people.requester));
    const late = await toldBy(sandbox, people.approver, () =>
      click(sandbox, people.approver, first, 'approve'),
    );
    expect(late).toContain('so nothing changed');
    expect(initCallsSince(sandbox, first)).toEqual([]);
    const card = await press(sandbox, people.approver, now(sandbox, first), 'approve');
    expect(stateOf(card)).toBe('accepted');
    expect(initCallsSince(sandbox, first)).toHaveLength(1);
  });

  it('does not postpone the request’s expiry', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox);
    sandbox.clock.advance(23 * 3_600_000);
    await sandbox.lambda.idle();
    await completeCallback(sandbox, callbackOf(waiting), 'nonsense');
    expect(stateOf(now(sandbox, waiting))).toBe('waiting');
    sandbox.clock.advance(3_600_000);
    await sandbox.lambda.idle();
    expect(stateOf(now(sandbox, waiting))).toBe('expired');
  });
});

describe('authorization at the moment of the decision', () => {
  it('is read anew: a person who has just left the group does not count', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox);
    await toldBy(sandbox, people.groupApprover, () =>
      click(sandbox, people.groupApprover, waiting, 'reject'),
    );
    const [group] = sandbox.slack.workspace.state.userGroups;
    if (group !== undefined) group.users = [];
    await fillReason(sandbox, people.groupApprover, 'Not today');
    await submit(sandbox, people.groupApprover);
    await sandbox.lambda.idle();

    const card = now(sandbox, waiting);
    expect(stateOf(card)).toBe('waiting');
    expect(linesOf(sandbox, card).at(-1)).toContain('but is not an approver');
  });

  it('survives one temporary failure of Slack without telling anybody', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox);
    sandbox.slack.faults.add({ method: 'users.info', fault: 'http_500', times: 1 });
    await completeCallback(sandbox, callbackOf(waiting), approved(people.approver));
    const card = await endOf(sandbox, waiting, { stepMs: 1000 });
    expect(stateOf(card)).toBe('accepted');
    expect(linesOf(sandbox, card).join()).not.toContain('could not be verified');
  });

  it.each(['users.info', 'usergroups.users.list'])(
    'is nobody while Slack cannot say (%s)',
    async (method) => {
      const sandbox = product();
      const waiting = await ask(sandbox);
      sandbox.slack.faults.add({ method, fault: 'http_500', times: 20 });
      await completeCallback(sandbox, callbackOf(waiting), approved(people.groupApprover));
      await passTime(sandbox, () => linesOf(sandbox, waiting).length > 1, { stepMs: 1000 });
      sandbox.slack.faults.clear();

      const card = now(sandbox, waiting);
      expect(stateOf(card)).toBe('waiting');
      expect(linesOf(sandbox, card).at(-1)).toContain('could not be verified with Slack');
      expect(initCallsSince(sandbox, waiting)).toEqual([]);
      await press(sandbox, people.approver, card, 'approve');
      expect(wordsOf(await endOf(sandbox, card))).toContain('Accepted: 412 orders');
    },
  );
});

function expectStillWaiting(card: Message): void {
  const again = now(product(), card);
  expect(stateOf(again)).toBe('waiting');
  expect(linesOf(product(), again).at(-1)).toMatch(
    /but sent a decision that cannot be read\. Still waiting\.$/,
  );
  expect(initCallsSince(product(), card)).toEqual([]);
}

/** A click by anyone and the response. For people whom Slack lets do nothing, the click is forged. */
async function clickAs(
  sandbox: Sandbox,
  userId: string,
  card: Message,
  actionId: string,
): Promise<string> {
  const user = sandbox.slack.workspace.user(userId);
  if (user !== undefined && !user.deleted && !user.is_bot)
    return toldBy(sandbox, userId, () => click(sandbox, userId, card, actionId));
  const other = people.secondRequester;
  const recorded = await click(sandbox, other, card, actionId);
  const payload = new URLSearchParams(recorded.body).get('payload') ?? '';
  const forged = payload.replace(`"user":{"id":"${other}"`, `"user":{"id":"${userId}"`);
  expect(forged).not.toBe(payload);
  const body = new URLSearchParams({ payload: forged }).toString();
  return toldBy(sandbox, other, () => sandbox.slack.client.redeliver({ ...recorded, body }));
}
