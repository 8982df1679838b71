import { until } from '@doo-repush/sandbox/driver';
import { exceedsMessageBudget } from '@doo-repush/sandbox/slack/blocks/budget';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { describe, expect, it } from 'vitest';
import { DELIVERED, startProduct } from '../../support/product.ts';
import { productForFile } from '../../support/product-for-file.ts';
import {
  ask,
  executionOf,
  factsOf,
  HOUR_MS,
  hasButtons,
  initCallsSince,
  linesOf,
  MINUTE_MS,
  passTime,
  press,
  stateOf,
  statesShown,
  wordsOf,
} from '../../support/requests.ts';

const product = productForFile();

describe('a request that a colleague approves', () => {
  it('goes from waiting to sending to accepted, with one call and every webhook delivered', async () => {
    const sandbox = await startProduct({ timeFactor: DELIVERED });
    const waiting = await ask(sandbox, { eventIds: '41232', reason: 'CRM outage on Friday' });
    expect(stateOf(waiting)).toBe('waiting');
    expect(hasButtons(waiting)).toBe(true);
    expect(wordsOf(waiting)).toContain('Nothing sent yet');
    expect(initCallsSince(sandbox, waiting)).toEqual([]);

    const card = await press(sandbox, people.approver, waiting, 'approve');
    expect(statesShown(sandbox, card)).toEqual(['waiting', 'waiting', 'sending', 'accepted']);
    expect(hasButtons(card)).toBe(false);
    expect(wordsOf(card)).toContain('Accepted: 18 orders');
    expect(wordsOf(card)).toContain(`<@${people.approver}> approved`);
    expect(factsOf(card)).toMatchObject({
      requester: people.requester,
      decided_by: people.approver,
      outcomes: 'a18',
      event_ids: '41232',
    });

    const { configuration_id: configurationId } = factsOf(card);
    expect(initCallsSince(sandbox, waiting)).toMatchObject([{ status: 200, acted: true }]);
    expect(initCallsSince(sandbox, waiting).map(({ body }) => body)).toEqual([
      { event_id: 41232, webhook_configuration_id: configurationId },
    ]);
    await until('18 webhooks', () => (sandbox.doo.delivered === 18 ? true : undefined));
  });

  it('is recorded step by step in its card’s thread', async () => {
    const sandbox = product();
    const card = await press(sandbox, people.approver, await ask(sandbox), 'approve');
    expect(linesOf(sandbox, card)).toEqual([
      expect.stringMatching(/^Asked <!date.* The check with doo passed\.\n\*What doo gets\*\n/),
      expect.stringMatching(/^Approved <!date/),
      expect.stringMatching(
        /^Event 41231: doo accepted 412 orders\. doo should finish between .*\nWe'll ask <!date.* if they arrived\.$/,
      ),
    ]);
  });

  it('estimates the last webhook from items and doo’s two default rates', async () => {
    const sandbox = product();
    const card = await press(sandbox, people.approver, await ask(sandbox), 'approve');
    const acceptedAtMs = initCallsSince(sandbox, card)[0]?.atMs ?? 0;
    const times = [...wordsOf(card).matchAll(/between <!date\^(\d+)\^[^>]*> and <!date\^(\d+)\^/g)];
    const [fromMs, toMs] = [Number(times[0]?.[1]) * 1000, Number(times[0]?.[2]) * 1000];
    expect(toMs - fromMs).toBe((9 - 5) * MINUTE_MS);
    expect(Math.abs(fromMs - acceptedAtMs - 5 * MINUTE_MS)).toBeLessThan(5_000);
  });

  it('leaves its result in the execution', async () => {
    const sandbox = product();
    const card = await press(sandbox, people.groupApprover, await ask(sandbox), 'approve');
    await passTime(sandbox, () => executionOf(sandbox, card).status !== 'RUNNING', {
      stepMs: 24 * HOUR_MS,
    });
    const { status, result } = executionOf(sandbox, card);
    expect(status).toBe('SUCCEEDED');
    expect(JSON.parse(result ?? '')).toEqual({
      v: 1,
      reference: factsOf(card).reference,
      requesterId: people.requester,
      state: 'accepted',
      cardTs: card.ts,
      approvedBy: people.groupApprover,
      requestedTargets: 1,
      askedTargets: 1,
      items: 412,
      outcomes: 'a412',
      arrival: 'not_confirmed',
      arrivalAtMs: expect.any(Number),
    });
  });

  it('says if doo found nothing to send', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox, { eventIds: '41233' });
    const card = await press(sandbox, people.approver, waiting, 'approve');
    expect(stateOf(card)).toBe('accepted');
    expect(wordsOf(card)).toContain('doo found nothing to send.');
  });

  it('sends the organization and no event for a resource of the organization', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox, { resource: 'contacts' });
    expect(wordsOf(waiting)).toContain('all contacts');
    const card = await press(sandbox, people.approver, waiting, 'approve');
    expect(wordsOf(card)).toContain('Accepted: 320 contacts');
    expect(initCallsSince(sandbox, waiting)).toMatchObject([
      {
        path: '/v1/webhooks/init/contacts',
        body: {
          organization_id: 5101,
          webhook_configuration_id: factsOf(card).configuration_id,
        },
      },
    ]);
    expect(initCallsSince(sandbox, waiting)[0]?.body).not.toHaveProperty('event_id');
  });
});

describe('a request for several events', () => {
  it('makes one call per event in order, and a failed call does not stop the others', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox, { eventIds: '41231 99999 41232' });
    expect(wordsOf(waiting)).toContain('41231 Acme Summit');
    const card = await press(sandbox, people.approver, waiting, 'approve');

    expect(initCallsSince(sandbox, waiting)).toMatchObject([
      { body: { event_id: 41231 }, status: 200, acted: true },
      { body: { event_id: 99999 }, status: 404, acted: false },
      { body: { event_id: 41232 }, status: 200, acted: true },
    ]);
    expect(stateOf(card)).toBe('partly_accepted');
    expect(factsOf(card).outcomes).toBe('a412 r a18');
    expect(wordsOf(card)).toContain('Partly accepted: 2 of 3 events, 430 orders');
    expect(wordsOf(card)).toMatch(/• 99999: doo refused.*\(404\).* Nothing was sent\./);

    const lines = linesOf(sandbox, card);
    expect(lines).toContain('Sending 3 events to doo, one by one.');
    expect(lines.at(-1)?.split('\n')).toEqual([
      expect.stringContaining('Event 41231: doo accepted 412 orders.'),
      expect.stringContaining('Event 99999: doo refused'),
      expect.stringContaining('Event 41232: doo accepted 18 orders.'),
      expect.stringContaining("We'll ask"),
    ]);
  });

  it('reports 45 events in messages of 20, on a card that Slack accepts', async () => {
    const sandbox = product();
    const eventIds = Array.from({ length: 45 }, (_, index) => String(900_000 + index)).join(' ');
    const waiting = await ask(sandbox, { eventIds });
    const card = await press(sandbox, people.approver, waiting, 'approve');

    expect(initCallsSince(sandbox, waiting)).toHaveLength(45);
    expect(stateOf(card)).toBe('refused');
    expect(exceedsMessageBudget(waiting.blocks ?? [])).toBe(false);
    expect(exceedsMessageBudget(card.blocks ?? [])).toBe(false);
    expect(wordsOf(card)).toMatch(/• 900000–900044: doo refused the call/);
    const results = linesOf(sandbox, card).filter((line) => line.startsWith('Event '));
    expect(results.map((line) => line.split('\n').length)).toEqual([20, 20, 5]);
  });
});
