import assert from 'node:assert/strict';
import { cards } from '@doo-repush/sandbox/driver';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { anyCommandText } from '../any-command-text.ts';
import type { Lab } from '../hostile/lab.ts';
import { markupSince, worldOf } from '../hostile/world.ts';
import { type FuzzTarget, fuzzTarget } from './target.ts';

/**
 * Any text after the command, signed and sent to the function URL. It must open a form or get a message, in
 * time and without the person's markup; no card is posted and doo is not called.
 */
export function commandTarget({ sandbox }: Lab): FuzzTarget {
  const { slack, lambda } = sandbox;
  const { client } = slack;
  const userId = people.requester;
  return fuzzTarget('a signed command with any text', anyCommandText, async (text) => {
    const before = worldOf(sandbox);
    const told = client.ephemerals(userId).length;
    const shown = cards(sandbox).length;
    const delivery = await client.command(userId, '/doo-repush', text, people.approvals);
    await lambda.idle();
    assert.equal(delivery?.status, 200);
    assert.equal(delivery.error, null, 'Slack could not use the answer');
    assert.equal(delivery.late, false, `answered after ${delivery.durationMs} ms`);

    const words = client.ephemerals(userId).slice(told);
    const view = client.openView(userId);
    const direct = worldOf(sandbox).directMessages - before.directMessages;
    assert.ok(words.length + direct > 0 || view !== undefined, 'nothing was shown');
    if (view !== undefined) await client.close(userId, view.view.id);
    const refused = slack.calls.slice(before.slackCalls).filter(({ ok }) => !ok);
    assert.deepEqual(
      refused.map(({ method, error }) => `${method}: ${error}`),
      [],
    );
    const said = JSON.stringify({ text: words.map((each) => each.text).join('\n') });
    assert.deepEqual(markupSince(sandbox, before, said), []);

    const after = worldOf(sandbox);
    assert.equal(cards(sandbox).length, shown, 'a card was posted');
    assert.equal(after.initCalls, before.initCalls, 'doo was asked to send');
    assert.equal(after.crashes, before.crashes, 'a process crashed');
  });
}
