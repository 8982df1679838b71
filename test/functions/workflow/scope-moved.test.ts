import { SECRET_IDS } from '@doo-repush/sandbox/function-settings';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { afterEach, describe, expect, it } from 'vitest';
import { productForFile } from '../../support/product-for-file.ts';
import {
  ask,
  endOf,
  factsOf,
  initCallsSince,
  linesOf,
  press,
  SECRETS_KEPT_MS,
  stateOf,
  wordsOf,
} from '../../support/requests.ts';

const product = productForFile();

/** Edits the configuration with this name, as a customer can in doo. */
function edit(name: string, change: object | undefined): void {
  const { configurations } = product().doo.data;
  const at = configurations.findIndex((each) => each.name === name);
  const before = configurations[at];
  if (before === undefined) throw new Error(`no configuration ${name}`);
  undo.push(() => configurations.splice(0, configurations.length, ...kept));
  const kept = [...configurations];
  configurations.splice(at, 1, ...(change === undefined ? [] : [{ ...before, ...change }]));
}

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const back of undo.splice(0).toReversed()) back();
  await product().doo.faults.clear();
});

const moved = {
  hooks: [{ type: 'order_created', endpoint: 'https://erp.acme.example/doo' }],
};

describe('an approved request that no longer matches doo', () => {
  it.each([
    [
      'another name',
      { name: 'ERP production' },
      'is now *ERP production* (crm-staging.acme.example)',
    ],
    ['another endpoint', moved, 'is now *CRM staging* (erp.acme.example)'],
    ['no longer active', undefined, 'is no longer active in doo'],
  ])('is not sent, and the card says what changed: %s', async (_title, change, words) => {
    const sandbox = product();
    const waiting = await ask(sandbox, { configuration: 'CRM staging' });
    edit('CRM staging', change);
    await press(sandbox, people.approver, waiting, 'approve');
    const card = await endOf(sandbox, waiting);
    expect(stateOf(card)).toBe('not_sent');
    expect(initCallsSince(sandbox, waiting)).toEqual([]);
    expect(wordsOf(card)).toContain('*Changed since the card was posted*, so nothing was sent:');
    expect(wordsOf(card)).toContain(`• *CRM staging* (crm-staging.acme.example) ${words}`);
    expect(wordsOf(card)).toContain('Edit and ask again…');
    expect(factsOf(card)).toMatchObject({ outcomes: 'n', items: 0 });
    const kinds = linesOf(sandbox, card).map((line) => line.split(' ')[0]);
    expect(kinds).toEqual(['Asked', 'Approved', 'Changed', 'Event']);
  });

  it('is sent to none of several configurations if one of them changed', async () => {
    const sandbox = product();
    const all = { organization: 'Initech', configuration: 'All systems' };
    const waiting = await ask(sandbox, { ...all, eventIds: '63001' });
    edit('Reports', { name: 'Reports production' });
    await press(sandbox, people.approver, waiting, 'approve');
    const card = await endOf(sandbox, waiting);
    expect(initCallsSince(sandbox, waiting)).toEqual([]);
    expect(factsOf(card).outcomes).toBe('n n n');
    expect(wordsOf(card)).toContain('is now *Reports production* (reports.initech.example)');
  });

  it('is not sent if the organization’s team in the doo secret has changed', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox);
    const secret = sandbox.doo.secret();
    const organizations = secret.organizations.map((each) =>
      each.name.startsWith('Acme') ? { ...each, teamId: '7103' } : each,
    );
    sandbox.secrets.set(SECRET_IDS.doo, { ...secret, organizations });
    undo.push(() => sandbox.secrets.set(SECRET_IDS.doo, secret));
    sandbox.clock.advance(SECRETS_KEPT_MS);
    await press(sandbox, people.approver, waiting, 'approve');
    const card = await endOf(sandbox, waiting);
    expect(initCallsSince(sandbox, waiting)).toEqual([]);
    expect(wordsOf(card)).toContain('• the organization has another team in the doo secret');
    undo.push(() => sandbox.clock.advance(SECRETS_KEPT_MS));
  });

  it('is sent if doo cannot be read again, and the card says so', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox, { eventIds: '41233' });
    await sandbox.doo.faults.set('list', { kind: 'status_500' });
    await press(sandbox, people.approver, waiting, 'approve');
    const card = await endOf(sandbox, waiting);
    expect(stateOf(card)).toBe('accepted');
    expect(initCallsSince(sandbox, waiting)).toHaveLength(1);
    expect(wordsOf(card)).toContain(
      "The systems couldn't be read again right before the first call.",
    );
  });
});
