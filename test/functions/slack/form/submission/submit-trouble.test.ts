import { cards, enter, openForm, submit } from '@doo-repush/sandbox/driver';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { afterEach, expect, test } from 'vitest';
import { failedDeliveries } from '../../../../support/failed-deliveries.ts';
import { logged, referenceIn } from '../../../../support/log-lines.ts';
import { acmeOrders } from '../../../../support/product.ts';
import { productForFile } from '../../../../support/product-for-file.ts';

const product = productForFile();

afterEach(() => expect(failedDeliveries(product())).toEqual([]));

test.for(['refused', 'lost', '500', 'throttle'] as const)(
  'when AWS does not take the request (%s), the form says so and submitting again starts it once',
  async (fault) => {
    const sandbox = product();
    const { client } = sandbox.slack;
    const executions = () => sandbox.lambda.executions().length;
    const before = { executions: executions(), cards: cards(sandbox).length };
    await openForm(sandbox, people.requester);
    await enter(sandbox, people.requester, acmeOrders);
    const typed = client.openView(people.requester)?.values;

    sandbox.lambda.faults.add({ operation: 'Invoke', fault });
    const first = await submit(sandbox, people.requester);
    expect(first.outcome).toBe('errors');
    expect(Object.keys(first.errors)).toEqual(['reason']);
    expect(first.errors.reason).toContain('never makes a second one.');
    expect(first.errors.reason).toContain('Try again in a moment');
    const references = logged(sandbox, 'listener_failed').map(({ reference }) => reference);
    expect(references).toContain(referenceIn(first.errors.reason));
    expect(client.openView(people.requester)?.values).toEqual(typed);

    const second = await submit(sandbox, people.requester);
    expect(second.outcome).toBe('closed');
    await sandbox.lambda.idle();
    expect(executions()).toBe(before.executions + 1);
    expect(cards(sandbox)).toHaveLength(before.cards + 1);
  },
);

test('when Slack cannot say who asks, the form says so and nothing is started', async () => {
  const sandbox = product();
  const before = sandbox.lambda.executions().length;
  await openForm(sandbox, people.requester);
  await enter(sandbox, people.requester, acmeOrders);
  sandbox.clock.advance(61_000);
  sandbox.slack.faults.add({ method: 'users.info', fault: 'http_500' });
  const { outcome, errors } = await submit(sandbox, people.requester);
  expect(outcome).toBe('errors');
  expect(errors.reason).toContain("Slack couldn't say whether you may ask.");
  expect(sandbox.lambda.executions()).toHaveLength(before);
  expect((await submit(sandbox, people.requester)).outcome).toBe('closed');
});
