import { people } from '@doo-repush/sandbox/slack/workspace/people';

/** A person who acts on a request, and their relation to it. */
export interface Actor {
  readonly name: ActorName;
  /** Description for the document. */
  readonly words: string;
  readonly userId: string;
  /** The requester of the request that they act on. */
  readonly requesterId: string;
}

export const ACTORS = [
  {
    name: 'requester',
    words: 'the requester',
    userId: people.requester,
    requesterId: people.requester,
  },
  {
    name: 'approver',
    words: 'an approver, by name',
    userId: people.approver,
    requesterId: people.requester,
  },
  {
    name: 'groupApprover',
    words: 'an approver, by user group',
    userId: people.groupApprover,
    requesterId: people.requester,
  },
  {
    name: 'both',
    words: 'an approver who made the request',
    userId: people.approver,
    requesterId: people.approver,
  },
  {
    name: 'member',
    words: 'another member',
    userId: people.secondRequester,
    requesterId: people.requester,
  },
  { name: 'guest', words: 'a guest', userId: people.guest, requesterId: people.requester },
  {
    name: 'outsider',
    words: 'somebody of another workspace',
    userId: people.outsider,
    requesterId: people.requester,
  },
  {
    name: 'deactivated',
    words: 'a deactivated person',
    userId: people.deactivated,
    requesterId: people.requester,
  },
  { name: 'bot', words: 'a bot', userId: people.botUser, requesterId: people.requester },
] as const satisfies readonly (Omit<Actor, 'name'> & { name: string })[];

export type ActorName = (typeof ACTORS)[number]['name'];

/** The requester is a member. If the approver is the requester, somebody else approves. */
export function approverOf({ requesterId }: Actor): string {
  return requesterId === people.approver ? people.groupApprover : people.approver;
}
