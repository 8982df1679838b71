import { people } from '@doo-repush/sandbox/slack/workspace/people';
import type { Lab } from '../hostile/lab.ts';
import { interactionBody } from '../raw-delivery.ts';
import type { Action } from './action.ts';
import type { Actor, ActorName } from './actors.ts';

const MEMBERS: readonly ActorName[] = ['requester', 'approver', 'groupApprover', 'both', 'member'];
const VIEW = 'V0STARTING';

const before = new WeakMap<Lab, number>();
const callsOf = ({ sandbox }: Lab, method: string) =>
  sandbox.slack.calls.filter((call) => call.method === method).length;

/** What somebody does with a form before it asks anything: each makes one call of Slack where it is done. */
function starting(words: string, method: string, body: (actor: Actor) => object): Action {
  return {
    words,
    may: MEMBERS,
    prepare: (lab) => lab.card(),
    atTheDoor(lab, actor) {
      before.set(lab, callsOf(lab, method));
      const user = { id: actor.userId, team_id: people.team };
      const common = { team: { id: people.team, domain: 'acme' }, trigger_id: '1.1.placeholder' };
      return lab.send(interactionBody({ ...common, ...body(actor), user }));
    },
    isDone: (lab) => callsOf(lab, method) > (before.get(lab) ?? 0),
  };
}

const action = (actionId: string, element: object, metadata: object) => ({
  type: 'block_actions',
  container: { type: 'view', view_id: VIEW },
  view: {
    id: VIEW,
    type: 'modal',
    hash: '1.placeholder',
    callback_id: 'request_form',
    private_metadata: JSON.stringify({ v: 1, r: 'orders', ...metadata }),
    blocks: [],
    state: {
      values: { event_ids: { event_ids: { type: 'plain_text_input', value: '41231' } } },
    },
  },
  actions: [{ action_id: actionId, block_id: actionId, action_ts: '1.000001', ...element }],
});

const last = {
  kind: 'offered',
  organizationId: '5101',
  organizationName: 'Acme Conferences',
  reference: '8C2F01',
  atMs: 1,
};

/** The ways into the form beside the command, and what the ledger adds to it. */
export const startings: readonly Action[] = [
  starting('open the form from a message', 'views.open', () => ({
    type: 'message_action',
    callback_id: 'repush_message',
    channel: { id: people.approvals },
    message: { ts: '1700000000.000100', text: 'event 41231' },
  })),
  starting('open the form by the shortcut that is everywhere', 'views.open', () => ({
    type: 'shortcut',
    callback_id: 'repush',
  })),
  starting('have the ledger fill in the form', 'views.update', () =>
    action('event_ids', { type: 'plain_text_input', value: '41231' }, {}),
  ),
  starting('use again what was asked for last', 'views.update', () =>
    action('use_last', { type: 'button', value: '8C2F01' }, { m: last }),
  ),
];
