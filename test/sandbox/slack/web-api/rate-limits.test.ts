import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { WebAPIRateLimitedError } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type StartedSlack, startSlack } from '../../../support/started-slack.ts';

let started: StartedSlack;
beforeEach(async () => {
  started = await startSlack({ rateLimits: true });
});
afterEach(() => started.slack.stop());

const post = (channel: string = people.approvals) =>
  started.api.chat.postMessage({ channel, text: 'hello' });
const lookUp = () => started.api.usergroups.users.list({ usergroup: people.approverGroup });

async function secondsToWait(call: Promise<unknown>): Promise<number> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof WebAPIRateLimitedError)) throw new Error(`not limited: ${String(error)}`);
  return error.retryAfter;
}

describe('with rate limits on', () => {
  it('one message a second goes to a channel, whatever goes to others', async () => {
    await post();
    await post(people.requester);
    expect(await secondsToWait(post())).toBe(1);
    started.clock.advance(1000);
    await post();
    expect(started.slack.client.messages(people.approvals)).toHaveLength(2);
    expect(started.slack.calls.map(({ error }) => error)).toEqual([
      null,
      null,
      'ratelimited',
      null,
    ]);
  });

  it('a method of tier 2 takes 20 calls a minute, and tells how long to wait', async () => {
    for (let call = 0; call < 20; call += 1) await lookUp();
    started.clock.advance(15_000);
    expect(await secondsToWait(lookUp())).toBe(45);
    started.clock.advance(45_000);
    await lookUp();
  });

  it('refused calls do not count, and other methods go on', async () => {
    await post();
    started.clock.advance(600);
    expect(await secondsToWait(post())).toBe(1);
    await started.api.users.info({ user: people.approver });
    started.clock.advance(400);
    await post();
  });
});

it('rate limits are off unless switched on, and forget when switched', async () => {
  started.slack.rateLimits.change(false);
  await post();
  await post();
  started.slack.rateLimits.change(true);
  await post();
  expect(await secondsToWait(post())).toBe(1);
  started.slack.rateLimits.change(false);
  await post();
  const other = await startSlack();
  expect(other.slack.rateLimits.on).toBe(false);
  await other.slack.stop();
});
