import { click, enter } from '@doo-repush/sandbox/driver';
import { findElement } from '@doo-repush/sandbox/slack/blocks/parts';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { directMessageChannel } from '@doo-repush/sandbox/slack/workspace/workspace';
import { afterEach, describe, expect, it } from 'vitest';
import { failedDeliveries } from '../../../support/failed-deliveries.ts';
import { askedInThread } from '../../../support/old-question.ts';
import { productForFile } from '../../../support/product-for-file.ts';
import { changedInteraction } from '../../../support/raw-delivery.ts';
import {
  ANSWERS_KEPT_MS,
  ask,
  askInVain,
  endOf,
  factsOf,
  now,
  passTime,
  press,
  reject,
  toldBy,
} from '../../../support/requests.ts';

const product = productForFile();

afterEach(() => expect(failedDeliveries(product())).toEqual([]));

const again = (userId: string, card: Message) => click(product(), userId, card, 'again');

/** The request in the form that a person has open. */
function formOf(userId: string) {
  const view = product().slack.client.openView(userId)?.view;
  const initial = (actionId: string) => {
    const element = view && findElement(view.blocks, actionId)?.element;
    return JSON.stringify(element?.initial_option ?? element?.initial_value ?? null);
  };
  return {
    callbackId: view?.callback_id,
    eventIds: initial('event_ids'),
    reason: initial('reason'),
  };
}

const ACME_ORDERS = {
  callbackId: 'request_form',
  eventIds: expect.stringContaining('41231'),
  reason: expect.stringContaining('CRM outage'),
};

async function rejected(): Promise<Message> {
  return reject(product(), people.approver, await ask(product()), 'Not now');
}

describe('Run again on a finished card', () => {
  it('opens the form of its request, filled in', async () => {
    const card = await press(product(), people.requester, await ask(product()), 'cancel');
    await again(people.requester, card);
    expect(formOf(people.requester)).toEqual(ACME_ORDERS);
    const [head] = product().slack.client.openView(people.requester)?.view.blocks ?? [];
    expect(JSON.stringify(head)).toContain(`Filled in from request ${factsOf(card).reference}.`);
  });

  it('reads the card if AWS cannot return the execution’s input', async () => {
    const card = await rejected();
    product().lambda.faults.add({ operation: 'GetDurableExecution', fault: '500', times: 1 });
    await again(people.secondRequester, card);
    expect(formOf(people.secondRequester)).toEqual(ACME_ORDERS);
  });

  it('says if neither can be read', async () => {
    const card = await rejected();
    product().lambda.faults.add({ operation: 'GetDurableExecution', fault: '500', times: 1 });
    product().slack.faults.add({ method: 'conversations.history', fault: 'http_500' });
    const told = await toldBy(product(), people.approver, () => again(people.approver, card));
    expect(told).toMatch(/The form couldn't open\..* Ref [0-9A-F]{6}/);
    expect(product().slack.client.openView(people.approver)).toBeUndefined();
  });

  it('opens nothing for a person who may not request', async () => {
    const card = await rejected();
    const told = await toldBy(product(), people.guest, () => again(people.guest, card));
    expect(told).toContain('is a guest of this workspace');
    expect(product().slack.client.openView(people.guest)).toBeUndefined();
  });

  it.each(['', 'nonsense', '{"v":2,"e":"x"}', '{"v":1,"e":"arn:aws:lambda:x"}'])(
    'answers a value that is not ours: "%s"',
    async (value) => {
      const card = await rejected();
      const delivery = await again(people.approver, card);
      const told = await toldBy(product(), people.approver, () =>
        product().slack.client.redeliver({
          ...delivery,
          body: changedInteraction(delivery.body, (payload) => ({
            ...payload,
            actions: [{ ...Object(payload.actions)[0], value }],
          })),
        }),
      );
      expect(told).toContain('out of date');
    },
  );
});

describe('the event IDs of a rerun', () => {
  const ABOUT = 'about_events';
  const IDS = '41231 41232';

  /** A card of which doo refused the first event and accepted the second. */
  async function mixed(): Promise<Message> {
    const waiting = await ask(product(), { eventIds: IDS });
    const { faults } = product().doo;
    await faults.set('init', { kind: 'status_422' }, { calls: 1 });
    await click(product(), people.approver, waiting, 'approve');
    return endOf(product(), waiting);
  }

  function shown() {
    const blocks = product().slack.client.openView(people.requester)?.view.blocks ?? [];
    const about = blocks.find((block) => block.block_id === ABOUT);
    return {
      eventIds: findElement(blocks, 'event_ids')?.element.initial_value,
      about: JSON.stringify(about?.text ?? null),
    };
  }

  it('are those that were not sent, and the form says which are left out', async () => {
    await again(people.requester, await mixed());
    expect(shown().eventIds).toBe('41231');
    expect(shown().about).toContain(
      'Includes 1 event not sent before. Left out: 41232 (already accepted). Add an ID only to send it again.',
    );
    const view = product().slack.client.openView(people.requester);
    const field = { blockId: 'event_ids', actionId: 'event_ids' };
    await product().slack.client.fill(people.requester, String(view?.view.id), field, '41231 9');
    await enter(product(), people.requester, { window: { kind: 'everything' } });
    expect(shown().eventIds).toBe('41231 9');
    expect(shown().about).toContain('Left out: 41232');
  });

  it('are those that doo accepted, if the thread of an earlier version asks about the arrival', async () => {
    const card = await mixed();
    await passTime(product(), () => factsOf(now(product(), card)).arrival === 'asked');
    await again(people.requester, askedInThread(product(), now(product(), card)));
    expect(shown().eventIds).toBe('41232');
    expect(shown().about).toContain('Left out: 41231 (not sent)');
  });

  it('are all events with a warning, if all were accepted', async () => {
    const card = await press(product(), people.approver, await ask(product()), 'approve');
    await again(people.requester, card);
    expect(shown().eventIds).toBe('41231');
    expect(shown().about).toContain(
      'Includes 1 event that doo already accepted. Running it again sends every webhook twice.',
    );
  });

  it('are all events without a note, if none was sent', async () => {
    await again(people.requester, await rejected());
    expect(shown()).toEqual({ eventIds: '41231', about: 'null' });
  });

  it('stand below who rejected the request, and why', async () => {
    await again(people.requester, await rejected());
    const view = product().slack.client.openView(people.requester)?.view;
    expect(JSON.stringify(view)).toContain(
      `:no_entry: <@${people.approver}> rejected it: Not now\\n`,
    );
  });

  it('are all events if the card cannot be read, and the form says so', async () => {
    const card = await mixed();
    product().slack.faults.add({ method: 'conversations.history', fault: 'http_500' });
    await again(people.requester, card);
    expect(shown().eventIds).toBe(IDS);
    expect(shown().about).toContain("The earlier request's card didn't load.");
  });
});

describe('the direct message about a request that reached no approver', () => {
  it('has a button that opens the form as it was', async () => {
    const { client, workspace } = product().slack;
    product().clock.advance(ANSWERS_KEPT_MS);
    await askInVain(product(), () => product().doo.faults.set('list', { kind: 'status_403' }));
    const message = client.directMessages(people.requester).at(-1);
    if (message === undefined) throw new Error('no message');
    const channelId = directMessageChannel(workspace, people.requester).id;
    await client.click(people.requester, { channelId, ts: message.ts }, 'reopen');
    expect(formOf(people.requester)).toEqual(ACME_ORDERS);
  });
});
