import type { Message, User } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { callbackOf, completeCallback } from '../callbacks.ts';
import type { Lab } from '../hostile/lab.ts';
import { ask, linesOf, MINUTE_MS, now, passTime, stateOf } from '../requests.ts';
import { clickAs } from './decisions.ts';
import type { Attempt } from './table.ts';

const WAYS = ['at the slack function', 'past it'] as const;
type Way = (typeof WAYS)[number];

/** A change while a request is pending, and who may decide what afterwards. */
interface Moment {
  readonly title: string;
  readonly userId: string;
  readonly decision: 'approved' | 'cancelled';
  readonly mayBeDone: boolean;
  /** Changes the workspace. @returns how to undo it */
  readonly change: (lab: Lab) => () => void;
}

/** Longer than quick checks cache facts about a person. */
const FORGOTTEN_MS = 2 * MINUTE_MS;

const inGroup = (users: string[]) => (lab: Lab) => {
  const [group] = lab.sandbox.slack.workspace.state.userGroups;
  if (group === undefined) throw new Error('The workspace has no user group');
  const before = group.users;
  group.users = users;
  return () => {
    group.users = before;
  };
};

const person = (id: string, more: Partial<User>) => (lab: Lab) => {
  const { users } = lab.sandbox.slack.workspace.state;
  const index = users.findIndex((user) => user.id === id);
  const before = users[index];
  if (before === undefined) throw new Error(`${id} is not in the workspace`);
  users[index] = { ...before, ...more };
  return () => {
    users[index] = before;
  };
};

const slackCannotSay =
  (method: string, fault: Parameters<Lab['sandbox']['slack']['faults']['add']>[0]['fault']) =>
  ({ sandbox }: Lab) => {
    sandbox.slack.faults.add({ method, fault, times: 50 });
    return () => sandbox.slack.faults.clear();
  };

const approval = (title: string, userId: string, change: Moment['change'], mayBeDone = false) => ({
  title,
  userId,
  decision: 'approved' as const,
  mayBeDone,
  change,
});

const { approver, groupApprover, requester, secondRequester } = people;

const moments: readonly Moment[] = [
  approval(
    'who has just joined the group of approvers',
    secondRequester,
    inGroup([secondRequester]),
    true,
  ),
  approval('who has just left the group of approvers', groupApprover, inGroup([])),
  approval('who has just been deactivated', approver, person(approver, { deleted: true })),
  approval('who has just become a guest', approver, person(approver, { is_restricted: true })),
  approval(
    'who is now in one channel only',
    approver,
    person(approver, { is_ultra_restricted: true }),
  ),
  approval(
    'who has moved to another workspace',
    approver,
    person(approver, { team_id: people.otherTeam }),
  ),
  approval('who has turned out to be a bot', approver, person(approver, { is_bot: true })),
  approval(
    'while Slack fails to say who they are',
    approver,
    slackCannotSay('users.info', 'http_500'),
  ),
  approval(
    'while Slack is not allowed to say who they are',
    approver,
    slackCannotSay('users.info', { error: 'missing_scope' }),
  ),
  approval(
    'while Slack limits how often it says who they are',
    approver,
    slackCannotSay('users.info', { error: 'ratelimited', retryAfterSeconds: 30 }),
  ),
  approval(
    'while Slack fails to say who is in the group',
    groupApprover,
    slackCannotSay('usergroups.users.list', 'http_500'),
  ),
  approval(
    'of a group that was disabled',
    groupApprover,
    slackCannotSay('usergroups.users.list', { error: 'subteam_disabled' }),
  ),
  ...['plan_upgrade_required', 'paid_teams_only'].flatMap((error) => [
    approval(
      `of a group that is no longer paid for (${error})`,
      groupApprover,
      slackCannotSay('usergroups.users.list', { error }),
    ),
    approval(
      `by name, while groups are no longer paid for (${error})`,
      approver,
      slackCannotSay('usergroups.users.list', { error }),
      true,
    ),
  ]),
  approval(
    'by name, while Slack fails to say who is in the group',
    approver,
    slackCannotSay('usergroups.users.list', 'http_500'),
    true,
  ),
  {
    title: 'who asked, and has become a guest since',
    userId: requester,
    decision: 'cancelled',
    mayBeDone: false,
    change: person(requester, { is_restricted: true }),
  },
  {
    title: 'who asked, while Slack fails to say who they are',
    userId: requester,
    decision: 'cancelled',
    mayBeDone: false,
    change: slackCannotSay('users.info', 'http_500'),
  },
];

/** Changes of people and lists while a request is pending, and failures of Slack to verify people. */
export const attemptsInTime: readonly Attempt[] = moments.flatMap((moment) =>
  WAYS.map((way) => attempt(moment, way)),
);

function attempt({ title, userId, decision, mayBeDone, change }: Moment, way: Way): Attempt {
  const may = mayBeDone ? 'may' : 'may not';
  const verb = decision === 'approved' ? 'approve' : 'cancel';
  const who = decision === 'approved' ? 'an approver' : 'the person';
  return {
    title: `${who} ${title} ${may} ${verb}, ${way}`,
    mayBeDone,
    async run(lab) {
      const { sandbox } = lab;
      const card = await ask(sandbox);
      sandbox.clock.advance(FORGOTTEN_MS);
      await sandbox.lambda.idle();
      const putBack = change(lab);
      try {
        await decide(lab, card, userId, decision, way);
      } finally {
        putBack();
      }
      sandbox.clock.advance(FORGOTTEN_MS);
      await sandbox.lambda.idle();
      return stateOf(now(sandbox, card)) !== 'waiting';
    },
  };
}

async function decide(
  lab: Lab,
  card: Message,
  userId: string,
  decision: Moment['decision'],
  way: Way,
): Promise<void> {
  const { sandbox } = lab;
  if (way === 'at the slack function') {
    await clickAs(lab, { userId }, card, decision === 'approved' ? 'approve' : 'cancel');
    await sandbox.lambda.idle();
    return;
  }
  const lines = linesOf(sandbox, card).length;
  const result = JSON.stringify({ v: 1, decision, by: userId });
  await completeCallback(sandbox, callbackOf(card), result);
  const isJudged = () =>
    linesOf(sandbox, card).length > lines || stateOf(now(sandbox, card)) !== 'waiting';
  await passTime(sandbox, isJudged, { stepMs: 1_000 });
}
