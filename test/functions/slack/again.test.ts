import { click } from '@doo-repush/sandbox/headless';
import { findElement } from '@doo-repush/sandbox/slack/blocks/parts';
import type { Message } from '@doo-repush/sandbox/slack/model';
import { people } from '@doo-repush/sandbox/slack/people';
import { directMessageChannel } from '@doo-repush/sandbox/slack/workspace';
import { afterEach, describe, expect, it } from 'vitest';
import { failedDeliveries } from '../../support/failed-deliveries.ts';
import { productForFile } from '../../support/product-for-file.ts';
import { changedInteraction } from '../../support/raw-delivery.ts';
import { ask, askInVain, press, reject, toldBy } from '../../support/requests.ts';

const product = productForFile();

afterEach(() => expect(failedDeliveries(product())).toEqual([]));

const again = (userId: string, card: Message) => click(product(), userId, card, 'again');

/** What the form that a person has before them asks for. */
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
  });

  it('reads the card where AWS cannot say what the execution was started with', async () => {
    const card = await rejected();
    product().lambda.faults.add({ operation: 'GetDurableExecution', fault: '500', times: 1 });
    await again(people.secondRequester, card);
    expect(formOf(people.secondRequester)).toEqual(ACME_ORDERS);
  });

  it('says so where neither can be read', async () => {
    const card = await rejected();
    product().lambda.faults.add({ operation: 'GetDurableExecution', fault: '500', times: 1 });
    product().slack.faults.add({ method: 'conversations.history', fault: 'http_500' });
    const told = await toldBy(product(), people.approver, () => again(people.approver, card));
    expect(told).toMatch(/The form could not be opened\. Nothing was repushed\..* Ref [0-9A-F]{6}/);
    expect(product().slack.client.openView(people.approver)).toBeUndefined();
  });

  it('opens nothing for a person who may not ask', async () => {
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
      expect(told).toContain('from another version');
    },
  );
});

describe('the direct message of a request that was not put before an approver', () => {
  it('has a button that opens the form as it was', async () => {
    const { client, workspace } = product().slack;
    await product().hosts.repush.killAll();
    await askInVain(product(), () => product().doo.faults.set('list', { kind: 'status_403' }));
    const message = client.directMessages(people.requester).at(-1);
    if (message === undefined) throw new Error('no message');
    const channelId = directMessageChannel(workspace, people.requester).id;
    await client.click(people.requester, { channelId, ts: message.ts }, 'reopen');
    expect(formOf(people.requester)).toEqual(ACME_ORDERS);
  });
});
