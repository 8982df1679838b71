import { SlackApiError } from '../api-error.ts';
import type { JsonObject } from '../json.ts';
import { hasHomeTab } from '../manifest.ts';
import type { Trigger, View, ViewRecord } from '../workspace/model.ts';
import { usableTrigger } from '../workspace/triggers.ts';
import { findView, openModal, publishHome, pushModal, replaceView } from '../workspace/views.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { optionalText, requiredJson, requiredText } from './arguments.ts';
import type { Call, Method } from './method.ts';

function triggered(call: Call, act: (trigger: Trigger) => View): object {
  const trigger = usableTrigger(call.workspace, requiredText(call.args, 'trigger_id'));
  const view = act(trigger);
  trigger.exchanged = true;
  return { view };
}

/** views.open: opens a modal for the person behind a trigger. */
export const viewsOpen: Method = (call) => {
  const definition = requiredJson(call.args, 'view');
  return triggered(call, ({ userId }) => openModal(call.workspace, userId, definition));
};

/** views.push: pushes another view onto the modal that the trigger came from. */
export const viewsPush: Method = (call) => {
  const definition = requiredJson(call.args, 'view');
  return triggered(call, ({ userId, viewId }) => {
    if (viewId === null) throw new SlackApiError('not_found');
    return pushModal(call.workspace, userId, definition);
  });
};

function namedView(workspace: Workspace, args: JsonObject): ViewRecord {
  const viewId = optionalText(args, 'view_id');
  const externalId = optionalText(args, 'external_id');
  if ((viewId === undefined) === (externalId === undefined)) {
    const messages = ['[ERROR] must provide either view_id or external_id [json-pointer:/]'];
    throw new SlackApiError('invalid_arguments', { messages });
  }
  const record =
    viewId === undefined
      ? workspace.state.views.find(({ view }) => view.external_id === externalId)
      : findView(workspace, viewId);
  if (record === undefined) throw new SlackApiError('not_found');
  return record;
}

/** views.update: replaces a view by its id or external id; checks `hash` if given. */
export const viewsUpdate: Method = ({ workspace, args }) => {
  const definition = requiredJson(args, 'view');
  const record = namedView(workspace, args);
  const hash = optionalText(args, 'hash');
  if (hash !== undefined && hash !== record.view.hash) throw new SlackApiError('hash_conflict');
  return { view: replaceView(workspace, record, definition) };
};

/** views.publish: publishes a person's Home tab. */
export const viewsPublish: Method = ({ workspace, args, manifest }) => {
  const userId = requiredText(args, 'user_id');
  const definition = requiredJson(args, 'view');
  if (!hasHomeTab(manifest)) throw new SlackApiError('not_enabled');
  const user = workspace.user(userId);
  if (user === undefined || user.is_bot || user.deleted) throw new SlackApiError('user_not_found');
  return { view: publishHome(workspace, userId, definition, optionalText(args, 'hash')) };
};
