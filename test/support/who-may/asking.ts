import { cards } from '@doo-repush/sandbox/driver';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import type { Lab } from '../hostile/lab.ts';
import { commandBody, JSON_TYPE } from '../raw-delivery.ts';
import { startWorkflow } from '../start-workflow.ts';
import type { Action } from './action.ts';
import type { Actor, ActorName } from './actors.ts';

const MEMBERS: readonly ActorName[] = ['requester', 'approver', 'groupApprover', 'both', 'member'];

const viewsOpened = new WeakMap<Lab, number>();
const opensOf = ({ sandbox }: Lab) =>
  sandbox.slack.calls.filter(({ method, args }) => method === 'views.open' && args.view !== null)
    .length;

/** Actions without a card: making a request, and reading the app's Home tab. */
export const asking: readonly Action[] = [
  {
    words: 'open the form',
    may: MEMBERS,
    atTheDoor: (lab, { userId }) => {
      viewsOpened.set(lab, opensOf(lab));
      return lab.send(commandBody({ text: '', user_id: userId }));
    },
    isDone: (lab) => opensOf(lab) > (viewsOpened.get(lab) ?? 0),
  },
  {
    words: 'submit the form',
    may: MEMBERS,
    async atTheDoor(lab, { userId }) {
      cardsBefore.set(lab, cards(lab.sandbox).length);
      await lab.requestForm((payload) => ({
        ...payload,
        user: { id: userId, team_id: people.team },
      }));
    },
    async pastTheDoor(lab, { userId }) {
      cardsBefore.set(lab, cards(lab.sandbox).length);
      await startWorkflow(lab.sandbox, userId);
    },
    isDone: (lab) => cards(lab.sandbox).length > (cardsBefore.get(lab) ?? 0),
  },
  {
    words: 'read requests on the Home tab',
    may: MEMBERS,
    prepare: (lab) => lab.card(),
    atTheDoor: (lab, actor) => lab.send(homeOpened(actor), JSON_TYPE),
    isDone: ({ sandbox }, { userId }) => {
      const published = sandbox.slack.calls.findLast(
        ({ method, args }) => method === 'views.publish' && args.user_id === userId,
      );
      return JSON.stringify(published?.args ?? {}).includes('Recent requests');
    },
  },
];

const cardsBefore = new WeakMap<Lab, number>();

function homeOpened({ userId }: Actor): string {
  return JSON.stringify({
    type: 'event_callback',
    team_id: people.team,
    api_app_id: people.app,
    event_id: 'Ev0HOMETAB',
    event_time: 1,
    event: { type: 'app_home_opened', user: userId, channel: 'D0HOMETAB1', tab: 'home' },
    authorizations: [
      { team_id: people.team, user_id: people.botUser, is_bot: true, is_enterprise_install: false },
    ],
  });
}
