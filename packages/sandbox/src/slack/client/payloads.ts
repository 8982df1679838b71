import type { Channel, User, ViewRecord } from '../model.ts';
import type { Workspace } from '../workspace.ts';

/** What stands where Slack still sends the verification token of old apps. */
export const LEGACY_TOKEN = 'legacy-token-not-used';

/** The members that every interaction has (Slack docs: Interaction payloads). */
export function interaction(workspace: Workspace, type: string, user: User): object {
  const { team, app } = workspace.state;
  return {
    type,
    team: { id: team.id, domain: team.domain },
    enterprise: null,
    is_enterprise_install: false,
    api_app_id: app.id,
    token: LEGACY_TOKEN,
    user: { id: user.id, username: user.name, name: user.name, team_id: user.team_id },
  };
}

/** The form body of an interaction. */
export function interactionBody(payload: object): string {
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
}

/** A view as actions and submissions carry it: with everything that the person has entered. */
export function viewWithState(record: ViewRecord): object {
  return { ...record.view, state: { values: record.values } };
}

/** The name that Slack gives a channel in payloads. */
export function channelName(channel: Channel): string {
  if (channel.kind === 'im') return 'directmessage';
  return channel.kind === 'private' ? 'privategroup' : channel.name;
}

/** The timestamp of an action. */
export function actionTs(workspace: Workspace): string {
  return (workspace.clock.now() / 1000).toFixed(6);
}
