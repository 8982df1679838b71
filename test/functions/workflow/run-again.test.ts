import { cards, click, enter, submit } from '@doo-repush/sandbox/driver';
import { addBotMessage } from '@doo-repush/sandbox/slack/workspace/messages';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { describe, expect, it } from 'vitest';
import { productForFile } from '../../support/product-for-file.ts';
import { changedInteraction } from '../../support/raw-delivery.ts';
import {
  ask,
  factsOf,
  initCallsSince,
  linesOf,
  now,
  press,
  reject,
  stateOf,
  wordsOf,
} from '../../support/requests.ts';

const product = productForFile();

/** Reruns a card's request with changes; returns the new card. */
async function runAgain(
  card: Message,
  entries: Parameters<typeof enter>[2] = {},
  forge: (body: string) => string = (body) => body,
): Promise<Message> {
  const sandbox = product();
  const before = cards(sandbox).length;
  await click(sandbox, people.requester, card, 'again');
  await enter(sandbox, people.requester, { ...entries, reason: ' ' });
  const { deliveries } = await submit(sandbox, people.requester);
  const [held] = deliveries;
  if (held === undefined) throw new Error('nothing was submitted');
  const reason = entries.reason ?? 'CRM outage on Friday';
  const body = forge(
    changedInteraction(held.body, (payload) =>
      JSON.parse(JSON.stringify(payload).replace('"value":" "', `"value":"${reason}"`)),
    ),
  );
  await sandbox.slack.client.redeliver({ ...held, body });
  await sandbox.lambda.idle();
  const posted = cards(sandbox)[before];
  if (posted === undefined) throw new Error('no card');
  return posted;
}

describe('a rerun', () => {
  it('links to the earlier card, says what changed, and is linked from there', async () => {
    const sandbox = product();
    const first = await press(sandbox, people.approver, await ask(sandbox), 'approve');
    const second = await runAgain(first, { eventIds: '41232', reason: 'Once more' });
    expect(stateOf(second)).toBe('waiting');
    expect(wordsOf(second)).toMatch(
      new RegExp(
        `Repeat of <https://[^|]+/p${first.ts.replace('.', '')}\\|${factsOf(first).reference}>, ` +
          'changed: events added: 41232; events left out: 41231; reason\\.',
      ),
    );
    expect(factsOf(second)).toMatchObject({
      previous_ts: first.ts,
      previous_reference: factsOf(first).reference,
    });
    const forward = linesOf(sandbox, now(sandbox, first)).at(-1);
    expect(forward).toMatch(
      new RegExp(
        `^<@U0RENEREQU> asked for this again: <https://.*p${second.ts.replace('.', '')}\\|`,
      ),
    );
    expect(initCallsSince(sandbox, second)).toEqual([]);
    const sent = await press(sandbox, people.approver, second, 'approve');
    expect(stateOf(sent)).toBe('accepted');
    expect(initCallsSince(sandbox, second)).toMatchObject([{ body: { event_id: 41232 } }]);
  });

  it('says if nothing was changed', async () => {
    const sandbox = product();
    const first = await reject(sandbox, people.approver, await ask(sandbox), 'Not now');
    expect(wordsOf(await runAgain(first))).toMatch(/Repeat of .*, unchanged\./);
  });

  it('requests the events that were not sent, and says that the others are left out', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox, { eventIds: '41231 41232' });
    await sandbox.doo.faults.set('init', { kind: 'status_422' }, { calls: 1 });
    const first = await press(sandbox, people.approver, waiting, 'approve');
    expect(factsOf(first)).toMatchObject({ state: 'partly_accepted', outcomes: 'r a18' });
    const second = await runAgain(first);
    expect(factsOf(second)).toMatchObject({ event_ids: '41231' });
    expect(wordsOf(second)).toContain(', changed: events left out: 41232.');
    await press(sandbox, people.approver, second, 'approve');
    expect(initCallsSince(sandbox, second)).toMatchObject([{ body: { event_id: 41231 } }]);
  });

  it('says nothing about a card that is missing, not ours, or not the one that was claimed', async () => {
    const sandbox = product();
    const first = await press(sandbox, people.requester, await ask(sandbox), 'cancel');
    const { workspace } = sandbox.slack;
    const other = addBotMessage(workspace, people.approvals, { text: 'Hello' });
    const metadata = now(sandbox, first).metadata;
    const alien = addBotMessage(workspace, people.approvals, {
      text: 'A card of another app',
      ...(metadata && { metadata }),
    });
    alien.bot_id = 'B0OTHERAPP';
    const second = await ask(sandbox, { eventIds: '41232' });
    for (const ts of ['1.000001', other.ts, alien.ts, second.ts]) {
      const forged = await runAgain(first, {}, (body) =>
        body.replaceAll(encodeURIComponent(first.ts), ts).replaceAll(first.ts, ts),
      );
      expect(wordsOf(forged)).not.toMatch(/Repeat of/);
      expect(factsOf(forged)).not.toHaveProperty('previous_ts');
    }
  });
});
