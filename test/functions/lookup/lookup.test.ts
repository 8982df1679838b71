import type { ConfigurationList } from '@doo-repush/core/doo/configurations';
import { lookedUpSchema, lookUpSchema } from '@doo-repush/functions/model/look-up';
import { enter, offers, openForm } from '@doo-repush/sandbox/driver';
import { SECRET_IDS, SLACK_WITHOUT_DOO } from '@doo-repush/sandbox/function-settings';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { expect, onTestFinished, test } from 'vitest';
import { commandAnswer } from '../../support/command-answer.ts';
import { failedDeliveries } from '../../support/failed-deliveries.ts';
import { replaceSecret, startProduct } from '../../support/product.ts';
import { ask } from '../../support/requests.ts';

async function startWithLookup(): Promise<Sandbox> {
  const sandbox = await startProduct({
    settings: SLACK_WITHOUT_DOO,
    provisioned: ['slack', 'lookup'],
  });
  onTestFinished(() => expect(failedDeliveries(sandbox)).toEqual([]));
  return sandbox;
}

const textsOf = (found: readonly { text: string }[]) => found.map(({ text }) => text);
const configurations = async (sandbox: Sandbox) =>
  textsOf(await offers(sandbox, people.requester, 'configuration', 'CRM'));

async function formOfAcme(sandbox: Sandbox): Promise<void> {
  await openForm(sandbox, people.requester);
  await enter(sandbox, people.requester, { organization: 'Acme' });
}

test('the form opens without doo’s credentials, which only lookup reads, once', async () => {
  const sandbox = await startWithLookup();
  const read = () => sandbox.secrets.calls(SECRET_IDS.doo);
  const invoked: string[] = [];
  sandbox.lambda.onInvocation(({ functionName, kind }) => invoked.push(`${functionName} ${kind}`));
  await openForm(sandbox, people.requester);
  const organizations = await offers(sandbox, people.requester, 'organization', '');
  expect(textsOf(organizations)).toEqual(['Acme Conferences', 'Globex Events', 'Initech Meetups']);
  expect(read()).toBe(0);
  await enter(sandbox, people.requester, { organization: 'Acme' });
  expect(await configurations(sandbox)).toContain('CRM production');
  expect(await configurations(sandbox)).toContain('CRM production');
  expect(read()).toBe(1);
  expect(invoked).toEqual(['lookup sync']);
});

test('a request is made and approved just as with a doo secret', async () => {
  const sandbox = await startWithLookup();
  const card = await ask(sandbox);
  expect(card.text).toContain('Acme Conferences');
});

test('a cold lookup responds within Slack’s deadline', async () => {
  const sandbox = await startProduct({ settings: SLACK_WITHOUT_DOO });
  await formOfAcme(sandbox);
  expect(await configurations(sandbox)).toContain('CRM production');
  expect(sandbox.slack.deliveries.at(-1)).toMatchObject({ status: 200, late: false });
});

test('an organization that the doo secret has lost is reported as no longer set up', async () => {
  const sandbox = await startWithLookup();
  await formOfAcme(sandbox);
  const secret = sandbox.doo.secret();
  const organizations = secret.organizations.filter(({ name }) => !name.startsWith('Acme'));
  replaceSecret(sandbox, SECRET_IDS.doo, { ...secret, organizations });
  expect(await configurations(sandbox)).toEqual(['This organization is no longer set up']);
});

test('a failed lookup is reported with a reference, and the next keystroke retries it', async () => {
  const sandbox = await startWithLookup();
  await formOfAcme(sandbox);
  replaceSecret(sandbox, SECRET_IDS.doo, '{}');
  const [line] = await configurations(sandbox);
  expect(line).toMatch(/^Systems can't be loaded\. Try again\. Ref [0-9A-F]{6}$/);
  expect(sandbox.logs.map(({ line: text }) => text).join('\n')).toContain('look_up_failed');
});

test.for(['hang', 'throttle'] as const)(
  'a Lambda that answers a look-up with %s keeps nobody waiting',
  async (fault) => {
    const sandbox = await startWithLookup();
    await formOfAcme(sandbox);
    sandbox.lambda.faults.add({ operation: 'Invoke', fault });
    const [line] = await configurations(sandbox);
    // On a busy machine the bound of the answer may be there before that of the look-up, 150 ms earlier.
    const inTime =
      fault === 'hang' ? /^Not loaded: doo didn't answer in time|Try again/ : /Try again/;
    expect(line).toMatch(inTime);
    expect(sandbox.slack.deliveries.at(-1)).toMatchObject({ status: 200, late: false });
    expect(await configurations(sandbox)).toContain('CRM production');
  },
);

test('what a look-up reads is there for the next one, also where nobody waits for it any more', async () => {
  const sandbox = await startWithLookup();
  await formOfAcme(sandbox);
  const pages = () => sandbox.doo.calls.filter(({ endpoint }) => endpoint === 'list').length;
  sandbox.lambda.faults.add({ operation: 'Invoke', fault: 'lost' });
  const [line] = await configurations(sandbox);
  expect(line).toMatch(/Try again|didn't answer/);
  await sandbox.lambda.idle();
  expect(pages()).toBeGreaterThan(0);
  const before = pages();
  expect(await configurations(sandbox)).toContain('CRM production');
  expect(pages()).toBe(before);
});

test('a partial list passes to lookup and back unchanged, so that later pages can be compared with it', () => {
  const list = {
    configurations: [{ id: 'c0ffee', name: 'CRM', hooks: [{ type: 'order_created', host: '' }] }],
    complete: false,
    skipped: 0,
    nextPage: 2,
    steadiness: { isSteady: true, entries: 25, pageCount: 3, total: 60 },
  } satisfies ConfigurationList;
  const order = { v: 1, organizationId: '5101', dueAtMs: 0, from: list };
  expect(lookUpSchema.parse(JSON.parse(JSON.stringify(order)))).toEqual(order);
  const answer = { listed: { ok: true, value: list } };
  expect(lookedUpSchema.parse(JSON.parse(JSON.stringify(answer)))).toEqual(answer);
});

test('the list of organizations is refused if it contains credentials', async () => {
  const sandbox = await startWithLookup();
  replaceSecret(sandbox, SECRET_IDS.organizations, sandbox.doo.secret());
  const words = await commandAnswer(sandbox, people.requester, '');
  expect(words).toContain('our access to doo cannot be read');
});
