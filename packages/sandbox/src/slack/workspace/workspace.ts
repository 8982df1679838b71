import type { Clock } from '../../clock.ts';
import type { Channel, User, WorkspaceState } from './model.ts';

/** One Slack workspace in memory; the modules beside this one modify it. */
export interface Workspace {
  /** The live state; whoever modifies it calls `changed`. */
  readonly state: WorkspaceState;
  readonly clock: Clock;
  /** A new upper-case id that starts with `prefix` ("V", "D"). */
  newId(prefix: string): string;
  changed(): void;
  /** A copy that later changes do not affect; it can be written as JSON. */
  snapshot(): WorkspaceState;
  /** Replaces everything with a copy of `state`. */
  restore(state: WorkspaceState): void;
  user(userId: string): User | undefined;
  channel(channelId: string): Channel | undefined;
}

export interface WorkspaceOptions {
  readonly clock: Clock;
  readonly state: WorkspaceState;
  readonly newId: (prefix: string) => string;
  readonly onChange: () => void;
}

/** Opens a workspace on a copy of `options.state`. */
export function createWorkspace(options: WorkspaceOptions): Workspace {
  let state = structuredClone(options.state);
  return {
    get state() {
      return state;
    },
    clock: options.clock,
    newId: options.newId,
    changed: options.onChange,
    snapshot: () => structuredClone(state),
    restore(next) {
      state = structuredClone(next);
      options.onChange();
    },
    user: (userId) => state.users.find((user) => user.id === userId),
    channel: (channelId) => state.channels.find((channel) => channel.id === channelId),
  };
}

/** The one direct-message channel between the app and a person, created on first use. */
export function directMessageChannel(workspace: Workspace, userId: string): Channel {
  const { state } = workspace;
  const found = state.channels.find(
    (channel) => channel.kind === 'im' && channel.members.includes(userId),
  );
  if (found !== undefined) return found;
  const channel: Channel = {
    id: workspace.newId('D'),
    name: 'directmessage',
    kind: 'im',
    members: [userId, state.app.botUserId],
  };
  state.channels.push(channel);
  workspace.changed();
  return channel;
}

/** Archives a channel, which removes bots from it (elastic/connectors issue 1972). */
export function archiveChannel(workspace: Workspace, channelId: string): void {
  const channel = workspace.channel(channelId);
  if (channel === undefined) return;
  channel.archived = true;
  channel.members = channel.members.filter((id) => workspace.user(id)?.is_bot !== true);
  workspace.changed();
}
