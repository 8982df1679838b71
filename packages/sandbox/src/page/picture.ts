import manifest from '../../../../manifest.json' with { type: 'json' };
import type { Sandbox } from '../sandbox.ts';
import type { Channel, Message, User } from '../slack/workspace/model.ts';
import { people } from '../slack/workspace/people.ts';
import { homeView } from '../slack/workspace/views.ts';
import { FAULT_PRESETS, presetIdOf } from './fault-presets.ts';
import type { Picture, PlayedPerson, ShownChannel, ShownWorkspace } from './protocol.ts';
import type { Session } from './session.ts';

/** How many of the newest entries of each kind the page shows. */
const SHOWN_CALLS = 100;
const SHOWN_DELIVERIES = 60;
const SHOWN_RUNS = 20;

const ROLES: readonly (readonly [userId: string, role: string])[] = [
  [people.requester, 'Requester'],
  [people.secondRequester, 'Requester, New York'],
  [people.approver, 'Approver'],
  [people.groupApprover, 'Approver by user group'],
  [people.guest, 'Guest'],
  [people.outsider, 'Outsider, other workspace'],
];

/** The parts of the picture that the sandbox itself knows. */
export type SandboxPicture = Omit<Picture, 'server'>;

/** What `personId` sees now, plus what happens backstage. Throws for an unknown id. */
export function pictureOf(
  { sandbox, switches, timeFactor }: Session,
  personId: string,
): SandboxPicture {
  const { slack, doo, clock } = sandbox;
  const { client, workspace } = slack;
  if (!isPlayed(personId)) throw new RangeError(`Nobody can play ${personId}`);
  const channels = workspace.state.channels.filter(({ members }) => members.includes(personId));
  return {
    clock: { aheadMs: clock.offsetMs },
    workspace: workspaceOf(sandbox, personId, channels),
    messages: Object.fromEntries(channels.map(({ id }) => [id, messagesOf(sandbox, id)])),
    ephemerals: client.ephemerals(personId),
    notices: client.notices(personId),
    view: client.openView(personId) ?? null,
    home: homeView(workspace, personId) ?? null,
    calls: doo.calls.slice(-SHOWN_CALLS),
    endpoint: {
      arrivals: doo.receiver.arrivals(),
      runs: doo.runs().slice(-SHOWN_RUNS),
      isFailing: switches.endpointFails,
      timeFactor,
    },
    faults: {
      presets: FAULT_PRESETS.map(({ id, label, end }) => ({ id, label, end })),
      doo: doo.faults.active().map(({ endpoint, fault, callsLeft }) => ({
        endpoint,
        preset: presetIdOf(fault),
        callsLeft,
      })),
      limits: doo.limits.settings,
      switches,
    },
    deliveries: slack.deliveries
      .slice(-SHOWN_DELIVERIES)
      .map(({ body: _body, contentType: _contentType, ...shown }) => ({ ...shown })),
  };
}

/** Whether the page offers this person to play. */
export function isPlayed(userId: string): boolean {
  return ROLES.some(([id]) => id === userId);
}

function messagesOf({ slack }: Sandbox, channelId: string): readonly Message[] {
  return slack.workspace.state.messages[channelId] ?? [];
}

function workspaceOf(
  { slack }: Sandbox,
  personId: string,
  channels: readonly Channel[],
): ShownWorkspace {
  const { state } = slack.workspace;
  const { app_home: home, slash_commands: commands, shortcuts } = manifest.features;
  const [command] = commands;
  return {
    name: state.team.name,
    url: state.team.url,
    approvalsId: people.approvals,
    app: {
      name: manifest.display_information.name,
      userId: state.app.botUserId,
      hasHome: home.home_tab_enabled,
      takesMessages: home.messages_tab_enabled && !home.messages_tab_read_only_enabled,
    },
    command: {
      name: command?.command ?? '',
      about: command?.description ?? '',
      hint: command?.usage_hint ?? '',
    },
    shortcuts: shortcuts.map(({ type, name, callback_id: callbackId }) => ({
      type,
      name,
      callbackId,
    })),
    people: ROLES.flatMap(([id, role]) => playedPerson(slack.workspace.user(id), role)),
    userNames: Object.fromEntries(state.users.map((user) => [user.id, user.real_name])),
    groupNames: Object.fromEntries(state.userGroups.map(({ id, handle }) => [id, handle])),
    channels: channels.map((channel) => shownChannel(channel, personId, state.app.botUserId)),
  };
}

function playedPerson(user: User | undefined, role: string): PlayedPerson[] {
  if (user === undefined) return [];
  return [{ id: user.id, name: user.real_name, role, timeZone: user.tz }];
}

function shownChannel({ id, name, kind, members }: Channel, personId: string, botId: string) {
  const shown: ShownChannel = { id, name, kind, memberCount: members.length };
  const other = members.find((member) => member !== personId);
  return kind === 'im' && other !== botId ? { ...shown, name: other ?? name } : shown;
}
