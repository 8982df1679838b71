import { findElement } from '@doo-repush/sandbox/slack/blocks/parts';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { afterEach, describe, expect, it } from 'vitest';
import { commandAnswer } from '../../../support/command-answer.ts';
import { failedDeliveries } from '../../../support/failed-deliveries.ts';
import { productForFile } from '../../../support/product-for-file.ts';
import { ask, factsOf, press } from '../../../support/requests.ts';
import { everydayCards, seedCards } from '../../../support/seeded-ledger.ts';

const product = productForFile();

afterEach(() => expect(failedDeliveries(product())).toEqual([]));

const again = (userId: string, text: string) =>
  commandAnswer(product(), userId, `again ${text}`, people.general);

function eventIdsOf(userId: string): unknown {
  const view = product().slack.client.openView(userId)?.view;
  return view && findElement(view.blocks, 'event_ids')?.element.initial_value;
}

describe('the command "again"', () => {
  it.each([
    (reference: string) => reference,
    (reference: string) => `reference ${reference.toLowerCase()}`,
    (reference: string) => `#${reference}`,
  ])('opens the form of a finished request by its reference', async (written) => {
    const card = await press(product(), people.requester, await ask(product()), 'cancel');
    await again(people.secondRequester, written(String(factsOf(card).reference)));
    expect(eventIdsOf(people.secondRequester)).toBe('41231');
    const view = product().slack.client.openView(people.secondRequester)?.view;
    expect(view?.private_metadata).toContain(`"ts":"${card.ts}"`);
  });

  it('opens nothing for an unfinished request', async () => {
    const card = await ask(product());
    const told = await again(people.approver, String(factsOf(card).reference));
    expect(told).toContain("isn't finished.");
    expect(eventIdsOf(people.approver)).toBeUndefined();
    await press(product(), people.requester, card, 'cancel');
  });

  it('has worker search for a request that is not recent, and links to its card', async () => {
    const { slack, clock } = product();
    seedCards(slack.workspace, everydayCards(400, clock.now() - 3_600_000));
    const told = await again(people.groupApprover, '000001');
    expect(told).toContain("Request 000001 isn't among the newest.");
    expect(told).toMatch(/: 1 request, newest first/);
    expect(eventIdsOf(people.groupApprover)).toBeUndefined();
  });

  it.each(['', '41231', 'XYZ', '8C2F012'])('names what is no reference: "%s"', async (text) => {
    const told = await again(people.requester, text);
    expect(told).toContain('again takes the reference of one request');
    expect(told).toContain('`/doo-repush history`');
  });

  it('opens nothing for a person who may not request', async () => {
    const told = await again(people.guest, '8C2F01');
    expect(told).toContain('is a guest of this workspace');
  });
});
