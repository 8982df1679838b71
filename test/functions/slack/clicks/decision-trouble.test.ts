import { click, stateOf, submit } from '@doo-repush/sandbox/driver';
import { isJsonObject } from '@doo-repush/sandbox/slack/json';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { afterEach, expect, test } from 'vitest';
import { failedDeliveries } from '../../../support/failed-deliveries.ts';
import { sendJson, startLocalServer } from '../../../support/local-server.ts';
import { logged, referenceIn } from '../../../support/log-lines.ts';
import { productForFile } from '../../../support/product-for-file.ts';
import { changedInteraction } from '../../../support/raw-delivery.ts';
import {
  ANSWERS_KEPT_MS,
  ask,
  fillReason,
  hasButtons,
  initCallsSince,
  now,
  press,
  toldBy,
} from '../../../support/requests.ts';

const DECIDE = 'SendDurableExecutionCallbackSuccess';
const product = productForFile();

/** Deliveries that had to fail, so that Slack shows its own error. */
let failed = 0;

afterEach(() => expect(failedDeliveries(product())).toHaveLength(failed));

test.for(['refused', '500', 'throttle'] as const)(
  'when AWS does not take the click (%s), the person is told and clicking again works',
  async (fault) => {
    const sandbox = product();
    sandbox.clock.advance(ANSWERS_KEPT_MS);
    const card = await ask(sandbox);
    sandbox.lambda.faults.add({ operation: DECIDE, fault });
    const words = await toldBy(sandbox, people.approver, () =>
      click(sandbox, people.approver, card, 'approve'),
    );
    expect(words).toContain('not sure your click got through.');
    const references = logged(sandbox, 'listener_failed').map(({ reference }) => reference);
    expect(references).toContain(referenceIn(words));
    expect(stateOf(now(sandbox, card))).toBe('waiting');
    expect(initCallsSince(sandbox, card)).toEqual([]);

    expect(stateOf(await press(sandbox, people.approver, card, 'approve'))).toBe('accepted');
    expect(initCallsSince(sandbox, card)).toHaveLength(1);
  },
);

test('a second click after AWS’s response was lost reports the decision and sends nothing more', async () => {
  const sandbox = product();
  sandbox.clock.advance(ANSWERS_KEPT_MS);
  const card = await ask(sandbox);
  sandbox.lambda.faults.add({ operation: DECIDE, fault: 'lost' });
  const first = await toldBy(sandbox, people.approver, () =>
    click(sandbox, people.approver, card, 'approve'),
  );
  expect(first).toContain('not sure your click got through.');
  const again = await toldBy(sandbox, people.approver, () =>
    click(sandbox, people.approver, card, 'approve'),
  );
  expect(again).toContain('This request is closed: You decided');
  expect(stateOf(now(sandbox, card))).toBe('accepted');
  expect(initCallsSince(sandbox, card)).toHaveLength(1);
});

test('a rejection whose form Slack does not open is reported', async () => {
  const sandbox = product();
  const card = await ask(sandbox);
  sandbox.slack.faults.add({ method: 'views.open', fault: 'http_500' });
  const words = await toldBy(sandbox, people.approver, () =>
    click(sandbox, people.approver, card, 'reject'),
  );
  expect(words).toContain("The form couldn't open. Nothing was changed.");
  expect(logged(sandbox, 'listener_failed').at(-1)).toMatchObject({
    reference: referenceIn(words),
  });
  await press(sandbox, people.requester, card, 'cancel');
});

test('a rejection that AWS refuses is reported at its field, and keeps the reason', async () => {
  const sandbox = product();
  const card = await ask(sandbox);
  await click(sandbox, people.approver, card, 'reject');
  await fillReason(sandbox, people.approver, 'Not during the event');
  sandbox.lambda.faults.add({ operation: DECIDE, fault: '500' });
  const { outcome, errors } = await submit(sandbox, people.approver);
  expect(outcome).toBe('errors');
  expect(errors.reason).toContain('not sure your rejection got through.');
  const references = logged(sandbox, 'listener_failed').map(({ reference }) => reference);
  expect(references).toContain(referenceIn(errors.reason));
  const form = sandbox.slack.client.openView(people.approver);
  expect(form?.values.reason?.reason?.value).toBe('Not during the event');

  expect((await submit(sandbox, people.approver)).outcome).toBe('closed');
  await sandbox.lambda.idle();
  expect(stateOf(now(sandbox, card))).toBe('rejected');
});

test('a rejection without its form’s state is answered at its field', async () => {
  const sandbox = product();
  const card = await ask(sandbox);
  await click(sandbox, people.approver, card, 'reject');
  await fillReason(sandbox, people.approver, ' ');
  const [recorded] = (await submit(sandbox, people.approver)).deliveries;
  if (recorded === undefined) throw new Error('The form was not delivered');
  const body = changedInteraction(recorded.body, ({ view, ...payload }) => ({
    ...payload,
    view: { ...(isJsonObject(view) && view), state: undefined },
  }));
  const { delivery, text } = await sandbox.slack.client.redeliver({ ...recorded, body });
  expect(delivery).toMatchObject({ status: 200, error: null });
  const { errors } = JSON.parse(text ?? '{}');
  expect(errors.reason).toContain('not sure your rejection got through.');
  expect(stateOf(now(sandbox, card))).toBe('waiting');
});

test('a click does not count while Slack cannot verify the person', async () => {
  const sandbox = product();
  const card = await ask(sandbox);
  sandbox.clock.advance(ANSWERS_KEPT_MS);
  sandbox.slack.faults.add({ method: 'users.info', fault: 'http_500' });
  const words = await toldBy(sandbox, people.approver, () =>
    click(sandbox, people.approver, card, 'approve'),
  );
  expect(words).toContain("Slack couldn't say who you are or who may decide");
  expect(hasButtons(now(sandbox, card))).toBe(true);
  expect(stateOf(await press(sandbox, people.approver, card, 'approve'))).toBe('accepted');
});

test('a private response that Slack refuses shows as Slack’s own error, and the decision counts', async () => {
  const sandbox = product();
  const answers = await startLocalServer((_, response) =>
    sendJson(response, 404, { ok: false, error: 'used_url' }),
  );
  const card = await ask(sandbox);
  sandbox.lambda.faults.add({ operation: DECIDE, fault: 'refused' });
  const recorded = await click(sandbox, people.approver, card, 'approve');
  const before = logged(sandbox, 'private_answer_failed').length;

  sandbox.lambda.faults.add({ operation: DECIDE, fault: 'lost' });
  const { delivery } = await sandbox.slack.client.redeliver({
    ...recorded,
    body: changedInteraction(recorded.body, (payload) => ({
      ...payload,
      response_url: answers.url,
    })),
  });
  failed += 1;
  expect(delivery).toMatchObject({ status: 500, late: false });
  expect(answers.requests).toHaveLength(1);
  expect(logged(sandbox, 'private_answer_failed')).toHaveLength(before + 1);
  expect(JSON.stringify(sandbox.logs)).not.toContain(answers.url);
  await sandbox.lambda.idle();
  expect(stateOf(now(sandbox, card))).toBe('accepted');
  expect(initCallsSince(sandbox, card)).toHaveLength(1);
});
