import { cards, until } from '@doo-repush/sandbox/driver';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { describe, expect, it } from 'vitest';
import { productForFile } from '../../../support/product-for-file.ts';
import {
  ANSWERS_KEPT_MS,
  ask,
  executionOf,
  passTime,
  press,
  stateOf,
  submitted,
} from '../../../support/requests.ts';

const product = productForFile();

const WORD = /^Still checking your request: .* No approver has been asked yet\. .*Ref \w{6}$/;
const WORD_WITHIN_MS = 10_000;

function toldSince(sandbox: Sandbox, before: number): readonly string[] {
  const { client } = sandbox.slack;
  return client
    .directMessages(people.requester)
    .slice(before)
    .map(({ text }) => text);
}

/** Submits once the functions keep nothing any more, and gives the number of messages before. */
async function submitUnder(sandbox: Sandbox, trouble: () => unknown): Promise<number> {
  await ask(sandbox);
  await sandbox.clock.advance(ANSWERS_KEPT_MS);
  await trouble();
  return sandbox.slack.client.directMessages(people.requester).length;
}

describe('a check that takes longer than a person waits without a word', () => {
  it.each([
    ['doo', ({ doo }: Sandbox) => doo.faults.set('list', { kind: 'hang' }, { calls: 1 })],
    [
      'Slack',
      ({ slack }: Sandbox) => slack.faults.add({ method: 'usergroups.users.list', fault: 'hang' }),
    ],
  ])(
    'tells the requester within 10 s that it goes on, once, and then where the card is: %s',
    async (_title, trouble) => {
      const sandbox = product();
      const before = await submitUnder(sandbox, () => trouble(sandbox));
      const cardsBefore = cards(sandbox).length;
      const startMs = performance.now();
      const submitting = submitted(sandbox);
      expect(await until('a word', () => toldSince(sandbox, before)[0])).toMatch(WORD);
      expect(performance.now() - startMs).toBeLessThan(WORD_WITHIN_MS);
      expect(cards(sandbox)).toHaveLength(cardsBefore);

      await submitting;
      const card = cards(sandbox)[cardsBefore];
      if (card === undefined) throw new Error('no card');
      const told = toldSince(sandbox, before).filter((text) => !text.includes('last 24 hours'));
      const link = `https://[^|]+/p${card.ts.replace('.', '')}`;
      expect(told).toEqual([
        expect.stringMatching(new RegExp(`^Checked: your request is now in <#\\w+> .*<${link}\\|`)),
      ]);
      expect(stateOf(await press(sandbox, people.approver, card, 'approve'))).toBe('accepted');
    },
  );

  it('says why there is no card where it fails in the end, and that it has ended', async () => {
    const sandbox = product();
    const before = await submitUnder(sandbox, () =>
      sandbox.doo.faults.set('list', { kind: 'status_500' }),
    );
    await submitted(sandbox);
    await passTime(sandbox, () => toldSince(sandbox, before).length > 1, { stepMs: 1_000 });
    await sandbox.lambda.idle();
    expect(toldSince(sandbox, before)).toEqual([
      expect.stringMatching(/^Your request wasn't sent for approval: another message/),
      expect.stringContaining('(500)'),
    ]);
  });
});

it('a check that takes no longer says nothing', async () => {
  const sandbox = product();
  const card = await ask(sandbox);
  const names = executionOf(sandbox, card).operations.map(({ name }) => name);
  expect(names).toContain('check');
  expect(names).not.toContain('tell check goes on');
});
