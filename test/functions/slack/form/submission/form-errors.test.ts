import { cards, enter, openForm, submit } from '@doo-repush/sandbox/driver';
import type { Delivery } from '@doo-repush/sandbox/slack/client/delivery';
import { isJsonObject, type JsonObject } from '@doo-repush/sandbox/slack/json';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { failedDeliveries } from '../../../../support/failed-deliveries.ts';
import { logged, referenceIn } from '../../../../support/log-lines.ts';
import { acmeOrders } from '../../../../support/product.ts';
import { productForFile } from '../../../../support/product-for-file.ts';
import { changedInteraction } from '../../../../support/raw-delivery.ts';

const product = productForFile();
const CONFIGURATION = 'configuration:5101';

afterEach(() => expect(failedDeliveries(product())).toEqual([]));

describe('what is wrong is said at its field, and what was typed stays', () => {
  test.for([
    [
      'a part that is no id',
      { eventIds: '41231 Summit' },
      'event_ids',
      '"Summit" is not an event ID',
    ],
    ['no id at all', { eventIds: ' , ; ' }, 'event_ids', 'Enter at least one event ID'],
    [
      'too many ids',
      { eventIds: Array.from({ length: 51 }, (_, index) => 41231 + index).join('\n') },
      'event_ids',
      "That's 51 events. One request takes at most 50: split it.",
    ],
    ['a reason of spaces', { reason: '   ' }, 'reason', 'Add a reason for your approver.'],
    [
      'a number that may be two ids',
      { eventIds: '41,231' },
      'event_ids',
      '41,231 may be one number. Write 41231, or put a space between two IDs.',
    ],
    [
      'a reason that shows nothing',
      { reason: '\u200b\u2060\u3164\u2800' },
      'reason',
      'Add a reason for your approver.',
    ],
    [
      'a token in the reason',
      { reason: 'Authorization: Bearer planted-a1aa1aaaaaaa' },
      'reason',
      'Your reason contains a token. Remove it',
    ],
    [
      'a token in the ticket',
      { ticket: 'eyJplaceholder' },
      'ticket',
      'Your ticket contains a token. Remove it',
    ],
    [
      'a line chosen as configuration',
      { configuration: 'zebra' },
      CONFIGURATION,
      'Pick a system from the list.',
    ],
  ] as const)('%s', async ([, entries, block, words]) => {
    const sandbox = product();
    const { client } = sandbox.slack;
    await openForm(sandbox, people.requester);
    await enter(sandbox, people.requester, { ...acmeOrders, ...entries });
    const before = client.openView(people.requester)?.values;

    const { outcome, errors } = await submit(sandbox, people.requester);
    expect(outcome).toBe('errors');
    expect(Object.keys(errors)).toEqual([block]);
    expect(errors[block]).toContain(words);
    const after = client.openView(people.requester);
    expect(after?.values).toEqual(before);
    expect(sandbox.lambda.executions()).toEqual([]);
    await client.close(people.requester, after?.view.id ?? '');
  });

  test('several at once are all said', async () => {
    const sandbox = product();
    await openForm(sandbox, people.requester);
    await enter(sandbox, people.requester, { ...acmeOrders, eventIds: 'x', reason: ' ' });
    const { errors } = await submit(sandbox, people.requester);
    expect(Object.keys(errors).toSorted()).toEqual(['event_ids', 'reason']);
  });
});

describe('a payload that no form of ours would send', () => {
  let recorded: Delivery | undefined;

  /** A submission that was refused for its reason alone, so that its form may still be submitted. */
  beforeAll(async () => {
    const sandbox = product();
    await openForm(sandbox, people.secondRequester);
    await enter(sandbox, people.secondRequester, { ...acmeOrders, reason: ' ' });
    recorded = (await submit(sandbox, people.secondRequester)).deliveries[0];
  });

  const option = (value: string) => ({ selected_option: { value } });

  /** The answer to the submission with a reason, its values changed, and `more` over its view. */
  async function answerTo(change: (values: JsonObject) => unknown, more: object = {}) {
    if (recorded === undefined) throw new Error('nothing was recorded');
    const body = changedInteraction(recorded.body, (payload) => {
      const view = objectAt(payload, 'view');
      const values = {
        ...objectAt(objectAt(view, 'state'), 'values'),
        reason: { reason: { value: 'A reason' } },
      };
      return { ...payload, view: { ...view, state: { values: change(values) }, ...more } };
    });
    const { delivery, text } = await product().slack.client.redeliver({ ...recorded, body });
    expect(delivery).toMatchObject({ status: 200, late: false });
    return text === undefined || text === '' ? undefined : JSON.parse(text);
  }

  test.for([
    [
      'a line as organization',
      { organization: { organization: option('line:info') } },
      'organization',
    ],
    [
      'no organization',
      { organization: { organization: { selected_option: null } } },
      'organization',
    ],
    [
      'an organization whose id is no number',
      {
        organization: { organization: option('x') },
        [CONFIGURATION]: undefined,
        'configuration:x': { configuration: option('12') },
      },
      'reason',
    ],
    [
      'a configuration of another organization',
      { organization: { organization: option('5102') } },
      CONFIGURATION,
    ],
    [
      'a line as configuration',
      { [CONFIGURATION]: { configuration: option('line:x') } },
      CONFIGURATION,
    ],
    ['no configuration', { [CONFIGURATION]: { configuration: {} } }, CONFIGURATION],
    ['no field of a configuration', { [CONFIGURATION]: undefined }, 'organization'],
    [
      'a resource that doo does not have',
      { resource: { resource: option('tickets') } },
      'resource',
    ],
    ['a resource of the prototype', { resource: { resource: option('__proto__') } }, 'resource'],
    ['no field of event IDs', { event_ids: undefined }, 'resource'],
    ['a reason that is too long', { reason: { reason: { value: 'x'.repeat(501) } } }, 'reason'],
    ['a reason that is no text', { reason: { reason: { value: 17 } } }, 'reason'],
  ] as const)('%s is refused at a field', async ([, changed, block]) => {
    const answer = await answerTo((values) => ({ ...values, ...changed }));
    expect(answer?.response_action).toBe('errors');
    expect(answer.errors[block]).toMatch(/^[A-Z].*\.$/);
    expect(product().lambda.executions()).toEqual([]);
  });

  test.for([
    ['values that are no object', 'x'],
    ['values that are a list', []],
  ] as const)('%s are refused with words', async ([, values]) => {
    const answer = await answerTo(() => values);
    expect(answer).toMatchObject({ response_action: 'errors' });
    expect(product().lambda.executions()).toEqual([]);
  });

  test('a view without its state is refused with words', async () => {
    const answer = await answerTo((values) => values, { state: undefined });
    expect(answer.errors.reason).toBe("The form couldn't be read. Open it again.");
    expect(product().lambda.executions()).toEqual([]);
  });

  test('an id of a person that the workflow would not understand is refused with a reference', async () => {
    const { state } = product().slack.workspace;
    const [known] = state.users;
    if (known === undefined || recorded === undefined) throw new Error('nobody is known');
    state.users.push({ ...known, id: 'X0' });
    product().slack.workspace.channel(people.approvals)?.members.push('X0');
    product().clock.advance(61_000);
    const body = changedInteraction(recorded.body, (payload) => ({
      ...payload,
      user: { id: 'X0', team_id: people.team },
    })).replace('%22value%22%3A%22+%22', '%22value%22%3A%22A+reason%22');
    const { text } = await product().slack.client.redeliver({ ...recorded, body });
    const { errors } = JSON.parse(text ?? '{}');
    expect(errors.reason).toContain('Not sent for approval.');
    const references = logged(product(), 'listener_failed').map(({ reference }) => reference);
    expect(references).toContain(referenceIn(errors.reason));
    expect(product().lambda.executions()).toEqual([]);
  });

  test.for([
    ['a guest', people.guest, 'is a guest of this workspace'],
    ['a deactivated person', people.deactivated, 'is deactivated'],
  ] as const)('%s who submits is told at a field', async ([, userId, why]) => {
    if (recorded === undefined) throw new Error('nothing was recorded');
    const body = changedInteraction(recorded.body, (payload) => ({
      ...payload,
      user: { id: userId, team_id: people.team },
    })).replace('%22value%22%3A%22+%22', '%22value%22%3A%22A+reason%22');
    const { text } = await product().slack.client.redeliver({ ...recorded, body });
    const { errors } = JSON.parse(text ?? '{}');
    expect(errors.reason).toContain('You may not ask for a repush');
    expect(errors.reason).toContain(why);
    expect(errors.reason).not.toContain('No form was opened');
    expect(errors.reason).toContain('Ask someone in the approval channel.');
    expect(errors.reason).not.toContain('<#');
    expect(product().lambda.executions()).toEqual([]);
  });

  test('altered private metadata changes nothing: the fields themselves are the request', async () => {
    const sandbox = product();
    const altered = { private_metadata: '{"v":1,"o":"5103","r":"contacts"}' };
    expect(await answerTo((values) => values, altered)).toBeUndefined();
    await sandbox.lambda.idle();
    const [execution, ...others] = sandbox.lambda.executions();
    expect(others).toEqual([]);
    const input = JSON.parse(execution?.input ?? 'null');
    expect(input).toMatchObject({
      requesterId: people.secondRequester,
      request: {
        organizationId: '5101',
        resource: 'orders',
        eventIds: ['41231'],
        reason: 'A reason',
      },
    });
    expect(cards(sandbox)).toHaveLength(1);
  });
});

function objectAt(object: JsonObject, name: string): JsonObject {
  const value = object[name] ?? null;
  if (!isJsonObject(value)) throw new Error(`No object ${name}`);
  return value;
}
