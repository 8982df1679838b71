import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { commandBody, interactionBody, JSON_TYPE } from '../raw-delivery.ts';
import type { HostileRow } from './row.ts';

const MAY_NOT = /You may not ask for a repush here/;
const team = { id: people.team };
const view = (metadata: string) => ({
  id: 'V0HOSTILE1',
  type: 'modal',
  callback_id: 'request_form',
  private_metadata: metadata,
  blocks: [],
  state: { values: {} },
});

const texts: readonly (readonly [string, string])[] = [
  ['mentions', '<!channel> <@U0INJECTED>'],
  ['a right-to-left mark', '\u202eorders'],
  ['control characters', 'orders\u0000 41231\u001b'],
  ['100,000 words', 'x '.repeat(100_000)],
  ['one word of 500,000 characters', 'x'.repeat(500_000)],
  ['a name of the prototype', '__proto__ constructor toString'],
  ['links', '<https://evil.example|doo.net>'],
];

const event = (more: object) =>
  JSON.stringify({ type: 'event_callback', team_id: people.team, event_id: 'Ev1', event: more });

/** Commands, look-ups and events that Slack signed but that nobody should have sent. */
export const hostileCommands: readonly HostileRow[] = [
  ...texts.map(([what, text]) => ({
    title: `a command with ${what}`,
    send: (lab: Parameters<HostileRow['send']>[0]) => lab.send(commandBody({ text })),
    told: /form|may not ask|Did you mean|Slack took too long/,
  })),
  ...[people.guest, people.outsider, people.deactivated, people.botUser, 'U0NOBODY01'].map(
    (id): HostileRow => ({
      title: `a command of ${id}`,
      send: (lab) => lab.send(commandBody({ text: '', user_id: id })),
      told: MAY_NOT,
    }),
  ),
  ...(
    [
      ['history ', 'since:9:30 ', /"You may not read the requests: your account is a guest/],
      ['export ', 'since:2026-03-29T02:30 ', /"You may not read the requests/],
      ['', '"a ', MAY_NOT],
      ['orders ', 'since:2026-03-29T02:30 until:2026-10-25T02:30 ', MAY_NOT],
    ] as const
  ).map(
    ([start, part, told]): HostileRow => ({
      title: `a guest's command "${start}${part}…" of 4,000 characters`,
      send: (lab) =>
        lab.send(
          commandBody({
            text: (start + part.repeat(4_000)).slice(0, 4_000),
            user_id: people.guest,
          }),
        ),
      told,
    }),
  ),
  {
    title: 'a command of nobody',
    send: (lab) => lab.send(commandBody({ text: '', user_id: undefined })),
    status: 400,
  },
  {
    title: 'a command of a mention',
    send: (lab) => lab.send(commandBody({ text: '', user_id: '<!channel>' })),
    told: /may not ask/,
  },
  {
    title: "another app's command",
    send: (lab) => lab.send(commandBody({ command: '/deploy', text: 'production' })),
    status: 404,
  },
  ...(
    [
      ['a long query', 'q'.repeat(20_000)],
      ['a query with control characters', '\u0000\u202e<!channel>'],
      ['a query that is a list', ['a']],
      ['no query', null],
    ] as const
  ).map(
    ([what, value]): HostileRow => ({
      title: `a look-up of organizations with ${what}`,
      send: (lab) =>
        lab.send(
          interactionBody({
            type: 'block_suggestion',
            team,
            user: { id: people.requester },
            action_id: 'organization',
            block_id: 'organization',
            value,
            view: view('{"v":1,"r":"orders"}'),
          }),
        ),
      told: /"options":\[/,
    }),
  ),
  ...(
    [
      ['no private_metadata', ''],
      ['an organization that is not set up', '{"v":1,"o":"999","r":"orders"}'],
      ['a path for an organization', '{"v":1,"o":"../5101","r":"orders"}'],
    ] as const
  ).map(
    ([what, metadata]): HostileRow => ({
      title: `a look-up of configurations with ${what}`,
      send: (lab) =>
        lab.send(
          interactionBody({
            type: 'block_suggestion',
            team,
            user: { id: people.requester },
            action_id: 'configuration',
            block_id: 'configuration:5101',
            value: '',
            view: view(metadata),
          }),
        ),
      told: /Pick an organization first|no longer set up/,
    }),
  ),
  {
    title: "another app's look-up",
    send: (lab) =>
      lab.send(
        interactionBody({
          type: 'block_suggestion',
          team,
          user: { id: people.requester },
          action_id: 'employees',
          block_id: 'employees',
          value: '',
          view: view(''),
        }),
      ),
    status: 404,
  },
  ...(
    [
      ['a message', { type: 'message', user: people.requester, text: '/doo-repush <!channel>' }],
      ['an event of no type', {}],
      ['an event of the prototype', { type: '__proto__', user: people.requester }],
    ] as const
  ).map(
    ([what, more]): HostileRow => ({
      title: `an event that is ${what}`,
      send: (lab) => lab.send(event(more), JSON_TYPE),
    }),
  ),
];
