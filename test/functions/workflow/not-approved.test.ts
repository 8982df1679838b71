import { click, submit } from '@doo-repush/sandbox/driver';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { describe, expect, it } from 'vitest';
import { startProduct } from '../../support/product.ts';
import { productForFile } from '../../support/product-for-file.ts';
import {
  ask,
  executionOf,
  factsOf,
  fillReason,
  HOUR_MS,
  hasButtons,
  initCallsSince,
  linesOf,
  now,
  press,
  reject,
  stateOf,
  toldBy,
  wordsOf,
} from '../../support/requests.ts';

const product = productForFile({ settings: { APPROVER_MENTION: people.approverGroup } });

describe('a request that is rejected', () => {
  it('shows on card and thread who rejected it and why, and sends nothing', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox);
    const card = await reject(sandbox, people.approver, waiting, 'The customer <has> it already');
    expect(stateOf(card)).toBe('rejected');
    expect(hasButtons(card)).toBe(false);
    const reason = 'The customer &lt;has&gt; it already';
    expect(wordsOf(card)).toMatch(new RegExp(`<@${people.approver}> rejected it .*: `));
    expect(wordsOf(card)).toContain(`${reason}\nNothing was sent.`);
    expect(linesOf(sandbox, card).at(-1)).toMatch(new RegExp(`^Rejected <!date.*: ${reason}$`));
    expect(initCallsSince(sandbox, waiting)).toEqual([]);
    expect(executionOf(sandbox, card).status).toBe('SUCCEEDED');
  });

  it('stays pending until a reason is given', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox);
    await click(sandbox, people.approver, waiting, 'reject');
    await fillReason(sandbox, people.approver, '   ');
    const { outcome, errors } = await submit(sandbox, people.approver);
    expect([outcome, errors.reason]).toEqual(['errors', expect.stringContaining('Add a reason')]);
    await sandbox.lambda.idle();
    expect(stateOf(now(sandbox, waiting))).toBe('waiting');
  });
});

describe('a request that is cancelled', () => {
  it('is closed by the requester, and nothing is sent', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox);
    const card = await press(sandbox, people.requester, waiting, 'cancel');
    expect(stateOf(card)).toBe('cancelled');
    expect(hasButtons(card)).toBe(false);
    expect(wordsOf(card)).toMatch(/<@U0RENEREQU> cancelled it .* Nothing was sent\./);
    expect(linesOf(sandbox, card).at(-1)).toMatch(/^Cancelled <!date/);
    expect(initCallsSince(sandbox, waiting)).toEqual([]);
  });

  it.each([people.approver, people.secondRequester, people.guest])(
    'is not cancelled by anybody else (%s), who is told who can',
    async (userId) => {
      const sandbox = product();
      const waiting = await ask(sandbox);
      const told = await toldBy(sandbox, userId, () => click(sandbox, userId, waiting, 'cancel'));
      expect(told).toContain(`Only <@${people.requester}> can cancel this request.`);
      expect(now(sandbox, waiting)).toEqual(waiting);
    },
  );
});

describe('a request without a decision', () => {
  it('expires 24 hours after it was made, and says so on card and thread', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox);
    sandbox.clock.advance(24 * HOUR_MS - 60_000);
    await sandbox.lambda.idle();
    expect(stateOf(now(sandbox, waiting))).toBe('waiting');
    sandbox.clock.advance(60_000);
    await sandbox.lambda.idle();

    const card = now(sandbox, waiting);
    expect(stateOf(card)).toBe('expired');
    expect(hasButtons(card)).toBe(false);
    expect(wordsOf(card)).toMatch(
      /No one decided by .*Nothing was sent\. Still need it\? Ask again/,
    );
    expect(linesOf(sandbox, card).at(-1)).toMatch(
      /^Expired .* Nothing was sent\. <@U0RENEREQU>, still need it\? /,
    );
    expect(executionOf(sandbox, card).status).toBe('SUCCEEDED');
    const told = await toldBy(sandbox, people.approver, () =>
      click(sandbox, people.approver, waiting, 'approve'),
    );
    expect(told).toBe(
      'This request expired. Nothing was sent. Still need it? Edit and ask again on its card.',
    );
    expect(initCallsSince(sandbox, waiting)).toEqual([]);
  });

  it('expires after APPROVAL_TIMEOUT_HOURS if that is set', async () => {
    const sandbox = await startProduct({ settings: { APPROVAL_TIMEOUT_HOURS: '0.5' } });
    const waiting = await ask(sandbox);
    expect(Number(factsOf(waiting).expires_at) - Number(factsOf(waiting).asked_at)).toBe(1800);
    sandbox.clock.advance(0.5 * HOUR_MS - 5_000);
    await sandbox.lambda.idle();
    expect(stateOf(now(sandbox, waiting))).toBe('waiting');
    sandbox.clock.advance(5_000);
    await sandbox.lambda.idle();
    expect(stateOf(now(sandbox, waiting))).toBe('expired');
  });
});

describe('the people notified about a new card', () => {
  it('are mentioned once, and not again when it is decided', async () => {
    const sandbox = product();
    const mention = `<!subteam^${people.approverGroup}>`;
    const waiting = await ask(sandbox);
    expect(wordsOf(waiting).split(mention)).toHaveLength(2);
    expect(waiting.text).not.toContain(mention);
    const card = await press(sandbox, people.approver, waiting, 'approve');
    expect(wordsOf(card)).not.toContain(mention);
  });
});
