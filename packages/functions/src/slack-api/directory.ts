import type { Standing } from '@doo-repush/core/repush/permissions';
import { type UsersInfoResponse, WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { ChannelTrouble } from '../model/channel-trouble.ts';
import type { Log } from '../runtime/log.ts';
import type { CommonSettings } from '../runtime/settings.ts';
import { keeping } from '../runtime/ttl-cache.ts';
import { channelTroubleOf } from './channel-trouble.ts';

/** How long a fact about a person is cached for quick checks; decisions read it again. */
const KEPT_MS = 60_000;
/** Slack docs: conversations.members, at most 200 per page; 100 calls per minute. */
const PAGE_SIZE = 200;
const MAX_PAGES = 50;
/**
 * Errors of a workspace whose plan has no user groups (Slack docs: usergroups.list; grafana/oncall PR
 * 4793).
 */
export const UNPAID_GROUPS = ['plan_upgrade_required', 'paid_teams_only'];
/** Slack docs: usergroups.users.list. The error for a disabled group is undocumented. */
const GONE_GROUP = ['no_such_subteam', 'subteam_disabled', ...UNPAID_GROUPS];

type User = NonNullable<UsersInfoResponse['user']>;

export interface PeopleConfig {
  readonly teamId: string;
  readonly approvers: readonly string[];
  /** `undefined` means the members of the approval channel. */
  readonly requesters: readonly string[] | undefined;
  readonly approvalChannel: string;
}

/** The people whom the settings name, for one workspace. */
export function peopleConfig(settings: CommonSettings, teamId: string): PeopleConfig {
  const { approvers, requesters, approvalChannel } = settings;
  return {
    teamId,
    approvers,
    requesters,
    approvalChannel,
  };
}

/** What Slack knows about people. Nothing is assumed: results say when Slack could not answer. */
export interface People {
  standing(userId: string): Promise<Standing>;
  /** `undefined` if Slack could not answer. */
  isApprover(userId: string): Promise<boolean | undefined>;
  /** `undefined` if Slack could not answer. */
  isRequester(userId: string): Promise<boolean | undefined>;
  /** The IDs on the list of approvers, with groups expanded; `undefined` if Slack could not answer. */
  approverIds(): Promise<readonly string[] | undefined>;
  /** Why the last request for the approval channel's members failed, if it did. */
  channelTrouble(): ChannelTrouble | undefined;
}

/**
 * @param now milliseconds since the epoch; results are cached for a minute
 * @param log records groups in the settings that are deleted, disabled or no longer paid for, and so have
 * no members
 */
export function createPeople(
  client: WebClient,
  config: PeopleConfig,
  now: () => number,
  log?: Pick<Log, 'warn'>,
): People {
  const standing = keeping((id) => readStanding(client, config.teamId, id), KEPT_MS, now);
  const groupMembers = keeping((id) => readGroup(client, id, log), KEPT_MS, now);
  let trouble: ChannelTrouble | undefined;
  const channelMembers = keeping(
    (id) =>
      readChannelMembers(client, id).then(
        (members) => {
          trouble = undefined;
          return members;
        },
        (error: unknown) => {
          trouble = channelTroubleOf(error);
          throw error;
        },
      ),
    KEPT_MS,
    now,
  );

  async function expand(list: readonly string[]): Promise<Set<string>> {
    const groups = await Promise.all(list.filter(isGroup).map((id) => groupMembers(id)));
    return new Set([...list.filter((id) => !isGroup(id)), ...groups.flat()]);
  }

  async function isListed(userId: string, list: readonly string[]): Promise<boolean> {
    if (list.includes(userId)) return true;
    return (await expand(list)).has(userId);
  }

  return {
    standing: (userId) => orElse(standing(userId), 'unverifiable'),
    isApprover: (userId) => orElse(isListed(userId, config.approvers), undefined),
    isRequester: (userId) =>
      orElse(
        config.requesters === undefined
          ? channelMembers(config.approvalChannel).then((members) => members.includes(userId))
          : isListed(userId, config.requesters),
        undefined,
      ),
    approverIds: () =>
      orElse(
        expand(config.approvers).then((ids) => [...ids]),
        undefined,
      ),
    channelTrouble: () => trouble,
  };
}

async function readStanding(client: WebClient, teamId: string, userId: string): Promise<Standing> {
  try {
    const { user } = await client.users.info({ user: userId });
    if (user === undefined) return 'unverifiable';
    if (user.deleted) return 'deactivated';
    if (user.is_bot || user.id === 'USLACKBOT') return 'bot';
    if (user.is_stranger || !isOfWorkspace(user, teamId)) return 'outsider';
    if (user.is_restricted || user.is_ultra_restricted) return 'guest';
    return 'member';
  } catch (error) {
    const code = error instanceof WebAPIPlatformError ? error.data.error : undefined;
    if (code === 'user_not_found' || code === 'user_not_visible') return 'unknown_person';
    throw error;
  }
}

/**
 * In an Enterprise organization `team_id` may name another workspace than ours; `enterprise_user.teams`
 * lists all of the person's workspaces (Slack docs: User object).
 */
function isOfWorkspace(
  { team_id: home, enterprise_user: inOrganization }: User,
  teamId: string,
): boolean {
  return home === teamId || (inOrganization?.teams?.includes(teamId) ?? false);
}

async function readGroup(
  client: WebClient,
  groupId: string,
  log: Pick<Log, 'warn'> | undefined,
): Promise<readonly string[]> {
  try {
    const { users } = await client.usergroups.users.list({ usergroup: groupId });
    return users ?? [];
  } catch (error) {
    const code = error instanceof WebAPIPlatformError ? error.data.error : undefined;
    if (code === undefined || !GONE_GROUP.includes(code)) throw error;
    log?.warn('user_group_gone', { group: groupId, error: code });
    return [];
  }
}

async function readChannelMembers(client: WebClient, channel: string): Promise<readonly string[]> {
  const members: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const answer = await client.conversations.members({
      channel,
      limit: PAGE_SIZE,
      ...(cursor !== undefined && { cursor }),
    });
    members.push(...(answer.members ?? []));
    cursor = answer.response_metadata?.next_cursor || undefined;
    if (cursor === undefined) return members;
  }
  throw new RangeError(`the channel has more than ${MAX_PAGES * PAGE_SIZE} members`);
}

function isGroup(id: string): boolean {
  return id.startsWith('S');
}

async function orElse<T, F>(promise: Promise<T>, fallback: F): Promise<T | F> {
  try {
    return await promise;
  } catch {
    return fallback;
  }
}
