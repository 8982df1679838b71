import type { Fault } from '@doo-repush/sandbox/slack/faults';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { WebAPIHTTPError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type StartedSlack, startSlack } from '../../../support/started-slack.ts';

let started: StartedSlack;
beforeEach(async () => {
  started = await startSlack();
});
afterEach(() => started.slack.stop());

const post = () => started.api.chat.postMessage({ channel: people.approvals, text: 'hello' });
const posted = () => started.slack.client.messages(people.approvals).length;
const plan = (fault: Fault, times = 1) =>
  started.slack.faults.add({ method: 'chat.postMessage', fault, times });

describe('a fault', () => {
  it('refuses with 429 and Retry-After, as often as it was asked to', async () => {
    plan({ error: 'ratelimited', retryAfterSeconds: 30 }, 2);
    for (const _attempt of [1, 2]) {
      await expect(post()).rejects.toSatisfy(
        (error) => error instanceof WebAPIRateLimitedError && error.retryAfter === 30,
      );
    }
    await post();
    expect(posted()).toBe(1);
  });

  it('refuses by any error name, without acting', async () => {
    plan({ error: 'invalid_auth' });
    await expect(post()).rejects.toMatchObject({ data: { error: 'invalid_auth' } });
    expect(posted()).toBe(0);
    expect(started.slack.calls).toMatchObject([{ ok: false, error: 'invalid_auth' }]);
  });

  it('answers HTTP 500 without acting', async () => {
    plan('http_500');
    await expect(post()).rejects.toBeInstanceOf(WebAPIHTTPError);
    expect(posted()).toBe(0);
  });

  it('resets the connection before or after acting', async () => {
    plan('reset_before');
    await expect(post()).rejects.toBeInstanceOf(WebAPIRequestError);
    expect(posted()).toBe(0);
    plan('reset_after');
    await expect(post()).rejects.toBeInstanceOf(WebAPIRequestError);
    expect(posted()).toBe(1);
  });

  it('hangs until Slack stops, and does not hold it up', async () => {
    plan('hang');
    const hanging = expect(post()).rejects.toBeInstanceOf(WebAPIRequestError);
    await expect.poll(() => started.slack.calls.length, { interval: 2 }).toBe(1);
    expect(started.slack.calls).toMatchObject([{ ok: false, error: 'hang' }]);
    await started.slack.stop();
    await hanging;
    expect(posted()).toBe(0);
  });

  it('meets only its own method', async () => {
    started.slack.faults.add({ method: 'chat.update', fault: 'http_500' });
    await post();
    expect(posted()).toBe(1);
  });
});
