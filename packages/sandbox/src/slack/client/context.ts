import type { SlackManifest } from '../manifest.ts';
import type { User } from '../workspace/model.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Deliverer } from './delivery.ts';

/** What every action by a person needs. */
export interface ClientContext {
  readonly workspace: Workspace;
  readonly manifest: SlackManifest;
  readonly deliverer: Deliverer;
  /** The absolute address of a response_url. */
  responseUrl(id: string): string;
}

/** A person tried something that Slack's client does not allow. */
export class ClientError extends Error {
  override readonly name = 'ClientError';
  readonly code: 'no_such_person' | 'not_a_member' | 'not_there' | 'not_offered' | 'not_allowed';

  constructor(code: ClientError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** A person who can use Slack. Throws ClientError for bots, deactivated users and unknown ids. */
export function activePerson(context: ClientContext, userId: string): User {
  const user = context.workspace.user(userId);
  if (user === undefined || user.deleted || user.is_bot) {
    throw new ClientError('no_such_person', `${userId} cannot use Slack`);
  }
  return user;
}

/** A channel that the person is in. Throws ClientError. */
export function openChannel(context: ClientContext, userId: string, channelId: string) {
  const channel = context.workspace.channel(channelId);
  if (channel === undefined || !channel.members.includes(userId)) {
    throw new ClientError('not_a_member', `${userId} is not in ${channelId}`);
  }
  return channel;
}
