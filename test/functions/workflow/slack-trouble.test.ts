import { cards, click } from '@doo-repush/sandbox/driver';
import { addBotMessage, removeMessage } from '@doo-repush/sandbox/slack/workspace/messages';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { afterEach, describe, expect, it } from 'vitest';
import { productForFile } from '../../support/product-for-file.ts';
import {
  ANSWERS_KEPT_MS,
  ask,
  endOf,
  executionOf,
  factsOf,
  hasButtons,
  initCallsSince,
  isReported,
  linesOf,
  now,
  passTime,
  press,
  stateOf,
  submitted,
  wordsOf,
} from '../../support/requests.ts';

const product = productForFile();

afterEach(() => {
  const channel = product().slack.workspace.channel(people.approvals);
  if (channel === undefined) return;
  channel.kind = 'public';
  if (!channel.members.includes(people.botUser)) channel.members.push(people.botUser);
});

const ALL_LINES = [
  expect.stringMatching(/^Asked/),
  expect.stringMatching(/^Approved/),
  expect.stringMatching(/^Event 41231: doo accepted 412 orders.*\nWe'll ask/),
];

describe('a card whose post fails', () => {
  it.each(['http_500', 'reset_before', 'reset_after'] as const)(
    'is one card in the end (%s)',
    async (fault) => {
      const sandbox = product();
      const before = cards(sandbox).length;
      sandbox.slack.faults.add({ method: 'chat.postMessage', fault });
      await submitted(sandbox);
      await passTime(
        sandbox,
        () => {
          const card = cards(sandbox)[before];
          return card !== undefined && hasButtons(card);
        },
        { stepMs: 1_000 },
      );
      expect(cards(sandbox)).toHaveLength(before + 1);
      const [waiting] = cards(sandbox).slice(before);
      if (waiting === undefined) throw new Error('no card');
      const card = await press(sandbox, people.approver, waiting, 'approve');
      expect(stateOf(card)).toBe('accepted');
      expect(cards(sandbox)).toHaveLength(before + 1);
      expect(linesOf(sandbox, card)).toEqual(ALL_LINES);
    },
  );
});

describe('a card whose post reaches Slack after its retry', () => {
  const posted = async () => {
    const sandbox = product();
    const before = cards(sandbox).length;
    sandbox.slack.faults.add({ method: 'chat.postMessage', fault: 'reset_before' });
    await submitted(sandbox);
    const ownCards = () => cards(sandbox).slice(before);
    await passTime(sandbox, () => ownCards().some(hasButtons), {
      stepMs: 1_000,
    });
    const [card] = ownCards();
    if (card === undefined) throw new Error('no card');
    const { text, blocks = [], metadata } = structuredClone(card);
    const late = addBotMessage(sandbox.slack.workspace, people.approvals, {
      text,
      blocks,
      ...(metadata && { metadata }),
    });
    const lateNow = () =>
      sandbox.slack.client.messages(people.approvals).find(({ ts }) => ts === late.ts) ?? late;
    return { sandbox, card, late, lateNow, ownCards };
  };

  it('takes one decision, whichever duplicate it is made on, and one card stays', async () => {
    const { sandbox, card, late, lateNow, ownCards } = await posted();
    expect(ownCards()).toHaveLength(2);
    await click(sandbox, people.approver, late, 'approve');
    const ended = await endOf(sandbox, card);
    expect(stateOf(ended)).toBe('accepted');
    expect(initCallsSince(sandbox, card)).toHaveLength(1);
    expect(ownCards().map(({ ts }) => ts)).toEqual([card.ts]);
    expect(lateNow().text).toContain('Duplicate.');
    expect(lateNow().metadata).toEqual({
      event_type: 'doo_repush_copy',
      event_payload: {
        v: 1,
        execution: factsOf(card).execution,
        execution_arn: factsOf(card).execution_arn,
        card: card.ts,
      },
    });
    expect(hasButtons(lateNow())).toBe(false);
  });

  it('leaves no buttons that nothing answers after a refused decision', async () => {
    const { sandbox, card, late, lateNow } = await posted();
    const { arn } = executionOf(sandbox, card);
    sandbox.slack.faults.add({ method: 'users.info', fault: { error: 'fatal_error' }, times: 3 });
    await click(sandbox, people.approver, late, 'approve');
    await passTime(sandbox, () => !hasButtons(lateNow()), { stepMs: 1_000, steps: 60 });
    expect(hasButtons(now(sandbox, card))).toBe(true);
    expect(sandbox.lambda.execution(arn).status).toBe('RUNNING');
  });

  it('does not hold up the report if the channel cannot be read', async () => {
    const { sandbox, card, ownCards } = await posted();
    await click(sandbox, people.approver, card, 'approve');
    sandbox.slack.faults.add({
      method: 'conversations.history',
      fault: { error: 'fatal_error' },
      times: 60,
    });
    await passTime(sandbox, () => isReported(sandbox, card), { stepMs: 1_000, steps: 90 });
    expect(ownCards()).toHaveLength(2);
    sandbox.slack.faults.clear();
  });
});

describe('a thread line whose response is lost', () => {
  it('is posted once', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox);
    sandbox.slack.faults.add({ method: 'chat.postMessage', fault: 'reset_after', times: 3 });
    await click(sandbox, people.approver, waiting, 'approve');
    const card = await endOf(sandbox, waiting, { stepMs: 1_000 });
    expect(linesOf(sandbox, card)).toEqual(ALL_LINES);
  });
});

describe('a thread line whose response is lost, and that cannot be looked up in time', () => {
  it('is posted once', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox);
    sandbox.slack.faults.add({ method: 'chat.postMessage', fault: 'reset_after' });
    sandbox.slack.faults.add({ method: 'conversations.replies', fault: 'http_500', times: 5 });
    await click(sandbox, people.approver, waiting, 'approve');
    const card = await endOf(sandbox, waiting, { stepMs: 1_000 });
    expect(linesOf(sandbox, card)).toEqual(ALL_LINES);
  });
});

describe('Slack being unavailable after the approval', () => {
  it('neither delays the call by more than a few minutes nor loses its result', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox);
    for (const method of ['chat.update', 'chat.postMessage'])
      sandbox.slack.faults.add({ method, fault: 'http_500', times: 15 });
    await click(sandbox, people.approver, waiting, 'approve');
    const card = await endOf(sandbox, waiting, { stepMs: 5_000, steps: 5_000 });

    expect(stateOf(card)).toBe('accepted');
    expect(wordsOf(card)).toContain('Accepted: 412 orders');
    expect(linesOf(sandbox, card)).toEqual(ALL_LINES);
    const [call, ...others] = initCallsSince(sandbox, waiting);
    expect(others).toEqual([]);
    const approvedAtMs = Number(factsOf(card).decided_at) * 1000;
    expect(Number(call?.atMs) - approvedAtMs).toBeLessThan(5 * 60_000);
    const ended = sandbox.logs.filter(
      ({ line }) =>
        line.includes('"target_ended"') && line.includes(String(factsOf(card).reference)),
    );
    expect(ended).toHaveLength(1);
  });
});

describe('a deleted card', () => {
  it('is replaced by one that shows what became of the request', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox);
    const before = cards(sandbox).length;
    removeMessage(sandbox.slack.workspace, people.approvals, waiting.ts);
    await click(sandbox, people.approver, waiting, 'approve');
    await sandbox.lambda.idle();

    expect(cards(sandbox)).toHaveLength(before);
    const [card] = cards(sandbox).slice(-1);
    if (card === undefined) throw new Error('no card');
    expect(factsOf(card).execution).toBe(factsOf(waiting).execution);
    expect(stateOf(card)).toBe('accepted');
    expect(wordsOf(card)).toContain('Reposted: someone deleted the original');
    expect(linesOf(sandbox, card)).toEqual([
      expect.stringMatching(/^Someone deleted the card, so here's a new one/),
      ...ALL_LINES.slice(1),
    ]);
    expect(initCallsSince(sandbox, waiting)).toHaveLength(1);
  });
});

describe('a deleted card whose replacement may or may not have been posted', () => {
  it('ends up as one card, which shows the end', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox);
    const before = cards(sandbox).length;
    removeMessage(sandbox.slack.workspace, people.approvals, waiting.ts);
    sandbox.slack.faults.add({ method: 'chat.postMessage', fault: 'reset_after' });
    sandbox.slack.faults.add({ method: 'conversations.history', fault: 'http_500', times: 5 });
    await click(sandbox, people.approver, waiting, 'approve');
    const own = () =>
      cards(sandbox).filter((card) => factsOf(card).execution === factsOf(waiting).execution);
    await passTime(sandbox, () => own().some((card) => isReported(sandbox, card)), {
      stepMs: 5_000,
    });

    expect(own().map(stateOf)).toEqual(['accepted']);
    expect(cards(sandbox)).toHaveLength(before);
    expect(own().map(wordsOf).join()).toContain('Reposted: someone deleted');
  });
});

describe('a thread that administrators have locked', () => {
  it('does not hold up what follows the report', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox);
    const error = 'restricted_action_thread_locked';
    sandbox.slack.faults.add({ method: 'chat.postMessage', fault: { error }, times: 100 });
    await click(sandbox, people.approver, waiting, 'approve');
    const reported = () =>
      executionOf(sandbox, waiting).operations.find(({ name }) =>
        name?.startsWith('line outcomes'),
      );
    await passTime(sandbox, () => reported()?.status === 'SUCCEEDED', { stepMs: 1_000, steps: 10 });
    expect(stateOf(now(sandbox, waiting))).toBe('accepted');
  });
});

describe('an app that was removed from its private channel', () => {
  it('sends what was approved, and reports the result to the requester', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox);
    const { client, workspace } = sandbox.slack;
    const channel = workspace.channel(people.approvals);
    if (channel === undefined) throw new Error('no channel');
    channel.kind = 'private';
    channel.members = channel.members.filter((id) => id !== people.botUser);
    await click(sandbox, people.approver, waiting, 'approve');
    await passTime(sandbox, () => executionOf(sandbox, waiting).status !== 'RUNNING', {
      stepMs: 10_000,
      steps: 2_000,
    });

    expect(initCallsSince(sandbox, waiting)).toHaveLength(1);
    const [told] = client.directMessages(people.requester).slice(-1);
    expect(told?.text).toContain(`We couldn't update the card in <#${people.approvals}>`);
    expect(told && wordsOf(told)).toContain('Accepted: 412 orders');
  });
});

describe('a requester whom Slack cannot reach for hours', () => {
  it('is told once, as soon as Slack can', async () => {
    const sandbox = product();
    const { client, faults } = sandbox.slack;
    await press(sandbox, people.requester, await ask(sandbox), 'cancel');
    const before = client.directMessages(people.requester).length;
    sandbox.clock.advance(ANSWERS_KEPT_MS);
    await sandbox.doo.faults.set('list', { kind: 'status_403' });
    faults.add({ method: 'conversations.open', fault: 'reset_before', times: 20 });
    await submitted(sandbox);
    const told = () => client.directMessages(people.requester).slice(before);
    await passTime(sandbox, () => told().length > 0, { stepMs: 60_000, steps: 600 });
    await passTime(sandbox, () => sandbox.lambda.executions().at(-1)?.status !== 'RUNNING');
    expect(told().map(({ text }) => text)).toEqual([
      expect.stringContaining("wasn't sent for approval"),
    ]);
  });
});
