import {
  cards,
  click,
  enter,
  offers,
  openForm,
  openMoreOptions,
  request,
  submit,
} from '@doo-repush/sandbox/driver';
import type { Delivery } from '@doo-repush/sandbox/slack/client/delivery';
import { isJsonObject, type JsonObject } from '@doo-repush/sandbox/slack/json';
import type { User } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { failedDeliveries } from '../../../support/failed-deliveries.ts';
import { acmeOrders } from '../../../support/product.ts';
import { productForFile } from '../../../support/product-for-file.ts';
import { changedInteraction } from '../../../support/raw-delivery.ts';
import { ANSWERS_KEPT_MS, ask, fillReason, stateOf } from '../../../support/requests.ts';

const product = productForFile();
const HERE = [people.otherTeam, people.team];
const changed = new Map<User, User>();

afterEach(() => {
  for (const [user, before] of changed) {
    delete user.enterprise_user;
    Object.assign(user, before);
  }
  changed.clear();
  product().clock.advance(ANSWERS_KEPT_MS);
});

/** Has a person another first workspace, in an organization in which they belong to `teams`. */
function inOrganization(userId: string, teams: string[] = HERE): void {
  const user = product().slack.workspace.user(userId);
  if (user === undefined) throw new Error(`No ${userId}`);
  changed.set(user, { ...user });
  Object.assign(user, {
    team_id: people.otherTeam,
    enterprise_user: { id: userId, enterprise_id: 'E0ORG', enterprise_name: 'Org', teams },
  });
  product().clock.advance(ANSWERS_KEPT_MS);
}

const payloadOf = ({ body }: Delivery): JsonObject =>
  JSON.parse(new URLSearchParams(body).get('payload') ?? '{}');

describe('somebody whose first workspace is another one of the organization', () => {
  test('fills in the form, whose look-ups and choices answer, and asks', async () => {
    inOrganization(people.requester);
    const before = cards(product()).length;
    const { outcome, deliveries } = await request(product(), people.requester, acmeOrders);
    expect(outcome).toBe('closed');
    expect(payloadOf(deliveries[0] ?? ({ body: '' } as Delivery))).toMatchObject({
      team: { id: people.otherTeam },
      view: { app_installed_team_id: people.team },
    });
    await product().lambda.idle();
    expect(cards(product())).toHaveLength(before + 1);
    expect(failedDeliveries(product())).toEqual([]);
  });

  test('opens the form from the Home tab', async () => {
    inOrganization(people.requester);
    const { client } = product().slack;
    await client.openHome(people.requester);
    await product().lambda.idle();
    const home = client.home(people.requester);
    if (home === undefined) throw new Error('There is no Home tab');
    const at = { blockId: 'ask', actionId: 'ask' };
    const pressed = await client.press(people.requester, home.view.id, at);
    expect(pressed.status).toBe(200);
    expect(client.openView(people.requester)?.view.callback_id).toBe('request_form');
  });

  test('rejects with a reason', async () => {
    const card = await ask(product());
    inOrganization(people.approver);
    await click(product(), people.approver, card, 'reject');
    await fillReason(product(), people.approver, 'Not now');
    expect((await submit(product(), people.approver)).outcome).toBe('closed');
    await product().lambda.idle();
    expect(
      cards(product())
        .filter(({ ts }) => ts === card.ts)
        .map(stateOf),
    ).toEqual(['rejected']);
  });

  test('closes a form, which is answered', async () => {
    inOrganization(people.requester);
    const delivery = await submitted();
    const body = changedInteraction(delivery.body, (payload) => ({
      ...payload,
      type: 'view_closed',
      is_cleared: false,
    }));
    const answer = await product().slack.client.redeliver({ ...delivery, body });
    expect(answer.delivery.status).toBe(200);
  });
});

/** A submission that says what is missing. */
async function submitted(): Promise<Delivery> {
  await openForm(product(), people.requester);
  await enter(product(), people.requester, { ...acmeOrders, reason: ' ' });
  const [delivery] = (await submit(product(), people.requester)).deliveries;
  if (delivery === undefined) throw new Error('nothing was delivered');
  return delivery;
}

describe('a view that the app has in another workspace', () => {
  test.for(['view_submission', 'view_closed', 'block_actions', 'block_suggestion'])(
    'is refused, also where the person is of ours (%s)',
    async (type) => {
      const delivery = await submitted();
      for (const team of [people.team, people.otherTeam]) {
        const body = changedInteraction(delivery.body, ({ view, ...payload }) => ({
          ...payload,
          type,
          team: { id: team, domain: 'd' },
          view: {
            ...(isJsonObject(view ?? null) && Object(view)),
            app_installed_team_id: people.otherTeam,
          },
        }));
        const answer = await product().slack.client.redeliver({ ...delivery, body });
        expect(answer.delivery.status).toBe(403);
      }
    },
  );
});

describe('somebody of another workspace, in a view of ours', () => {
  const outsiders: readonly (readonly [string, () => void])[] = [
    ['of the organization', () => inOrganization(people.requester, [people.otherTeam])],
    [
      'of a connected company',
      () => {
        inOrganization(people.requester);
        Object.assign(product().slack.workspace.user(people.requester) ?? {}, {
          is_stranger: true,
        });
      },
    ],
  ];

  test.for(outsiders)('cannot submit the form (%s)', async ([, become]) => {
    await openForm(product(), people.requester);
    await enter(product(), people.requester, acmeOrders);
    become();
    const { outcome, errors } = await submit(product(), people.requester);
    expect(outcome).toBe('errors');
    expect(errors.reason).toContain('belongs to another workspace');
  });

  test.for(outsiders)(
    'is shown neither organizations nor configurations (%s)',
    async ([, become]) => {
      const { client } = product().slack;
      await openForm(product(), people.requester);
      await enter(product(), people.requester, acmeOrders);
      await openMoreOptions(product(), people.requester);
      become();
      const { view } = client.openView(people.requester) ?? { view: { id: '', blocks: [] } };
      const menus = view.blocks
        .map(({ block_id }) => String(block_id))
        .filter((id) => /^(organization|configuration:|webhook_types:)/.test(id));
      expect(menus).toHaveLength(3);
      for (const blockId of menus) {
        const at = { blockId, actionId: blockId.split(':')[0] ?? '' };
        const { options } = await client.suggest(people.requester, view.id, at, '');
        expect(JSON.stringify(options)).toContain('Only for members of this workspace');
        expect(options).toHaveLength(1);
      }
    },
  );
});

describe('somebody who no longer may ask, in a form that is still open', () => {
  const channel = () => product().slack.workspace.channel(people.approvals);

  /** Opens the form, and lets the person leave the channel of those who may ask. */
  async function openAndLeave(): Promise<void> {
    await openForm(product(), people.requester);
    await enter(product(), people.requester, acmeOrders);
    const left = channel();
    if (left === undefined) throw new Error('No channel');
    const { members } = left;
    left.members = members.filter((id) => id !== people.requester);
    onTestFinished(() => {
      left.members = members;
      product().clock.advance(ANSWERS_KEPT_MS);
    });
    product().clock.advance(ANSWERS_KEPT_MS);
  }

  test('is shown neither organizations nor configurations', async () => {
    await openAndLeave();
    for (const menu of ['organization', 'configuration'] as const) {
      const found = await offers(product(), people.requester, menu, '');
      expect(found.map(({ text }) => text)).toEqual(["You can't ask for repushes here"]);
    }
  });

  test('is shown nothing while Slack cannot say who it is', async () => {
    await openForm(product(), people.requester);
    product().clock.advance(ANSWERS_KEPT_MS);
    product().slack.faults.add({ method: 'users.info', fault: 'http_500', times: 1 });
    const found = await offers(product(), people.requester, 'organization', '');
    expect(found.map(({ text }) => text)).toEqual(["Slack couldn't say who you are. Try again"]);
  });
});
