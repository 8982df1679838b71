import { isJsonObject, type JsonObject } from '../json.ts';

/**
 * The workspace's state, as plain JSON. Records that Slack shows to an app keep Slack's own names
 * (users, messages, views); what only Slack itself knows is in camel case.
 */
export interface WorkspaceState {
  readonly version: 1;
  team: Team;
  app: AppIdentity;
  users: User[];
  userGroups: UserGroup[];
  channels: Channel[];
  /** By channel id, oldest first; replies are in the same list as their parents. */
  messages: Record<string, Message[]>;
  lastTs: Record<string, string>;
  ephemerals: Ephemeral[];
  views: ViewRecord[];
  /** By user id: the ids of the open modal's views, root first. */
  modals: Record<string, string[]>;
  triggers: Trigger[];
  responseUrls: ResponseUrl[];
  notices: Notice[];
  files: StoredFile[];
  /** Whether a reply to a missing message is refused, as documented; otherwise it lands in the root. */
  refusesOrphanReplies?: boolean;
  /** The error for user group calls on an unpaid plan; when absent, they succeed. */
  unpaidUserGroups?: 'plan_upgrade_required' | 'paid_teams_only';
}

export interface Team {
  id: string;
  name: string;
  domain: string;
  /** Ends in a slash. */
  url: string;
}

export interface AppIdentity {
  id: string;
  botId: string;
  botUserId: string;
  name: string;
}

/** As in Slack's user object. */
export interface User {
  id: string;
  team_id: string;
  name: string;
  real_name: string;
  tz: string;
  /** The person's chosen language; `en-US` when absent. */
  locale?: string;
  is_bot: boolean;
  deleted: boolean;
  is_restricted: boolean;
  is_ultra_restricted: boolean;
  is_stranger: boolean;
  /** For people in an organization of several workspaces; `teams` are the workspaces they belong to. */
  enterprise_user?: { id: string; enterprise_id: string; enterprise_name: string; teams: string[] };
}

export interface UserGroup {
  id: string;
  handle: string;
  name: string;
  users: string[];
  /** A disabled group keeps its members, but is returned only with include_disabled. */
  disabled?: boolean;
}

export interface Channel {
  id: string;
  name: string;
  kind: 'public' | 'private' | 'im';
  members: string[];
  archived?: boolean;
}

export interface MessageMetadata {
  event_type: string;
  event_payload: JsonObject;
}

/** As in Slack's message object. */
export interface Message {
  type: 'message';
  ts: string;
  user: string;
  team: string;
  text: string;
  bot_id?: string;
  app_id?: string;
  blocks?: JsonObject[];
  thread_ts?: string;
  reply_broadcast?: boolean;
  metadata?: MessageMetadata;
  files?: SharedFile[];
  /** What remains of a deleted message that has replies. */
  subtype?: 'tombstone';
  edited?: { user: string; ts: string };
}

/** As in Slack's file object, without its content URLs. */
export interface SharedFile {
  id: string;
  created: number;
  name: string;
  title: string;
  mimetype: string;
  filetype: string;
  size: number;
  user: string;
  permalink: string;
}

/** A file that an app has announced, and then uploaded. */
export interface StoredFile {
  id: string;
  name: string;
  /** In bytes, as announced. */
  size: number;
  /** The secret part of the address that receives the content. */
  uploadId: string;
  /** Null until the content has arrived. */
  contentBase64: string | null;
  createdMs: number;
}

/** A message that only one person sees, until their client reloads. */
export interface Ephemeral {
  ts: string;
  channelId: string;
  userId: string;
  from: 'app' | 'slackbot';
  text: string;
  blocks: JsonObject[];
  threadTs?: string;
}

/** As in Slack's view object; `state` is empty wherever Slack has not asked the client for it. */
export interface View {
  id: string;
  team_id: string;
  type: 'modal' | 'home';
  title: JsonObject | null;
  close: JsonObject | null;
  submit: JsonObject | null;
  blocks: JsonObject[];
  private_metadata: string;
  callback_id: string;
  external_id: string;
  state: { values: ViewValues };
  hash: string;
  clear_on_close: boolean;
  notify_on_close: boolean;
  root_view_id: string;
  previous_view_id: string | null;
  app_id: string;
  app_installed_team_id: string;
  bot_id: string;
}

/** By block id, then action id. */
export type ViewValues = Record<string, Record<string, JsonObject>>;

/** A view, with what its one reader has entered and what is shown around it. */
export interface ViewRecord {
  userId: string;
  view: View;
  values: ViewValues;
  /** By block id: the error under the field. */
  errors: Record<string, string>;
  /** What the client shows when the app could not be reached or gave an unusable response. */
  problem: string | null;
  /** By `blockId/actionId`: the options from the last look-up. */
  offered: Record<string, JsonObject[]>;
}

export interface Trigger {
  id: string;
  userId: string;
  /** The view that the interaction came from. */
  viewId: string | null;
  expiresAtMs: number;
  exchanged: boolean;
}

export interface ResponseUrl {
  id: string;
  userId: string;
  channelId: string;
  /** The message whose button was clicked, if any. */
  sourceTs: string | null;
  sourceIsEphemeral: boolean;
  expiresAtMs: number;
  usesLeft: number;
}

/** A failure that Slack's client shows to one person beside the control they used. */
export interface Notice {
  userId: string;
  text: string;
  atMs: number;
  channelId: string | null;
  messageTs: string | null;
}

const COLLECTIONS = [
  'users',
  'userGroups',
  'channels',
  'ephemerals',
  'views',
  'triggers',
  'responseUrls',
  'notices',
  'files',
];

/** True if `data`, read back from a file, is a state that this version wrote. */
export function isWorkspaceState(data: unknown): data is WorkspaceState {
  if (!isJsonObject(data) || data.version !== 1) return false;
  const maps = [data.team, data.app, data.messages, data.lastTs, data.modals];
  return maps.every(isJsonObject) && COLLECTIONS.every((name) => Array.isArray(data[name]));
}
