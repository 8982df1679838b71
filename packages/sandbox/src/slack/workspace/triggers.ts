import { SlackApiError } from '../api-error.ts';
import type { Trigger } from './model.ts';
import type { Workspace } from './workspace.ts';

/** How long a trigger may be exchanged (Slack docs: Creating modals). */
export const TRIGGER_LIFETIME_MS = 3000;

const KEPT_TRIGGERS = 500;

/** Issues a trigger for one interaction by a person; `viewId` names the view it came from. */
export function issueTrigger(workspace: Workspace, userId: string, viewId: string | null): string {
  const nowMs = workspace.clock.now();
  const id = `${Math.floor(nowMs)}.${nowMs % 1000}.${workspace.newId('').toLowerCase()}`;
  const trigger = {
    id,
    userId,
    viewId,
    expiresAtMs: nowMs + TRIGGER_LIFETIME_MS,
    exchanged: false,
  };
  workspace.state.triggers = [...workspace.state.triggers.slice(1 - KEPT_TRIGGERS), trigger];
  return id;
}

/**
 * Finds a trigger that may still be exchanged. Throws invalid_trigger_id, exchanged_trigger_id or
 * expired_trigger_id (Slack docs: views.open). The caller sets `exchanged` once it acts.
 */
export function usableTrigger(workspace: Workspace, triggerId: string): Trigger {
  const trigger = workspace.state.triggers.find((known) => known.id === triggerId);
  if (trigger === undefined) throw new SlackApiError('invalid_trigger_id');
  if (trigger.exchanged) throw new SlackApiError('exchanged_trigger_id');
  if (workspace.clock.now() > trigger.expiresAtMs) throw new SlackApiError('expired_trigger_id');
  return trigger;
}
