import { SlackApiError } from '../api-error.ts';
import { isJsonObject, type JsonObject, parseJson } from '../json.ts';
import type { ViewRecord } from '../workspace/model.ts';
import { issueTrigger } from '../workspace/triggers.ts';
import { closeAll, closeView, findView, pushModal, replaceView } from '../workspace/views.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type ClientContext, ClientError } from './context.ts';
import type { Answer, Delivery } from './delivery.ts';
import { formFaults } from './form-check.ts';
import { CONNECTION_PROBLEM, type ViewInHand, viewInHand } from './open-view.ts';
import { interactionBody, viewInteraction, viewWithState } from './payloads.ts';

export interface Submission {
  /** `incomplete`: not sent, because a field is missing or wrong. `failed`: late, refused or unusable. */
  readonly outcome:
    | 'incomplete'
    | 'errors'
    | 'updated'
    | 'pushed'
    | 'cleared'
    | 'closed'
    | 'failed';
  /** By block id: the errors shown under the fields. */
  readonly errors: Record<string, string>;
  /** One for each time the form was sent. */
  readonly deliveries: Delivery[];
}

function errorsOf(record: ViewRecord, answer: JsonObject): Record<string, string> | undefined {
  if (!isJsonObject(answer.errors) || Object.keys(answer.errors).length === 0) return undefined;
  const inputs = record.view.blocks.filter((block) => block.type === 'input');
  const errors: Record<string, string> = {};
  for (const [blockId, message] of Object.entries(answer.errors)) {
    const known = inputs.some((block) => block.block_id === blockId);
    if (!known || typeof message !== 'string') return undefined;
    errors[blockId] = message;
  }
  return errors;
}

/** Applies the response to a submission; undefined if Slack cannot use it. */
function applyAnswer(workspace: Workspace, record: ViewRecord, text: string) {
  if (text.trim() === '') {
    closeView(workspace, record);
    return 'closed';
  }
  const answer = parseJson(text);
  if (!isJsonObject(answer)) return undefined;
  switch (answer.response_action) {
    case 'errors': {
      const errors = errorsOf(record, answer);
      if (errors === undefined) return undefined;
      record.errors = errors;
      return 'errors';
    }
    case 'update':
      replaceView(workspace, record, answer.view ?? null);
      return 'updated';
    case 'push':
      pushModal(workspace, record.userId, answer.view ?? null);
      return 'pushed';
    case 'clear':
      closeAll(workspace, record.userId);
      return 'cleared';
    default:
      return undefined;
  }
}

function useAnswer(workspace: Workspace, record: ViewRecord, { delivery, text }: Answer) {
  if (text === undefined) return 'failed';
  try {
    const outcome = applyAnswer(workspace, record, text);
    if (outcome !== undefined) return outcome;
    delivery.error = 'unusable answer';
  } catch (error) {
    if (!(error instanceof SlackApiError)) throw error;
    delivery.error = [error.code, ...(error.details.messages ?? [])].join(' ');
  }
  return 'failed';
}

function submissionBody(context: ClientContext, { user, record }: ViewInHand): string {
  const { workspace } = context;
  return interactionBody({
    ...viewInteraction(workspace, 'view_submission', user),
    trigger_id: issueTrigger(workspace, user.id, record.view.id),
    view: viewWithState(record),
    response_urls: [],
  });
}

/**
 * A person submits a form. Required fields and lengths are checked first, as Slack's client does. With
 * `times` above 1 the same submission is delivered that many times at once, and the first response
 * counts.
 */
export async function submitView(
  context: ClientContext,
  userId: string,
  viewId: string,
  times = 1,
): Promise<Submission> {
  const { workspace, deliverer } = context;
  const hand = viewInHand(context, userId, viewId);
  const { record } = hand;
  if (record.view.submit === null) throw new ClientError('not_allowed', 'nothing to submit');
  record.problem = null;
  record.errors = formFaults(record);
  workspace.changed();
  if (Object.keys(record.errors).length > 0) {
    return { outcome: 'incomplete', errors: record.errors, deliveries: [] };
  }
  const body = submissionBody(context, hand);
  const sent = Array.from({ length: times }, () => deliverer.send('view_submission', userId, body));
  const first = await Promise.race(sent);
  const open = findView(workspace, viewId);
  const outcome = open === undefined ? 'closed' : useAnswer(workspace, open, first);
  if (open !== undefined && outcome === 'failed') open.problem = CONNECTION_PROBLEM;
  workspace.changed();
  const deliveries = (await Promise.all(sent)).map((answer) => answer.delivery);
  return { outcome, errors: open?.errors ?? {}, deliveries };
}

/**
 * A person closes a view, or with `clear_on_close` the whole modal. The app is told if the view asks
 * for it (notify_on_close).
 */
export async function dismissView(
  context: ClientContext,
  userId: string,
  viewId: string,
): Promise<Delivery | undefined> {
  const { workspace, deliverer } = context;
  const { user, record } = viewInHand(context, userId, viewId);
  const cleared = record.view.clear_on_close;
  const body = interactionBody({
    ...viewInteraction(workspace, 'view_closed', user),
    view: viewWithState(record),
    is_cleared: cleared,
  });
  if (cleared) closeAll(workspace, userId);
  else closeView(workspace, record);
  if (!record.view.notify_on_close) return undefined;
  return (await deliverer.send('view_closed', userId, body)).delivery;
}
