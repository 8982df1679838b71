import type { Channel, User, WorkspaceState } from './model.ts';

/** The ids in the workspace that `exampleWorkspace` creates; every person and id is invented. */
export const people = {
  team: 'T0SANDBOX1',
  otherTeam: 'T0PARTNER1',
  app: 'A0REPUSH01',
  bot: 'B0REPUSH01',
  botUser: 'U0REPUSHBT',
  approver: 'U0ADAAPPRO',
  groupApprover: 'U0MAYGROUP',
  requester: 'U0RENEREQU',
  secondRequester: 'U0NOOREQUE',
  guest: 'U0GILGUEST',
  outsider: 'U0OTTOUTSD',
  deactivated: 'U0DEEGONE1',
  approverGroup: 'S0APPROVER',
  approvals: 'C0APPROVAL',
  general: 'C0GENERAL1',
  board: 'C0BOARDROO',
} as const;

function person(id: string, name: string, realName: string, more: Partial<User> = {}): User {
  return {
    id,
    team_id: people.team,
    name,
    real_name: realName,
    tz: 'Europe/Berlin',
    is_bot: false,
    deleted: false,
    is_restricted: false,
    is_ultra_restricted: false,
    is_stranger: false,
    ...more,
  };
}

function channels(): Channel[] {
  const staff = [people.approver, people.groupApprover, people.requester, people.secondRequester];
  return [
    {
      id: people.approvals,
      name: 'doo-repush',
      kind: 'public',
      members: [...staff, people.guest, people.outsider, people.botUser],
    },
    { id: people.general, name: 'general', kind: 'public', members: [...staff, people.guest] },
    { id: people.board, name: 'board', kind: 'private', members: [people.approver] },
  ];
}

/**
 * A fresh workspace: two approvers (one through a user group), two requesters, a guest, an outsider
 * from another workspace and a deactivated user; the app is in the approval channel only.
 */
export function exampleWorkspace(): WorkspaceState {
  return {
    version: 1,
    team: {
      id: people.team,
      name: 'Sandbox',
      domain: 'sandbox',
      url: 'https://sandbox.slack.example/',
    },
    app: {
      id: people.app,
      botId: people.bot,
      botUserId: people.botUser,
      name: 'doo-repush',
    },
    users: [
      person(people.approver, 'ada', 'Ada Approver'),
      person(people.groupApprover, 'may', 'May Manager'),
      person(people.requester, 'rene', 'René Requester', { locale: 'de-DE' }),
      person(people.secondRequester, 'noor', 'Noor Northwood', { tz: 'America/New_York' }),
      person(people.guest, 'gil', 'Gil Guest', { is_restricted: true }),
      person(people.outsider, 'otto', 'Otto Outsider', {
        team_id: people.otherTeam,
        is_stranger: true,
      }),
      person(people.deactivated, 'dee', 'Dee Departed', { deleted: true }),
      person(people.botUser, 'doo-repush', 'doo-repush', { is_bot: true }),
    ],
    userGroups: [
      {
        id: people.approverGroup,
        handle: 'repush-approvers',
        name: 'Repush approvers',
        users: [people.groupApprover],
      },
    ],
    channels: channels(),
    messages: {},
    lastTs: {},
    ephemerals: [],
    views: [],
    modals: {},
    triggers: [],
    responseUrls: [],
    notices: [],
    files: [],
  };
}
