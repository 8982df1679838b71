import { click } from '@doo-repush/sandbox/driver';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { describe, expect, it } from 'vitest';
import { callbackOf, completeCallback } from '../../support/callbacks.ts';
import { productForFile } from '../../support/product-for-file.ts';
import {
  ask,
  executionOf,
  HOUR_MS,
  initCallsSince,
  linesOf,
  MINUTE_MS,
  now,
  passTime,
  stateOf,
  wordsOf,
} from '../../support/requests.ts';

const product = productForFile({ settings: { APPROVAL_TIMEOUT_HOURS: '0.5' } });

const by = (decision: string, more = {}) =>
  JSON.stringify({ v: 1, decision, by: people.approver, ...more });

/** Completes the callback a minute before the request expires; Slack verifies people only afterwards. */
async function judgedLate(result: string) {
  const sandbox = product();
  const waiting = await ask(sandbox);
  sandbox.clock.advance(0.5 * HOUR_MS - MINUTE_MS);
  await sandbox.lambda.idle();
  sandbox.slack.faults.add({ method: 'users.info', fault: 'reset_before', times: 2 });
  await completeCallback(sandbox, callbackOf(waiting), result);
  sandbox.clock.advance(MINUTE_MS);
  await passTime(sandbox, () => executionOf(sandbox, waiting).status !== 'RUNNING', {
    stepMs: 1_000,
    steps: 60,
  });
  return now(sandbox, waiting);
}

describe('an approval that is judged only after the request has expired', () => {
  it('sends nothing, and card and thread say why', async () => {
    const sandbox = product();
    const card = await judgedLate(by('approved'));
    expect(initCallsSince(sandbox, card)).toEqual([]);
    expect(stateOf(card)).toBe('expired');
    const words = new RegExp(`<@${people.approver}> approved too late.* Nothing was sent\\.`);
    expect(wordsOf(card)).toMatch(words);
    expect(linesOf(sandbox, card).at(-1)).toMatch(words);
    expect(linesOf(sandbox, card).at(-1)).toContain(`<@${people.requester}>, still need it?`);
  });
});

describe('a rejection that was in time but is judged after the request has expired', () => {
  it('counts, which preserves its reason', async () => {
    const card = await judgedLate(by('rejected', { reason: 'Not during the sale' }));
    expect(stateOf(card)).toBe('rejected');
    expect(wordsOf(card)).toContain('Not during the sale');
  });
});

describe('a decision while the requester cannot be told about a repeated request', () => {
  it('is judged within minutes', async () => {
    const sandbox = product();
    await ask(sandbox);
    sandbox.slack.faults.add({ method: 'conversations.open', fault: 'http_500', times: 30 });
    const waiting = await ask(sandbox);
    await click(sandbox, people.approver, waiting, 'approve');
    await passTime(sandbox, () => initCallsSince(sandbox, waiting).length > 0, {
      stepMs: 5_000,
      steps: 48,
    });
  });
});
