import { SlackApiError } from '../api-error.ts';
import { withIds } from '../blocks/parts.ts';
import { viewFaults } from '../blocks/validate.ts';
import { isJsonObject, type JsonObject, type JsonValue, objectsIn, stringAt } from '../json.ts';
import type { View, ViewRecord } from './model.ts';
import { valuesOf } from './view-values.ts';
import type { Workspace } from './workspace.ts';

/** The largest view (Slack docs: views.open, view_too_large). */
export const VIEW_MAX_BYTES = 250_000;

/** The most views of one modal (Slack docs: views.push, push_limit_reached). */
export const STACK_MAX = 3;

const BLOCK_ID_LENGTH = 5;

function acceptDefinition(value: JsonValue, surface: 'modal' | 'home'): JsonObject {
  if (Buffer.byteLength(JSON.stringify(value)) > VIEW_MAX_BYTES) {
    throw new SlackApiError('view_too_large');
  }
  const messages = viewFaults(value, surface);
  if (messages.length > 0 || !isJsonObject(value)) {
    throw new SlackApiError('invalid_arguments', { messages });
  }
  return value;
}

function refuseUsedExternalId(workspace: Workspace, definition: JsonObject, viewId: string): void {
  const externalId = stringAt(definition, 'external_id') ?? '';
  if (externalId === '') return;
  const taken = workspace.state.views.some(
    ({ view }) => view.external_id === externalId && view.id !== viewId,
  );
  if (taken) throw new SlackApiError('duplicate_external_id');
}

function textObject(value: JsonValue | undefined): JsonObject | null {
  return isJsonObject(value) ? { emoji: true, ...value } : null;
}

function newHash(workspace: Workspace): string {
  const seconds = Math.floor(workspace.clock.now() / 1000);
  return `${seconds}.${workspace.newId('').slice(-8).toLowerCase()}`;
}

function viewFrom(
  workspace: Workspace,
  definition: JsonObject,
  place: Pick<View, 'id' | 'root_view_id' | 'previous_view_id'>,
): View {
  const { team, app } = workspace.state;
  const newBlockId = () => workspace.newId('').slice(-BLOCK_ID_LENGTH);
  return {
    ...place,
    team_id: team.id,
    type: definition.type === 'home' ? 'home' : 'modal',
    title: textObject(definition.title),
    close: textObject(definition.close),
    submit: textObject(definition.submit),
    blocks: withIds(objectsIn(definition.blocks), newBlockId),
    private_metadata: stringAt(definition, 'private_metadata') ?? '',
    callback_id: stringAt(definition, 'callback_id') ?? '',
    external_id: stringAt(definition, 'external_id') ?? '',
    state: { values: {} },
    hash: newHash(workspace),
    clear_on_close: definition.clear_on_close === true,
    notify_on_close: definition.notify_on_close === true,
    app_id: app.id,
    app_installed_team_id: team.id,
    bot_id: app.botId,
  };
}

function addRecord(workspace: Workspace, userId: string, view: View): ViewRecord {
  const record: ViewRecord = {
    userId,
    view,
    values: valuesOf(view.blocks),
    errors: {},
    problem: null,
    offered: {},
  };
  workspace.state.views.push(record);
  return record;
}

/** The record of an open view or a Home tab, or undefined. */
export function findView(workspace: Workspace, viewId: string): ViewRecord | undefined {
  return workspace.state.views.find(({ view }) => view.id === viewId);
}

/** The top view that a person has open, or undefined. */
export function topView(workspace: Workspace, userId: string): ViewRecord | undefined {
  const viewId = workspace.state.modals[userId]?.at(-1);
  return viewId === undefined ? undefined : findView(workspace, viewId);
}

/** The Home tab last published to a person, or undefined. */
export function homeView(workspace: Workspace, userId: string): ViewRecord | undefined {
  return workspace.state.views.find(
    (record) => record.userId === userId && record.view.type === 'home',
  );
}

/** Opens a modal and drops any that the person had open. Throws as views.open does. */
export function openModal(workspace: Workspace, userId: string, definition: JsonValue): View {
  const accepted = acceptDefinition(definition, 'modal');
  refuseUsedExternalId(workspace, accepted, '');
  closeAll(workspace, userId);
  const id = workspace.newId('V');
  const view = viewFrom(workspace, accepted, { id, root_view_id: id, previous_view_id: null });
  addRecord(workspace, userId, view);
  workspace.state.modals[userId] = [id];
  workspace.changed();
  return view;
}

/** Pushes a view onto the person's modal. Throws as views.push does. */
export function pushModal(workspace: Workspace, userId: string, definition: JsonValue): View {
  const stack = workspace.state.modals[userId] ?? [];
  const [root] = stack;
  const previous = stack.at(-1);
  if (root === undefined || previous === undefined) throw new SlackApiError('not_found');
  if (stack.length >= STACK_MAX) throw new SlackApiError('push_limit_reached');
  const accepted = acceptDefinition(definition, 'modal');
  refuseUsedExternalId(workspace, accepted, '');
  const place = { id: workspace.newId('V'), root_view_id: root, previous_view_id: previous };
  const view = viewFrom(workspace, accepted, place);
  addRecord(workspace, userId, view);
  workspace.state.modals[userId] = [...stack, view.id];
  workspace.changed();
  return view;
}

/**
 * Replaces a view's content and keeps entered values that still fit. An omitted external id is kept;
 * Slack documents neither keeping nor removing it.
 */
export function replaceView(workspace: Workspace, record: ViewRecord, definition: JsonValue): View {
  const accepted = acceptDefinition(definition, record.view.type);
  refuseUsedExternalId(workspace, accepted, record.view.id);
  const { external_id } = record.view;
  record.view = viewFrom(workspace, { external_id, ...accepted }, record.view);
  record.values = valuesOf(record.view.blocks, record.values);
  record.errors = {};
  record.problem = null;
  workspace.changed();
  return record.view;
}

/** Publishes a person's Home tab. Throws as views.publish does. */
export function publishHome(
  workspace: Workspace,
  userId: string,
  definition: JsonValue,
  hash: string | undefined,
): View {
  const record = homeView(workspace, userId);
  if (record !== undefined) {
    if (hash !== undefined && hash !== record.view.hash) throw new SlackApiError('hash_conflict');
    return replaceView(workspace, record, definition);
  }
  const accepted = acceptDefinition(definition, 'home');
  refuseUsedExternalId(workspace, accepted, '');
  const id = workspace.newId('V');
  const view = viewFrom(workspace, accepted, { id, root_view_id: id, previous_view_id: null });
  addRecord(workspace, userId, view);
  workspace.changed();
  return view;
}

/** Closes one view; the view below it in the modal is on top again. */
export function closeView(workspace: Workspace, record: ViewRecord): void {
  const { state } = workspace;
  const stack = (state.modals[record.userId] ?? []).filter((id) => id !== record.view.id);
  state.modals[record.userId] = stack;
  state.views = state.views.filter((known) => known !== record);
  workspace.changed();
}

/** Closes a person's whole modal. */
export function closeAll(workspace: Workspace, userId: string): void {
  const { state } = workspace;
  const open = state.modals[userId] ?? [];
  state.views = state.views.filter(({ view }) => !open.includes(view.id));
  state.modals[userId] = [];
  workspace.changed();
}
