import assert from 'node:assert/strict';
import { click, openForm, submit, until } from '@doo-repush/sandbox/driver';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import type { Delivery } from '@doo-repush/sandbox/slack/client/delivery';
import type { JsonObject } from '@doo-repush/sandbox/slack/json';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import type { Lab } from '../hostile/lab.ts';
import { markupSince, worldOf } from '../hostile/world.ts';
import { changedInteraction, signedEvent } from '../raw-delivery.ts';
import { fillReason } from '../requests.ts';
import { anyMutations, mutated } from './mutated.ts';
import { type FuzzTarget, fuzzTarget } from './target.ts';

/** Slack signs only for its workspace; everything else in a payload may be arbitrary. */
const KEPT = ['team', 'team.id'];
/** 500 is for what Bolt cannot parse; it must be logged. */
const ANSWERS = new Set([200, 400, 403, 404, 500]);
const DEADLINE_MS = 3_000;

/**
 * Interactions that Slack might sign, with arbitrary values in any field, sent to the built slack function.
 * Each is answered in time, nothing is sent, and nobody is mentioned.
 */
export async function deliveryTargets(lab: Lab): Promise<readonly FuzzTarget[]> {
  const { sandbox } = lab;
  const recorded = await record(lab);
  const linesSince = (index: number) =>
    sandbox.logs
      .slice(index)
      .map(({ line }) => line)
      .join('\n');
  return recorded.map((delivery) =>
    fuzzTarget(`a mutated ${delivery.kind}`, anyMutations, async (mutations) => {
      const before = worldOf(sandbox);
      const logged = sandbox.logs.length;
      const body = changedInteraction(delivery.body, (payload) =>
        mutated(payload, mutations, KEPT),
      );
      const event = signedEvent(body, { nowMs: sandbox.clock.now() });
      const result = await sandbox.hosts.slack.invoke(event);
      await sandbox.lambda.idle();
      assert.ok(result.ok, result.ok ? '' : `the function failed: ${result.errorType}`);
      assert.ok(result.durationMs < DEADLINE_MS, `answered after ${result.durationMs} ms`);
      const answer: JsonObject = JSON.parse(JSON.stringify(result.payload));
      assert.ok(ANSWERS.has(Number(answer.statusCode)), `answered ${answer.statusCode}`);
      if (answer.statusCode === 500)
        await until('the log line of an answer that is none', () =>
          linesSince(logged).includes('"event":"delivery_unanswerable"') ? true : undefined,
        );
      const after = worldOf(sandbox);
      assert.equal(after.initCalls, before.initCalls, 'doo was asked to send');
      assert.equal(after.crashes, before.crashes, 'a process crashed');
      assert.deepEqual(markupSince(sandbox, before, String(answer.body ?? '')), []);
    }),
  );
}

/** One delivery of each kind: a click, a form, a rejection, a look-up, changes of the form, both shortcuts. */
async function record({ sandbox, card }: Lab): Promise<readonly Delivery[]> {
  const { slack } = sandbox;
  const waiting = await card();
  const clicked = await click(sandbox, people.secondRequester, waiting, 'approve');
  await click(sandbox, people.approver, waiting, 'reject');
  await fillReason(sandbox, people.approver, ' ');
  const rejection = (await submit(sandbox, people.approver)).deliveries;
  await openForm(sandbox, people.requester);
  const form = slack.client.openView(people.requester);
  if (form === undefined) throw new Error('No form was opened');
  const at = (field: string) => ({ blockId: field, actionId: field });
  const { delivery: lookedUp } = await slack.client.suggest(
    people.requester,
    form.view.id,
    at('organization'),
    '',
  );
  const rebuilt = await slack.client.choose(
    people.requester,
    form.view.id,
    at('resource'),
    'contacts',
  );
  const submitted = await submit(sandbox, people.requester);
  const starts = await starting(sandbox);
  const all = [clicked, ...rejection, lookedUp, rebuilt, ...submitted.deliveries, ...starts];
  return all.filter((delivery) => delivery !== undefined);
}

/** Both shortcuts, typed event IDs, the button below what the ledger offers for them, and more options. */
async function starting({ slack }: Sandbox): Promise<readonly (Delivery | undefined)[]> {
  const { client } = slack;
  const userId = people.requester;
  const said = client.say(people.approver, people.approvals, 'Event 41239 misses webhooks');
  const at = { channelId: people.approvals, ts: said.ts };
  const ofMessage = await client.shortcut(userId, 'repush_message', at);
  const global = await client.shortcut(userId, 'repush');
  const viewId = client.openView(userId)?.view.id ?? '';
  const events = { blockId: 'event_ids', actionId: 'event_ids' };
  const typed = await client.fill(userId, viewId, events, '41239');
  const used = await client.press(userId, viewId, { blockId: 'memory', actionId: 'use_last' });
  const more = { blockId: 'more_options', actionId: 'more_options' };
  const opened = await client.press(userId, viewId, more);
  return [ofMessage, global, typed, used, opened];
}
