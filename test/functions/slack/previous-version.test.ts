import { readFileSync } from 'node:fs';
import { proposedDecisionSchema } from '@doo-repush/core/repush/proposals';
import { requestOfCard } from '@doo-repush/functions/ledger/card-request';
import { asCard } from '@doo-repush/functions/ledger/ledger-card';
import { inputSchema } from '@doo-repush/functions/model/workflow-input';
import { readDraft } from '@doo-repush/functions/slack/form/draft-metadata';
import { click, submit } from '@doo-repush/sandbox/driver';
import type { JsonObject } from '@doo-repush/sandbox/slack/json';
import {
  addBotMessage,
  editMessage,
  findMessage,
} from '@doo-repush/sandbox/slack/workspace/messages';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { describe, expect, it } from 'vitest';
import { callbackOf } from '../../support/callbacks.ts';
import { productForFile } from '../../support/product-for-file.ts';
import {
  ask,
  factsOf,
  fillReason,
  initCallsSince,
  now,
  press,
  stateOf,
  toldBy,
  wordsOf,
} from '../../support/requests.ts';

/*
 * What the bundles before this version wrote, recorded from them. Ids that a run makes up stand as
 * {execution}, {arn}, {callback} and {ts}.
 */
const RECORDED = readFileSync(
  new URL('../../fixtures/previous-version/recorded.json', import.meta.url),
  'utf8',
);
const recorded = JSON.parse(RECORDED);
const STATES = ['waiting', 'accepted', 'rejected', 'cancelled', 'unknown', 'expired'] as const;
const BOT = 'B0REPUSH01';

const product = productForFile();

interface Ids {
  readonly execution: string;
  readonly arn: string;
  readonly callback: string;
  readonly ts: string;
}

function withIds<T>(value: T, ids: Ids): T {
  const text = Object.entries(ids).reduce(
    (filled, [name, id]) => filled.replaceAll(`{${name}}`, id),
    JSON.stringify(value),
  );
  return JSON.parse(text);
}

/** Replaces a message by what was recorded. */
function showAs(card: Message, content: Parameters<typeof editMessage>[2]): void {
  const { workspace } = product().slack;
  const message = findMessage(workspace, people.approvals, card.ts);
  if (message === undefined) throw new Error('no message');
  editMessage(workspace, message, content);
}

/** A pending request whose card looks like the previous version's. */
async function askedBefore(): Promise<{ card: Message; ids: Ids }> {
  const card = await ask(product());
  const { execution, execution_arn: arn } = factsOf(card);
  const ids = {
    execution: String(execution),
    arn: String(arn),
    callback: callbackOf(card),
    ts: card.ts,
  };
  showAs(card, withIds(recorded.waiting, ids));
  return { card: now(product(), card), ids };
}

describe('data of the previous version', () => {
  it.each(STATES)('reads as a card of the ledger: %s', (state) => {
    const { metadata } = recorded[state];
    const card = asCard({ ts: '1.1', bot_id: BOT, metadata }, BOT);
    expect(card?.state.kind).toBe(state);
    expect(card).toMatchObject({ requesterId: people.requester, resource: 'orders' });
    expect(card && requestOfCard(card)).toMatchObject({
      resource: 'orders',
      organizationId: '5101',
      reason: 'CRM outage on Friday',
    });
  });

  it('yields the request from the input of its execution', () => {
    const { metadata } = recorded.waiting;
    const card = asCard({ ts: '1.1', bot_id: BOT, metadata }, BOT);
    expect(card && requestOfCard(card)).toEqual(
      inputSchema.parse(JSON.parse(recorded.input)).request,
    );
  });

  it('is accepted from a callback or an open form', () => {
    const results: string[] = recorded.callbackResults;
    expect(
      results.map((result) => proposedDecisionSchema.parse(JSON.parse(result)).decision),
    ).toEqual(['rejected', 'approved', 'cancelled']);
    expect(readDraft(recorded.privateMetadata.request)).toMatchObject({
      organizationId: '5101',
      resource: 'orders',
    });
  });
});

describe('a card of the previous version', () => {
  it('can be approved, sent once and followed up', async () => {
    const { card } = await askedBefore();
    expect(wordsOf(card)).toContain('orders of 2 events');
    const sent = await press(product(), people.approver, card, 'approve');
    expect(stateOf(sent)).toBe('accepted');
    expect(factsOf(sent)).toMatchObject({ arrival: 'awaited' });
    expect(initCallsSince(product(), card)).toHaveLength(1);
  });

  it('can be rejected with a form that was already open', async () => {
    const { card, ids } = await askedBefore();
    await click(product(), people.approver, card, 'reject');
    const { workspace } = product().slack;
    const view = product().slack.client.openView(people.approver)?.view;
    const kept = workspace.state.views.find((each) => each.view.id === view?.id);
    if (kept === undefined) throw new Error('no form');
    kept.view.private_metadata = withIds(recorded.privateMetadata, ids).reject;
    await fillReason(product(), people.approver, 'Not during the sale');
    expect((await submit(product(), people.approver)).errors).toEqual({});
    await product().lambda.idle();
    expect(stateOf(now(product(), card))).toBe('rejected');
  });

  it('can be cancelled', async () => {
    const { card } = await askedBefore();
    expect(stateOf(await press(product(), people.requester, card, 'cancel'))).toBe('cancelled');
  });

  it('answers a late click and names the decider', async () => {
    const { card, ids } = await askedBefore();
    const seen = structuredClone(card);
    await press(product(), people.approver, card, 'approve');
    showAs(card, withIds(recorded.accepted, ids));
    const told = await toldBy(product(), people.groupApprover, () =>
      click(product(), people.groupApprover, seen, 'approve'),
    );
    expect(told).toContain(`<@${people.approver}> decided`);
  });

  it('can be rerun', async () => {
    const { ids } = await askedBefore();
    const { workspace } = product().slack;
    const old = withIds(recorded.unknown, { ...ids, arn: `${ids.arn}-gone` });
    const content: { text: string; blocks: JsonObject[]; metadata: Message['metadata'] } = old;
    const { text, blocks, metadata } = content;
    const card = addBotMessage(workspace, people.approvals, {
      text,
      blocks: [
        ...blocks,
        {
          type: 'actions',
          block_id: 'finished',
          elements: [
            {
              type: 'button',
              action_id: 'again',
              text: { type: 'plain_text', text: 'Run again' },
              value: JSON.stringify({ v: 1, e: `${ids.arn}-gone` }),
            },
          ],
        },
      ],
      ...(metadata && { metadata }),
    });
    await click(product(), people.requester, card, 'again');
    const view = product().slack.client.openView(people.requester)?.view;
    expect(JSON.stringify(view)).toContain('41231');
    expect(JSON.stringify(view)).toContain('CRM outage on Friday');
  });
});
