import { cards, click, enter, openForm, request, submit } from '@doo-repush/sandbox/driver';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { directMessageChannel } from '@doo-repush/sandbox/slack/workspace/workspace';
import { describe, expect, it } from 'vitest';
import { acmeOrders } from '../../support/product.ts';
import { productForFile } from '../../support/product-for-file.ts';
import {
  ANSWERS_KEPT_MS,
  ask,
  endOf,
  factsOf,
  initCallsSince,
  linesOf,
  passTime,
  press,
  stateOf,
  wordsOf,
} from '../../support/requests.ts';

const product = productForFile();

/** An organization with three configurations for orders. */
const INITECH = {
  organization: 'Initech',
  configuration: 'All systems',
  eventIds: '63001',
} as const;
const NAMES = ['Back office', 'Guest list', 'Reports'];

function idsOf(names: readonly string[]): readonly string[] {
  const { configurations } = product().doo.data;
  return names.map((name) => configurations.find((each) => each.name === name)?.id ?? '');
}

function bodiesSince(card: Message) {
  return initCallsSince(product(), card).map(({ body }) => body);
}

/** Opens the form of a card's request again; returns everything that it says. */
async function runAgain(card: Message): Promise<string> {
  await click(product(), people.requester, card, 'again');
  const view = product().slack.client.openView(people.requester);
  return JSON.stringify(view?.view.blocks);
}

async function submitAgain(): Promise<Message> {
  const before = cards(product()).length;
  await submit(product(), people.requester);
  await product().lambda.idle();
  const posted = cards(product())[before];
  if (posted === undefined) throw new Error('no card');
  return posted;
}

describe('a request for all configurations', () => {
  it('shows each with its host and ID, and calls doo once for each, by its ID', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox, INITECH);
    const words = wordsOf(waiting);
    const [office, guests, reports] = idsOf(NAMES);
    expect(words).toContain('Back office (office.initech.example)');
    expect(words).toContain('Guest list (guests.initech.example)');
    expect(words).toContain('Reports (reports.initech.example)');
    const [details] = linesOf(sandbox, waiting);
    expect(details).toContain(`• Back office (office.initech.example), ID ${office}`);
    expect(details).toContain(`• Guest list (guests.initech.example), ID ${guests}`);
    expect(details).toContain(`• Reports (reports.initech.example), ID ${reports}`);
    expect(factsOf(waiting)).toMatchObject({
      configuration_id: '*',
      configuration_ids: `${office} ${guests} ${reports}`,
    });

    await press(sandbox, people.approver, waiting, 'approve');
    const card = await endOf(sandbox, waiting);
    expect(stateOf(card)).toBe('accepted');
    expect(bodiesSince(waiting)).toEqual(
      [office, guests, reports].map((webhook_configuration_id) => ({
        event_id: 63001,
        webhook_configuration_id,
      })),
    );
    expect(factsOf(card)).toMatchObject({ outcomes: 'a9 a9 a9', items: 27 });
    expect(wordsOf(card)).toContain('Accepted: 27 orders, counted for each system');
    expect(linesOf(sandbox, card).join('\n')).toMatch(
      /^Event 63001 to Guest list: doo accepted 9/m,
    );
  });

  it('does not reach a configuration that is added while it is pending', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox, INITECH);
    const { configurations } = sandbox.doo.data;
    const [like] = configurations.filter(({ name }) => name === 'Back office');
    if (like === undefined) throw new Error('no configuration');
    configurations.push({ ...like, id: 'added-later', name: 'ERP production' });
    await press(sandbox, people.approver, waiting, 'approve');
    await endOf(sandbox, waiting);
    configurations.pop();
    expect(bodiesSince(waiting)).toHaveLength(3);
    expect(JSON.stringify(bodiesSince(waiting))).not.toContain('added-later');
  });

  it('can be rerun for exactly what was not sent', async () => {
    const sandbox = product();
    const [office, guests, reports] = idsOf(NAMES);
    const waiting = await ask(sandbox, { ...INITECH, eventIds: '63001 99999' });
    await press(sandbox, people.approver, waiting, 'approve');
    const card = await endOf(sandbox, waiting);
    expect(factsOf(card).outcomes).toBe('a9 a9 a9 r r r');

    const form = await runAgain(card);
    expect(form).toContain('Includes 3 calls (99999) not sent before.');
    expect(form).toContain('Left out: 3 calls (already accepted).');
    await enter(sandbox, people.requester, { eventIds: '63001 99999' });
    const again = await submitAgain();
    expect(factsOf(again).left_out).toBe('1 2 3');
    expect(wordsOf(again)).toContain('63001 to Back office, 63001 to Guest list, 63001 to Reports');
    await press(sandbox, people.approver, again, 'approve');
    await endOf(sandbox, again);
    expect(bodiesSince(again)).toEqual(
      [office, guests, reports].map((webhook_configuration_id) => ({
        event_id: 99999,
        webhook_configuration_id,
      })),
    );
  });

  it.each([
    ['not_in_channel', `This app isn't in <#${people.approvals}>. Invite it`],
    ['channel_not_found', 'Have someone invite the app'],
    ['is_archived', `<#${people.approvals}> is archived. Have it unarchived`],
  ])('says why the rest is unknown if the app cannot read the card: %s', async (error, words) => {
    const sandbox = product();
    const waiting = await ask(sandbox, { ...INITECH, eventIds: '63001 99999' });
    await press(sandbox, people.approver, waiting, 'approve');
    await runAgain(await endOf(sandbox, waiting));
    await enter(sandbox, people.requester, { eventIds: '63001 99999' });
    const told = () => sandbox.slack.client.directMessages(people.requester);
    const before = told().length;
    const times = 50;
    sandbox.slack.faults.add({ method: 'conversations.history', fault: { error }, times });
    await submit(sandbox, people.requester);
    await sandbox.lambda.idle();
    sandbox.slack.faults.clear();
    const said = told()
      .slice(before)
      .map(({ text }) => text)
      .join();
    expect(said).toContain(words);
    expect(said).toContain('Then ask again.');
  });

  it('is refused at the event IDs if it would make more than a hundred calls', async () => {
    const sandbox = product();
    const eventIds = Array.from({ length: 50 }, (_, index) => 63001 + index).join(' ');
    const entries = { ...acmeOrders, ...INITECH, eventIds };
    const { outcome, errors } = await request(sandbox, people.requester, entries);
    expect([outcome, errors]).toEqual([
      'errors',
      {
        event_ids:
          '50 events to 3 systems are 150 calls; one request makes at most 100. Ask for at most 33 events at a time, or for one system at a time.',
      },
    ]);
  });

  it('is reported to the requester, with the form as it was, if only the check finds out', async () => {
    const sandbox = product();
    const { client } = sandbox.slack;
    const eventIds = Array.from({ length: 34 }, (_, index) => 63001 + index).join(' ');
    await openForm(sandbox, people.requester);
    await enter(sandbox, people.requester, { ...acmeOrders, ...INITECH, eventIds });
    sandbox.clock.advance(ANSWERS_KEPT_MS);
    const before = client.directMessages(people.requester).length;
    const { outcome } = await submit(sandbox, people.requester);
    expect(outcome).toBe('closed');
    await passTime(sandbox, () => client.directMessages(people.requester).length > before);
    const told = client.directMessages(people.requester).at(-1);
    expect(told?.text).toContain('34 events to 3 systems are 102 calls');
    expect(told?.text).toContain("wasn't sent for approval");
    if (told === undefined) throw new Error('nothing was told');
    const channelId = directMessageChannel(sandbox.slack.workspace, people.requester).id;
    await client.click(people.requester, { channelId, ts: told.ts }, 'reopen');
    const view = client.openView(people.requester);
    expect(JSON.stringify(view?.view.blocks)).toContain(`"initial_value":"${eventIds}"`);
  });
});
