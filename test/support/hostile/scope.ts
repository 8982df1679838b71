import { isDeepStrictEqual } from 'node:util';
import { cards, click, enter, submit } from '@doo-repush/sandbox/driver';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import { objectsIn } from '@doo-repush/sandbox/slack/json';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { callbackOf, completeCallback } from '../callbacks.ts';
import { ask, factsOf, HOUR_MS, now, passTime, stateOf } from '../requests.ts';
import { configured } from './forms.ts';
import { asObject, type Lab } from './lab.ts';

/** An attempt to make doo send to a system that the approved card does not name. */
export interface ScopeRow {
  readonly title: string;
  /** Makes the request; resolves to no card if the form refuses it. */
  readonly ask: (lab: Lab) => Promise<Message | undefined>;
  /** Changes something in doo while the request is pending. */
  readonly meanwhile?: (sandbox: Sandbox) => void;
  /** Approves it; by default with a plain click. */
  readonly approve?: (lab: Lab, card: Message) => Promise<unknown>;
  /** Which of the configurations on the card doo is called for, once each. */
  readonly called: 'each' | 'each or none' | 'none';
}

/** An organization with three configurations for orders. */
const INITECH = {
  organization: 'Initech',
  configuration: 'All systems',
  eventIds: '63001',
} as const;

const all = ({ sandbox }: Lab) => ask(sandbox, INITECH);

const edited = (change: object) => (sandbox: Sandbox) => {
  const { configurations } = sandbox.doo.data;
  const at = configurations.findIndex(({ name }) => name === 'Reports');
  const before = configurations[at];
  if (before === undefined) throw new Error('no configuration Reports');
  configurations[at] = { ...before, ...change };
};

/** Forged choices that might be taken for all configurations. */
const WIDE = ['*', 'all', '', '%', 'null', 'undefined', '[]', '{"kind":"all"}', '__proto__'];

async function afterForm(lab: Lab, send: () => Promise<unknown>): Promise<Message | undefined> {
  const before = cards(lab.sandbox).length;
  await send();
  return cards(lab.sandbox)[before];
}

const widened = { configuration: '*', configuration_ids: '*', kind: 'all', all: true };

/** Clicks Approve with additions to the button's value. */
async function approveWith(lab: Lab, card: Message, more: object): Promise<unknown> {
  const value = JSON.stringify({ v: 1, c: callbackOf(card), r: people.requester, ...more });
  return lab.click(card, 'approve', (payload) => {
    const [action] = objectsIn(payload.actions);
    const user = { id: people.approver, team_id: people.team };
    return { ...payload, user, actions: [{ ...action, value }] };
  });
}

/**
 * The card of an ended request as the previous version wrote it: for all configurations, without their IDs.
 */
async function runAgainOfOldCard({ sandbox }: Lab): Promise<Message | undefined> {
  const old = await ask(sandbox, INITECH);
  await click(sandbox, people.requester, old, 'cancel');
  await sandbox.lambda.idle();
  const facts = now(sandbox, old).metadata?.event_payload;
  if (facts === undefined) throw new Error('the card has no metadata');
  delete facts.configuration_ids;
  const before = cards(sandbox).length;
  await click(sandbox, people.requester, now(sandbox, old), 'again');
  await enter(sandbox, people.requester, { eventIds: INITECH.eventIds });
  await submit(sandbox, people.requester);
  await sandbox.lambda.idle();
  return cards(sandbox)[before];
}

export const hostileScope: readonly ScopeRow[] = [
  {
    title: "another organization's event for all configurations, with credentials that both share",
    ask: ({ sandbox }) => ask(sandbox, { ...INITECH, eventIds: '52001' }),
    called: 'each',
  },
  {
    title: "another organization's event for one configuration, with credentials that both share",
    ask: ({ sandbox }) => ask(sandbox, { ...INITECH, configuration: 'Reports', eventIds: '52001' }),
    called: 'each',
  },
  {
    title: 'a configuration that is added while the card waits',
    ask: all,
    meanwhile: ({ doo: { data } }) => {
      const like = data.configurations.find(({ name }) => name === 'Reports');
      if (like !== undefined) data.configurations.push({ ...like, id: 'later', name: 'ERP' });
    },
    called: 'each',
  },
  ...(
    [
      ['renamed', { name: 'ERP production' }],
      [
        'pointed elsewhere',
        { hooks: [{ type: 'order_created', endpoint: 'https://erp.example' }] },
      ],
      ['given another ID', { id: 'another' }],
      ['given to another organization', { organizationId: 5102 }],
    ] as const
  ).map(
    ([what, change]): ScopeRow => ({
      title: `a configuration that is ${what} while the card waits`,
      ask: all,
      meanwhile: edited(change),
      called: 'none',
    }),
  ),
  {
    title: 'a configuration that is disabled while the card waits',
    ask: all,
    meanwhile: ({ doo: { data } }) => {
      const at = data.configurations.findIndex(({ name }) => name === 'Reports');
      data.configurations.splice(at, 1);
    },
    called: 'none',
  },
  ...WIDE.map(
    (value): ScopeRow => ({
      title: `a form whose configuration is ${JSON.stringify(value)}`,
      ask: (lab: Lab) =>
        afterForm(lab, () => lab.requestForm(configured('configuration:5101', value))),
      called: 'each',
    }),
  ),
  ...['{"v":1,"o":"5101","configuration":"*"}', '{"v":1,"o":"5101","c":"*","p":{"only":"*"}}'].map(
    (text): ScopeRow => ({
      title: `a form whose private_metadata is ${text}`,
      ask: (lab: Lab) =>
        afterForm(lab, () =>
          lab.requestForm((payload) => ({
            ...payload,
            view: { ...asObject(payload.view), private_metadata: text },
          })),
        ),
      called: 'each',
    }),
  ),
  {
    title: "an approver's button whose value speaks of all configurations",
    ask: ({ sandbox }) => ask(sandbox),
    approve: (lab, card) => approveWith(lab, card, widened),
    called: 'each',
  },
  {
    title: 'an approval past the door that speaks of all configurations',
    ask: ({ sandbox }) => ask(sandbox),
    approve: ({ sandbox }, card) =>
      completeCallback(
        sandbox,
        callbackOf(card),
        JSON.stringify({ v: 1, decision: 'approved', by: people.approver, ...widened }),
      ),
    called: 'none',
  },
  {
    title: 'an approval that is delivered three times',
    ask: all,
    approve: ({ sandbox }, card) =>
      Promise.all([1, 2, 3].map(() => click(sandbox, people.approver, card, 'approve'))),
    called: 'each',
  },
  {
    title: 'Run again of a card of the version before, which names no configuration',
    ask: runAgainOfOldCard,
    called: 'each',
  },
  {
    title: 'two requests for all configurations, approved at the same moment',
    ask: all,
    approve: async (lab, card) => {
      const other = await all(lab);
      await Promise.all(
        [card, other].map((each) => click(lab.sandbox, people.approver, each, 'approve')),
      );
    },
    called: 'each or none',
  },
];

/** Plays an attack from the form to the end of its card. @returns the violations */
export async function scopeFaultsOf(row: ScopeRow, lab: Lab): Promise<readonly string[]> {
  const { sandbox } = lab;
  const { configurations } = sandbox.doo.data;
  const kept = [...configurations];
  const started = sandbox.doo.initCalls().length;
  // Earlier rows requested the same events; after this they no longer count as duplicates.
  sandbox.clock.advance(50 * HOUR_MS);
  const card = await row.ask(lab);
  if (card === undefined)
    return sandbox.doo.initCalls().length > started ? ['doo was called without a card'] : [];
  const { configuration_ids, configuration_id, organization_id } = factsOf(card);
  const shown = String(configuration_ids ?? configuration_id).split(' ');
  const theirs = kept.filter(({ organizationId }) => String(organizationId) === organization_id);
  const foreign = shown.filter((shownId) => !theirs.some(({ id }) => id === shownId));
  row.meanwhile?.(sandbox);
  const approve = row.approve ?? (() => click(sandbox, people.approver, card, 'approve'));
  await approve(lab, card);
  await passTime(sandbox, () => cards(sandbox).every((each) => stateOf(each) !== 'sending'));
  configurations.splice(0, configurations.length, ...kept);
  const called = sandbox.doo
    .initCalls()
    .slice(started)
    .map(({ body }) => String(Object(body).webhook_configuration_id));
  const due = row.called === 'none' ? [] : shown;
  const isDue = isDeepStrictEqual(called, due);
  return [
    ...foreign.map((id) => `the card shows ${id} for an organization that does not have it`),
    ...(isDue || (row.called === 'each or none' && called.length === 0)
      ? []
      : [`doo was called for [${called.join(', ')}], and not for [${due.join(', ')}]`]),
  ];
}
