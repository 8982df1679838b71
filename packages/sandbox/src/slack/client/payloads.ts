import type { Channel, User, ViewRecord } from '../workspace/model.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Placeholder for the verification token that Slack still sends for old apps. */
export const LEGACY_TOKEN = 'legacy-token-not-used';

/** The members common to all interactions (Slack docs: Interaction payloads). */
export function interaction(workspace: Workspace, type: string, user: User): object {
  const { team, app } = workspace.state;
  const organization = user.enterprise_user;
  return {
    type,
    team: { id: team.id, domain: team.domain },
    enterprise: organization
      ? { id: organization.enterprise_id, name: organization.enterprise_name }
      : null,
    is_enterprise_install: false,
    api_app_id: app.id,
    token: LEGACY_TOKEN,
    user: { id: user.id, username: user.name, name: user.name, team_id: user.team_id },
  };
}

/**
 * The same for interactions in a view: there `team` is the person's first workspace, and only the
 * view's `app_installed_team_id` is the app's (bolt-js issue 1614, bolt-python PR 734; no report covers
 * look-ups and actions).
 */
export function viewInteraction(workspace: Workspace, type: string, user: User): object {
  const { team } = workspace.state;
  const isOfHere = user.team_id === team.id;
  const first = isOfHere ? team : { id: user.team_id, domain: `of-${user.team_id.toLowerCase()}` };
  return {
    ...interaction(workspace, type, user),
    team: { id: first.id, domain: first.domain },
  };
}

/** The form body of an interaction. */
export function interactionBody(payload: object): string {
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
}

/** A view as actions and submissions carry it: with everything the person has entered. */
export function viewWithState(record: ViewRecord): object {
  return { ...record.view, state: { values: record.values } };
}

/** The name that Slack gives a channel in payloads. */
export function channelName(channel: Channel): string {
  if (channel.kind === 'im') return 'directmessage';
  return channel.kind === 'private' ? 'privategroup' : channel.name;
}

export function actionTs(workspace: Workspace): string {
  return (workspace.clock.now() / 1000).toFixed(6);
}
