import { people } from '@doo-repush/sandbox/slack/workspace/people';
import type { Installation } from '../installation.ts';
import { type Broken, editSlack, slackSecretWith } from './broken.ts';

/** What is wrong with Slack: the token, the channel, the people. */
export const brokenSlack: readonly Broken[] = [
  ...['invalid_auth', 'account_inactive', 'token_revoked'].map((error) => ({
    when: `Slack answers ${error}`,
    step: 'slack_token',
    says: new RegExp(`auth.test: ${error}`),
    mend: /Install the app again.*edit slack/,
    breaks: (it: Installation) => it.slack.faults.add({ method: 'auth.test', fault: { error } }),
  })),
  {
    when: 'Slack cannot be reached',
    step: 'slack_token',
    says: /auth.test: /,
    mend: /network/,
    breaks: (it) => it.slack.faults.add({ method: 'auth.test', fault: 'reset_before' }),
  },
  {
    when: 'Slack has an error page',
    step: 'slack_token',
    says: /auth.test: /,
    mend: /network/,
    breaks: (it) => it.slack.faults.add({ method: 'auth.test', fault: 'http_500' }),
  },
  {
    when: 'this machine is ahead',
    step: 'clock',
    says: /(?:89|9\d) s ahead of Slack/,
    mend: /NTP/,
    breaks: () => ({ now: () => Date.now() + 90_000 }),
  },
  {
    when: 'this machine is behind',
    step: 'clock',
    says: /(?:8\d|90) s behind Slack/,
    mend: /NTP/,
    breaks: () => ({ now: () => Date.now() - 90_000 }),
  },
  ...(['teamId', 'botId', 'botUserId'] as const).map((field) => ({
    when: `${field} is not that of the token`,
    step: 'team',
    says: new RegExp(`does not agree with the token: ${field} \\(Slack says `),
    mend: editSlack,
    breaks: slackSecretWith({ [field]: 'X0CANARY' }),
  })),
  {
    when: 'Slack no longer takes a message of the largest size',
    step: 'messages',
    says: /a card that waits: \/0\/text\/text failed_constraint {"type":"max_length","expected":10}/,
    mend: /Update this app/,
    breaks: (it) =>
      it.slack.faults.add({
        method: 'blocks.validate',
        fault: {
          error: 'invalid_blocks',
          errors: [
            {
              code: 'failed_constraint',
              message: 'must be less than 11 characters',
              pointer: '/0/text/text',
              constraint: { type: 'max_length', expected: 10 },
            },
          ],
        },
      }),
  },
  {
    when: 'the channel does not exist',
    step: 'channel',
    says: /C0NOWHERE: channel_not_found/,
    mend: /Invite the app if the channel is private; else correct APPROVAL_CHANNEL/,
    breaks: (it) => it.set('APPROVAL_CHANNEL', 'C0NOWHERE'),
  },
  {
    when: 'the app is not in the channel',
    step: 'channel',
    says: /the app is not in #general/,
    mend: /\/invite in #general/,
    breaks: (it) => it.set('APPROVAL_CHANNEL', people.general),
  },
  {
    when: 'Slack does not tell about the channel',
    step: 'channel',
    says: /C0APPROVAL: fatal_error/,
    mend: /conversations.info/,
    breaks: (it) =>
      it.slack.faults.add({ method: 'conversations.info', fault: { error: 'fatal_error' } }),
  },
  ...[
    ['there are no approvers', '', /APPROVERS is empty/],
    ['an approver is unknown', `${people.approver},U0NOBODY`, /^U0NOBODY is not known to Slack$/],
    ['an approver is deactivated', `${people.approver},${people.deactivated}`, /is deactivated$/],
    ['all approvers are guests', people.guest, /is a guest; nobody is left who may approve/],
    [
      'an approver is of another workspace',
      `${people.approver},${people.outsider}`,
      /another workspace/,
    ],
    ['an approver is a bot', `${people.approver},${people.botUser}`, /is a bot/],
    ['a group is unknown', `${people.approver},S0NOWHERE`, /the group S0NOWHERE: no_such_subteam/],
  ].map(([when, approvers, says]) => ({
    when: String(when),
    step: 'approvers',
    says: new RegExp(says ?? ''),
    mend: /Correct APPROVERS or the groups in Slack/,
    breaks: (it: Installation) => it.set('APPROVERS', String(approvers)),
  })),
  ...(['plan_upgrade_required', 'paid_teams_only'] as const).map((error) => ({
    when: `the groups of approvers are no longer paid for (${error})`,
    step: 'approvers',
    says: new RegExp(`^the group S0APPROVER: ${error}, so it counts as empty: the plan`),
    mend: /the groups in Slack/,
    breaks: (it: Installation) => {
      it.slack.workspace.state.unpaidUserGroups = error;
    },
  })),
  {
    when: 'a group of approvers is empty',
    step: 'approvers',
    says: /^the group S0APPROVER is empty$/,
    mend: /the groups in Slack/,
    breaks: (it) => {
      for (const group of it.slack.workspace.state.userGroups) group.users = [];
    },
  },
  {
    when: 'Slack cannot say who an approver is',
    step: 'approvers',
    says: /U0ADAAPPRO cannot be looked up/,
    mend: /APPROVERS/,
    breaks: (it) => it.slack.faults.add({ method: 'users.info', fault: 'http_500' }),
  },
  {
    when: 'a requester is unknown',
    step: 'requesters',
    says: /^U0NOBODY is not known to Slack$/,
    mend: /Correct REQUESTERS/,
    breaks: (it) => it.set('REQUESTERS', 'U0NOBODY'),
  },
];
