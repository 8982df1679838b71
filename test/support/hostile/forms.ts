import type { JsonObject } from '@doo-repush/sandbox/slack/json';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { callbackOf } from '../callbacks.ts';
import { asObject, type Lab } from './lab.ts';
import type { HostileRow } from './row.ts';

const FIELD = /"response_action":"errors"/;
const MAY_NOT = /You may not ask for a repush here|couldn't say whether you may ask/;
const OLD = /out of date/;

type Change = (payload: JsonObject) => object;

const withView = (change: (view: JsonObject) => object): Change => {
  return (payload) => ({ ...payload, view: change(asObject(payload.view)) });
};
const withValues = (change: (values: JsonObject) => unknown): Change =>
  withView((view) => ({
    ...view,
    state: { values: change(asObject(asObject(view.state).values)) },
  }));
const typed = (field: string, value: unknown): Change =>
  withValues((values) => ({
    ...values,
    [field]: { [field]: { type: 'plain_text_input', value } },
  }));
const chosen = (field: string, value: unknown): Change =>
  withValues((values) => ({
    ...values,
    [field]: {
      [field]: {
        type: 'static_select',
        selected_option: { value, text: { type: 'plain_text', text: 'x' } },
      },
    },
  }));
const by =
  (id: string): Change =>
  (payload) => ({ ...payload, user: { id, team_id: people.team } });
export const configured = (blockId: string, value: string): Change =>
  withValues((values) => {
    const others = Object.entries(values).filter(([name]) => !name.startsWith('configuration:'));
    const menu = { type: 'external_select', selected_option: { value } };
    return { ...Object.fromEntries(others), [blockId]: { configuration: menu } };
  });

const request = (change: Change) => (lab: Lab) => lab.requestForm(change);

const eventIds: readonly (readonly [string, string])[] = [
  ['a mention', '<!channel>'],
  ['a right-to-left mark', '\u202e13214'],
  ['a control character', '412\u000031'],
  ['digits of another script', '\u0664\u0661\u0662\u0663\u0661'],
  ['digits of full width', '\uff14\uff11'],
  ['a negative number', '-41231'],
  ['an exponent', '4e4'],
  ['a hexadecimal number', '0xa10f'],
  ['a fraction', '41231.5'],
  ['a leading zero', '041231'],
  ['16 digits', '9007199254740993'],
  ['51 ids', Array.from({ length: 51 }, (_, index) => String(100 + index)).join(' ')],
  ['nothing', ' , ; '],
  ['a query of SQL', '41231; DROP TABLE orders'],
  ['a range', '41231-41239'],
];

const texts: readonly (readonly [string, string])[] = [
  ['mentions', '<!channel> <!here> <!everyone> <@U0INJECTED> <!subteam^S0APPROVER>'],
  ['links', '<https://evil.example|doo.net> https://evil.example/ <mailto:a@evil.example|b>'],
  ['entities', '&lt;!channel&gt; &amp;lt; &#60;!channel&#62;'],
  ['right-to-left marks', 'approve \u202etcejer\u202c \u2067x\u2069 \u200f'],
  ['control characters', 'a\u0000b\u0007c\u001b[2Jd\r\n\u2028e\u0085f'],
  ['formatting', '*bold* _it_ ~no~ `code` ```\nblock\n``` > quote'],
  ['half a character', '\ud83d lone'],
];

/** Submitted forms: altered fields, altered private_metadata, unauthorized people. */
export const hostileForms: readonly HostileRow[] = [
  ...eventIds.map(([what, text]) => ({
    title: `event ids that are ${what}`,
    send: request(typed('event_ids', text)),
    told: FIELD,
  })),
  ...(
    [
      ['an id of no organization', '999999', 'a direct message'],
      ['a line to read', 'line:info', 'nothing'],
      ['a name of the prototype', '__proto__', 'nothing'],
    ] as const
  ).map(([what, value, leaves]) => ({
    title: `an organization that is ${what}`,
    send: request((payload) => {
      const changed = chosen('organization', value)(payload);
      return configured(`configuration:${value}`, '1')(JSON.parse(JSON.stringify(changed)));
    }),
    told: leaves === 'nothing' ? FIELD : /^$/,
    leaves,
  })),
  {
    title: 'the configuration of another organization',
    send: request(configured('configuration:5102', 'whatever')),
    told: FIELD,
  },
  {
    title: 'a configuration that this organization does not have',
    send: request(configured('configuration:5101', '00000000-0000-0000-0000-000000000000')),
    leaves: 'a direct message',
  },
  {
    title: 'a configuration of 100 characters',
    send: request(configured('configuration:5101', 'c'.repeat(100))),
    told: FIELD,
  },
  ...['everything', '__proto__', '', '../orders'].map((value) => ({
    title: `a resource that is ${JSON.stringify(value)}`,
    send: request(chosen('resource', value)),
    told: FIELD,
  })),
  ...texts.map(([what, text]) => ({
    title: `a reason with ${what}`,
    send: request(typed('reason', text)),
    leaves: 'a card' as const,
  })),
  ...(
    [
      ['of 501 characters', 'r'.repeat(501)],
      ['of 500 ampersands', '&'.repeat(500)],
      ['of spaces', ' \n\t '],
      ['that is a list', ['a']],
      ['that is missing', null],
    ] as const
  ).map(([what, value]) => ({
    title: `a reason ${what}`,
    send: request(typed('reason', value)),
    told: FIELD,
  })),
  ...(
    [
      ['nothing', undefined],
      ['null', null],
      ['a list', []],
      ['a text', 'x'],
      ['a field of the prototype', JSON.parse('{"__proto__":{"reason":{"value":"x"}}}')],
    ] as const
  ).map(([what, values]) => ({
    title: `a form whose values are ${what}`,
    send: request(withValues(() => values)),
    told: FIELD,
  })),
  ...[
    people.guest,
    people.outsider,
    people.deactivated,
    people.botUser,
    'U0NOBODY01',
    '<!channel>',
  ].map((id) => ({
    title: `a form submitted by ${id}`,
    send: request(by(id)),
    told: id === people.botUser ? /^$|You may not ask/ : MAY_NOT,
  })),
  {
    title: "another app's form",
    send: request(withView((view) => ({ ...view, callback_id: 'payroll_form' }))),
    status: 404,
  },
  {
    title: 'a form without a view',
    send: request(({ view: _, ...payload }) => payload),
    status: 400,
  },
  {
    title: 'a form whose addresses for answers are null',
    send: request((payload) => ({ ...payload, response_urls: null })),
    status: 400,
  },
  ...(['../../x', 'V 0', 'V\u202e0', ''] as const).map((id) => ({
    title: `a form whose id is ${JSON.stringify(id)}`,
    send: request(withView((view) => ({ ...view, id }))),
    told: FIELD,
  })),
  {
    title: 'a form whose id has 100 characters',
    send: request(withView((view) => ({ ...view, id: 'V'.repeat(100) }))),
    told: FIELD,
  },
  ...(
    [
      ['names another organization', '{"v":1,"o":"5102","r":"contacts"}'],
      ['is no JSON', 'x'],
      ['is of another version', '{"v":9,"o":"5101","r":"orders"}'],
      ['is in the prototype', '{"__proto__":{"v":1,"o":"5102","r":"contacts"}}'],
      ['is 20,000 nested lists', '['.repeat(20_000) + ']'.repeat(20_000)],
    ] as const
  ).map(([what, text]) => ({
    title: `a form whose private_metadata ${what}: its fields count`,
    send: request(withView((view) => ({ ...view, private_metadata: text }))),
    leaves: 'a card' as const,
  })),
  ...(
    [
      ['is no JSON', 'x'],
      ['is empty', ''],
      ['is of another version', '{"v":2,"b":"{}","t":"1.1"}'],
      ['holds no button', '{"v":1,"b":"{}","t":"1.1"}'],
    ] as const
  ).map(([what, text]) => ({
    title: `a rejection whose private_metadata ${what}`,
    prepare: (lab: Lab) => lab.rejectForm(() => ({ type: 'nothing' })),
    send: (lab: Lab) => lab.rejectForm(withView((view) => ({ ...view, private_metadata: text }))),
    told: OLD,
  })),
  {
    title: 'a rejection with a callback that nobody waits for',
    send: (lab) =>
      lab.rejectForm(
        withView((view) => ({
          ...view,
          private_metadata: JSON.stringify({
            v: 1,
            b: JSON.stringify({ v: 1, c: 'bm90aGluZw==', r: people.requester }),
            t: '1.000001',
          }),
        })),
      ),
    told: /so nothing changed|request is closed/,
  },
  {
    title: "a rejection of the approver's own request that names another requester",
    send: async (lab) => {
      const c = callbackOf(await lab.approversCard());
      const b = JSON.stringify({ v: 1, c, r: people.requester });
      const text = JSON.stringify({ v: 1, b, t: '1.000001' });
      return lab.rejectForm(withView((view) => ({ ...view, private_metadata: text })));
    },
    leaves: 'a refused decision',
  },
  ...[people.requester, people.guest, people.outsider, people.secondRequester].map((id) => ({
    title: `a rejection submitted by ${id}`,
    prepare: (lab: Lab) => lab.rejectForm(() => ({ type: 'nothing' })),
    send: (lab: Lab) => lab.rejectForm(by(id)),
    told: FIELD,
  })),
];
