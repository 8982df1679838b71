import { click, until } from '@doo-repush/sandbox/driver';
import { findElement } from '@doo-repush/sandbox/slack/blocks/parts';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { describe, expect, it } from 'vitest';
import { answerAll, answerCall, askedFor, IDS, whileSending } from '../../../support/being-sent.ts';
import {
  CALLBACK_FAILURES,
  callbackOf,
  completeCallback,
  failCallback,
  HUGE_TEXT,
} from '../../../support/callbacks.ts';
import { killAt } from '../../../support/kill-at.ts';
import { productForFile } from '../../../support/product-for-file.ts';
import {
  ask,
  endOf,
  executionOf,
  factsOf,
  linesOf,
  now,
  press,
  stateOf,
  wordsOf,
} from '../../../support/requests.ts';

const product = productForFile();

/** Presses *Stop the rest*, on the card as it was seen: what the person is told privately. */
async function stopAs(userId: string, seen: Message): Promise<string> {
  const sandbox = product();
  const before = sandbox.slack.client.ephemerals(userId).length;
  await click(sandbox, userId, seen, 'stop');
  const told = sandbox.slack.client.ephemerals(userId).slice(before);
  return told.map(({ text }) => text).join('\n');
}

async function endOfSending(card: Message): Promise<Message> {
  await answerAll(product());
  return endOf(product(), card, { stepMs: 1_000 });
}

function linesLike(card: Message, pattern: RegExp): readonly string[] {
  return linesOf(product(), card).filter((line) => pattern.test(line));
}

/** Once AWS has taken the completion of the callback of *Stop the rest*. */
function untilTaken(card: Message): Promise<true> {
  return until('the completion of the callback', () =>
    executionOf(product(), card).operations.some(
      ({ name, status }) =>
        name?.startsWith('stop') && (status === 'SUCCEEDED' || status === 'FAILED'),
    )
      ? true
      : undefined,
  );
}

function hasStop(card: Message): boolean {
  return findElement(card.blocks ?? [], 'stop') !== undefined;
}

describe('Stop the rest', () => {
  it.each([
    ['the person who asked', people.requester],
    ['another approver', people.groupApprover],
  ])('by %s ends the sending after the call that is being made', async (_who, userId) => {
    const begun = await whileSending(product(), 2);
    expect(stateOf(begun)).toBe('sending');
    expect(hasStop(begun)).toBe(true);
    expect(await stopAs(userId, begun)).toMatch(/^Stopping\. .* the rest won't be sent/);

    const card = await endOfSending(begun);
    expect(askedFor(product(), card)).toEqual(['41231', '41232']);
    expect(stateOf(card)).toBe('partly_accepted');
    expect(hasStop(card)).toBe(false);
    expect(wordsOf(card)).toMatch(
      new RegExp(`<@${userId}> stopped the rest .*: 4 of 6 weren't sent\\.`),
    );
    expect(wordsOf(card)).toContain('Partly accepted: 2 of 6 events, 430 orders');
    expect(wordsOf(card)).toContain('Not sent (stopped): ');
    expect(factsOf(card)).toMatchObject({ stopped_by: userId, outcomes: 'a412 a18 n n n n' });
    expect(linesLike(card, /^Stopped/)).toEqual([
      expect.stringMatching(/^Stopped <!date.*: 4 events weren't sent\.$/),
    ]);
    expect(
      linesLike(card, /^Event 41231/)[0]
        ?.split('\n')
        .at(-2),
    ).toBe('Event 900003: Not sent: stopped.');
  });

  it('by people who may not is answered privately, and the sending goes on', async () => {
    const begun = await whileSending(product(), 1);
    for (const [userId, why] of [
      [people.secondRequester, 'is not an approver'],
      [people.guest, 'is a guest of this workspace'],
      [people.outsider, 'belongs to another workspace'],
    ] as const) {
      const told = await stopAs(userId, begun);
      expect(told).toContain(why);
      expect(told).toContain(`<@${people.requester}> or an approver (<@${people.approver}>`);
    }
    const card = await endOfSending(begun);
    expect(askedFor(product(), card)).toEqual(IDS);
    expect(linesLike(card, / too late /)).toEqual([]);
  });

  it('past the slack function is judged by the workflow, which gives the button a new callback', async () => {
    const sandbox = product();
    const begun = await whileSending(sandbox, 1);
    const first = callbackOf(begun, 'stop');
    const by = people.secondRequester;
    const forged = completeCallback(sandbox, first, JSON.stringify({ v: 1, stop: true, by }));
    await untilTaken(begun);
    expect(await stopAs(people.requester, begun)).toMatch(/^Another stop is being processed/);
    await answerCall(sandbox, begun, 2);
    await answerCall(sandbox, begun, 3);
    const fresh = await until('a new button', () => {
      const card = now(sandbox, begun);
      return callbackOf(card, 'stop') === first ? undefined : card;
    });
    expect(await stopAs(people.requester, fresh)).toMatch(/^Stopping/);
    const card = await endOfSending(begun);
    await forged;
    expect(askedFor(sandbox, card)).toEqual(IDS.slice(0, 3));
    expect(linesLike(card, / tried to stop it /)).toEqual([
      expect.stringMatching(`<@${by}> .* but is not an approver\\. The sending went on\\.$`),
    ]);
  });

  it.each([
    ['no JSON', (id: string) => completeCallback(product(), id, 'no JSON')],
    ['the words of a time-out', (id: string) => completeCallback(product(), id, 'timed out')],
    ['the largest text', (id: string) => completeCallback(product(), id, HUGE_TEXT)],
    ['a failure', (id: string) => failCallback(product(), id, CALLBACK_FAILURES[1] ?? {})],
  ])('that cannot be read (%s) is refused, and nothing is lost', async (_what, send) => {
    const sandbox = product();
    const begun = await whileSending(sandbox, 1);
    const completed = send(callbackOf(begun, 'stop'));
    await untilTaken(begun);
    await answerCall(sandbox, begun, 2);
    const card = await endOfSending(begun);
    await completed;
    expect(askedFor(sandbox, card)).toEqual(IDS);
    expect(linesLike(card, / tried to stop it /)).toEqual([
      expect.stringContaining('but sent a stop that cannot be read'),
    ]);
  });

  it('that cannot be read and comes with the last call leaves the request as it ended', async () => {
    const sandbox = product();
    const begun = await whileSending(sandbox, IDS.length);
    const completed = completeCallback(sandbox, callbackOf(begun, 'stop'), HUGE_TEXT);
    await untilTaken(begun);
    const card = await endOfSending(begun);
    await completed;
    expect(askedFor(sandbox, card)).toEqual(IDS);
    expect(linesLike(card, / too late /)).toEqual([
      expect.stringMatching(/^Someone pressed .* too late/),
    ]);
  });

  it('comes too late when nothing is being sent any more, and says so', async () => {
    const begun = structuredClone(await whileSending(product(), 1));
    const card = await endOfSending(begun);
    expect(await stopAs(people.requester, begun)).toMatch(
      /^Too late to stop: nothing is being sent any more/,
    );
    expect(now(product(), card)).toEqual(card);
  });

  it('with the last call stops nothing, which the thread tells', async () => {
    const begun = await whileSending(product(), IDS.length);
    expect(await stopAs(people.requester, begun)).toMatch(/^Stopping/);
    const card = await endOfSending(begun);
    expect(askedFor(product(), card)).toEqual(IDS);
    expect(wordsOf(card)).not.toContain('stopped the rest');
    expect(linesLike(card, / too late /)).toEqual([
      expect.stringMatching(/^<@U0RENEREQU> pressed .* too late .*: every event was already/),
    ]);
  });

  it('is followed while doo has no room for calls, without waiting for it', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox, { eventIds: IDS.join(' ') });
    await sandbox.doo.faults.set('init', { kind: 'status_429', retryAfter: '900' });
    const begun = await press(sandbox, people.approver, waiting, 'approve');
    expect(stateOf(begun)).toBe('sending');
    await stopAs(people.requester, begun);
    await sandbox.lambda.idle();
    const card = now(sandbox, begun);
    expect(stateOf(card)).toBe('not_sent');
    expect(executionOf(sandbox, card).status).toBe('SUCCEEDED');
    expect(askedFor(sandbox, card)).toEqual(['41231']);
  });

  it.each(['send 3 call 1', 'judge stop 1', 'show end'])(
    'counts as before when the process is killed after "%s"',
    async (name) => {
      const sandbox = product();
      const begun = await whileSending(sandbox, 2);
      const killed = killAt(sandbox, { name, status: 'SUCCEEDED' });
      await stopAs(people.requester, begun);
      await answerAll(sandbox);
      await killed;
      const card = await endOf(sandbox, begun, { stepMs: 1_000 });
      expect(askedFor(sandbox, card)).toEqual(['41231', '41232']);
      expect(factsOf(card).outcomes).toBe('a412 a18 n n n n');
      expect(linesLike(card, /^Stopped/)).toHaveLength(1);
    },
  );

  it('is not offered for a single call', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox);
    const card = await press(sandbox, people.approver, waiting, 'approve');
    const callbacks = executionOf(sandbox, card).operations.filter(
      ({ type }) => type === 'CALLBACK',
    );
    expect(callbacks.map(({ name }) => name)).toEqual(['decision 1']);
  });
});

describe('a process that is killed in the middle of many calls', () => {
  it('goes on where it was, and only the interrupted call is unknown', async () => {
    const sandbox = product();
    const begun = await whileSending(sandbox, 3);
    await sandbox.hosts.repush.killAll();
    const card = await endOfSending(begun);
    expect(askedFor(sandbox, card)).toEqual(IDS);
    expect(factsOf(card).outcomes).toBe('a412 a18 u r r r');
  });
});
