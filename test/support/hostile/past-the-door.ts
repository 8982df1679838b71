import { people } from '@doo-repush/sandbox/slack/workspace/people';
import type { HostileRow } from './row.ts';

const CANNOT_BE_READ = /sent a decision that cannot be read/;
const decision = (more: object) => JSON.stringify({ v: 1, decision: 'approved', ...more });

const results: readonly (readonly [string, string, RegExp])[] = [
  ['of the requester', decision({ by: people.requester }), /asked for this/],
  ['of a guest', decision({ by: people.guest }), /is a guest/],
  ['of somebody of another workspace', decision({ by: people.outsider }), /another workspace/],
  ['of a deactivated person', decision({ by: people.deactivated }), /is deactivated/],
  ['of a bot', decision({ by: people.botUser }), /is not a person/],
  ['of a member', decision({ by: people.secondRequester }), /is not an approver/],
  ['of nobody that Slack knows', decision({ by: 'U0NOBODY01' }), /is not known/],
  ['of Slackbot', decision({ by: 'USLACKBOT' }), /is not a person|is not known/],
  ['of a user group', decision({ by: people.approverGroup }), CANNOT_BE_READ],
  ['of a mention', decision({ by: '<!channel>' }), CANNOT_BE_READ],
  ['of two people', decision({ by: [people.approver, people.groupApprover] }), CANNOT_BE_READ],
  ['that says who asked', decision({ by: people.approver, requesterId: 'U0X' }), CANNOT_BE_READ],
  ['that says who may', decision({ by: people.guest, isApprover: true }), CANNOT_BE_READ],
  ['of another version', decision({ v: 2, by: people.approver }), CANNOT_BE_READ],
  ['without a version', '{"decision":"approved","by":"U0ADAAPPRO"}', CANNOT_BE_READ],
  [
    'in the prototype',
    '{"__proto__":{"v":1,"decision":"approved","by":"U0ADAAPPRO"}}',
    CANNOT_BE_READ,
  ],
  ['to do everything', decision({ decision: 'approve_all', by: people.approver }), CANNOT_BE_READ],
  ['that is no JSON', '{"v":1,', CANNOT_BE_READ],
  ['that is empty', '', CANNOT_BE_READ],
  ['that is a text in JSON', JSON.stringify(decision({ by: people.approver })), CANNOT_BE_READ],
  ['of 10,000 nested lists', '['.repeat(10_000) + ']'.repeat(10_000), CANNOT_BE_READ],
  [
    'that cancels for somebody else',
    JSON.stringify({ v: 1, decision: 'cancelled', by: people.approver }),
    /did not ask for this request/,
  ],
  [
    'that rejects without a reason',
    JSON.stringify({ v: 1, decision: 'rejected', by: people.approver, reason: ' ' }),
    CANNOT_BE_READ,
  ],
  [
    'that rejects with a reason of 501 characters',
    JSON.stringify({
      v: 1,
      decision: 'rejected',
      by: people.approver,
      reason: '<!channel>'.repeat(51),
    }),
    CANNOT_BE_READ,
  ],
];

/** Results that anyone with access to the AWS account could send directly to a pending request. */
export const hostileCallbacks: readonly HostileRow[] = results.map(([what, result, told]) => ({
  title: `a decision ${what}, sent past the slack function`,
  send: (lab) => lab.complete(result),
  told,
  leaves: 'a refused decision',
}));
