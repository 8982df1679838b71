import { type JsonObject, objectsIn } from '@doo-repush/sandbox/slack/json';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { callbackOf } from '../callbacks.ts';
import { interactionBody } from '../raw-delivery.ts';
import type { Lab } from './lab.ts';
import type { HostileRow } from './row.ts';

const OLD = /This button is out of date\. Start again with/;
const NOT_COUNTED = /so nothing changed/;
const NOT_APPROVER = /is not an approver/;
const approver = { id: people.approver, team_id: people.team };

const withAction = (payload: JsonObject, change: object) => {
  const [action] = objectsIn(payload.actions);
  return { ...payload, actions: [{ ...action, ...change }] };
};
const changedAction = (change: object) => async (lab: Lab) =>
  lab.click(await lab.card(), 'approve', (payload) => withAction(payload, change));
const changedClick = (change: (payload: JsonObject) => object) => async (lab: Lab) =>
  lab.click(await lab.card(), 'approve', change);

/** An approver's click on a button with a forged `callback` and `requester`. */
const forged =
  (callback: (lab: Lab, card: Message) => Promise<string> | string, requester: string, more = {}) =>
  async (lab: Lab) => {
    const card = await lab.card();
    const value = JSON.stringify({ v: 1, c: await callback(lab, card), r: requester, ...more });
    return lab.click(card, 'approve', (payload) => ({
      ...withAction(payload, { value }),
      user: approver,
    }));
  };

const values: readonly (readonly [string, unknown])[] = [
  ['another version', '{"v":2,"c":"x","r":"U0RENEREQU"}'],
  ['no JSON', 'v1'],
  ['a JSON list', '[1,"x","U0RENEREQU"]'],
  ['JSON null', 'null'],
  ['no callback', '{"v":1,"r":"U0RENEREQU"}'],
  ['an empty callback', '{"v":1,"c":"","r":"U0RENEREQU"}'],
  ['a callback that is an object', '{"v":1,"c":{"toString":"x"},"r":"U0RENEREQU"}'],
  ['its fields in the prototype only', '{"__proto__":{"v":1,"c":"x","r":"U0RENEREQU"}}'],
  ['a callback of 5,000 characters', JSON.stringify({ v: 1, c: 'c'.repeat(5_000), r: 'U0R' })],
  ['20,000 nested lists', '['.repeat(20_000) + ']'.repeat(20_000)],
  ['a number for a value', 7],
  ['an object for a value', { v: 1 }],
  ['nothing', ''],
];

const callbacks: readonly (readonly [string, string])[] = [
  ['that nobody waits for', 'bm90aGluZw=='],
  ['that is a path of another call', '../../2015-03-31/functions/worker/invocations?x='],
  ['with control characters', 'a\u0000b\r\nX-Amz-Target: x'],
  ['with right-to-left marks', '\u202egnihton\u202c'],
  ['of the greatest length', 'c'.repeat(1024)],
];

const strangers: readonly (readonly [string, string, RegExp])[] = [
  ['a guest', people.guest, /is a guest/],
  ['somebody of another workspace', people.outsider, /belongs to another workspace/],
  ['a deactivated person', people.deactivated, /is deactivated/],
  ['the app itself', people.botUser, /is not a person|^$/],
  ['nobody that Slack knows', 'U0NOBODY01', /is not known to this workspace/],
  ['a mention', '<!channel>', /is not known|could not say/],
  ['a name of the prototype', '__proto__', /is not known|could not say/],
];

/** Clicks on cards: forged button values, other apps' actions, unauthorized people. */
export const hostileClicks: readonly HostileRow[] = [
  ...values.map(([what, value]) => ({
    title: `a button with ${what}`,
    send: changedAction({ value }),
    told: OLD,
  })),
  ...[
    'approve_v2',
    'deploy_production',
    'APPROVE',
    '__proto__',
    'approve\u0000',
    'a'.repeat(255),
  ].map((actionId) => ({
    title: `the action ${JSON.stringify(actionId.slice(0, 20))} of another app`,
    send: changedAction({ action_id: actionId }),
    told: OLD,
  })),
  ...callbacks.map(([what, callback]) => ({
    title: `an approver's button with a callback ${what}`,
    send: forged(() => callback, people.requester),
    told: NOT_COUNTED,
  })),
  {
    title: "an approver's button with a callback that was completed before",
    prepare: (lab) => lab.usedCallback(),
    send: forged((lab) => lab.usedCallback(), people.requester),
    told: NOT_COUNTED,
  },
  ...strangers.map(([who, id, told]) => ({
    title: `a click of ${who}`,
    send: changedClick((payload) => ({ ...payload, user: { id, team_id: people.team } })),
    told,
  })),
  {
    title: 'a click of a guest who says to be of this workspace and an administrator',
    send: changedClick((payload) => ({
      ...payload,
      user: { id: people.guest, team_id: people.team, is_admin: true, is_restricted: false },
    })),
    told: /is a guest/,
  },
  {
    title: "the approver's own request with another person as its requester",
    send: async (lab) => {
      const card = await lab.approversCard();
      const value = JSON.stringify({ v: 1, c: callbackOf(card), r: people.requester });
      return lab.click(card, 'approve', (payload) => ({
        ...withAction(payload, { value }),
        user: approver,
      }));
    },
    leaves: 'a refused decision',
  },
  {
    title: "somebody else's request cancelled by a button that names the person who clicked",
    send: async (lab) => {
      const card = await lab.card();
      const r = people.secondRequester;
      const value = JSON.stringify({ v: 1, c: callbackOf(card), r });
      return lab.click(card, 'cancel', (payload) => withAction(payload, { value }));
    },
    leaves: 'a refused decision',
  },
  {
    title: 'a request approved by a member with a button that names another requester',
    send: async (lab) => {
      const card = await lab.card();
      const value = JSON.stringify({ v: 1, c: callbackOf(card), r: people.groupApprover });
      return lab.click(card, 'approve', (payload) => withAction(payload, { value }));
    },
    told: NOT_APPROVER,
  },
  {
    title: "our action on another app's message, clicked by an approver",
    send: changedClick((payload) => ({
      ...payload,
      user: approver,
      message: { ...Object(payload.message), bot_id: 'B0OTHERAPP', app_id: 'A0OTHERAPP' },
    })),
    told: OLD,
  },
  {
    title: 'our action in another channel, clicked by an approver',
    send: changedClick((payload) => ({
      ...payload,
      user: approver,
      channel: { id: people.general, name: 'general' },
    })),
    told: OLD,
  },
  {
    title: 'a click without a message',
    send: changedClick(({ message: _, ...payload }) => payload),
    told: OLD,
  },
  {
    title: 'a click without actions',
    send: changedClick((payload) => ({ ...payload, actions: [] })),
    status: 400,
  },
  {
    title: 'a click whose actions are null',
    send: changedClick((payload) => ({ ...payload, actions: null })),
    status: 400,
  },
  {
    title: 'a click whose action is null',
    send: changedClick((payload) => ({ ...payload, actions: [null] })),
    status: 400,
  },
  ...(
    [
      'message_action',
      'shortcut',
      'interactive_message',
      'dialog_submission',
      'workflow_step_edit',
      '__proto__',
      '',
    ] as const
  ).map((type) => ({
    title: `a click that says to be ${JSON.stringify(type)}`,
    send: changedClick((payload) => ({ ...payload, type })),
    status: 404,
  })),
  {
    title: 'a click whose action id is a list',
    send: changedAction({ action_id: ['approve'] }),
    status: 400,
  },
  {
    title: 'a click without an address for an answer',
    send: changedClick(({ response_url: _, ...payload }) => payload),
    status: 500,
  },
  {
    title: "a click whose address for an answer is not Slack's",
    send: changedClick((payload) => ({ ...payload, response_url: 'https://evil.example/' })),
    status: 500,
  },
  {
    title: 'a click that says to be a form that was closed',
    send: changedClick((payload) => ({ ...payload, type: 'view_closed' })),
    status: 400,
  },
  {
    title: 'an interaction that is only a type and people',
    send: (lab) =>
      lab.send(
        interactionBody({
          type: 'block_actions',
          team: { id: people.team },
          user: { id: people.approver },
        }),
      ),
    status: 400,
  },
];
