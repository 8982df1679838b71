import { isJsonObject, type JsonObject, type JsonValue } from '../json.ts';

/** One error in an app manifest (Slack docs: apps.manifest.validate, Correcting manifests). */
export interface ManifestFault {
  readonly message: string;
  /** JSON pointer into the manifest. */
  readonly pointer: string;
}

const MAX_NAME_LENGTH = 35;

/** What Slack would refuse in a manifest, as far as this peer knows its schema. */
export function faultsOfManifest(manifest: JsonObject): ManifestFault[] {
  const about = objectAt(manifest, 'display_information');
  const settings = objectAt(manifest, 'settings');
  const events = objectAt(settings, 'event_subscriptions');
  const interactivity = objectAt(settings, 'interactivity');
  const commands = listAt(objectAt(manifest, 'features'), 'slash_commands');
  const name = typeof about.name === 'string' ? about.name : '';
  const isUnder = name.length > 0 && name.length <= MAX_NAME_LENGTH;
  return [
    ...when(!isUnder, 'Must be 1 to 35 characters', '/display_information/name'),
    ...when(
      listAt(events, 'bot_events').length > 0 && !isUrl(events.request_url),
      'Event Subscription requires either Request URL or Socket Mode Enabled',
      '/settings/event_subscriptions',
    ),
    ...when(
      interactivity.is_enabled === true && !isUrl(interactivity.request_url),
      'Interactivity requires a Request URL',
      '/settings/interactivity',
    ),
    ...commands.flatMap((command, index) =>
      when(
        !isJsonObject(command) || !/^\/[a-z0-9_-]{1,31}$/.test(String(command.command)),
        'Must be a slash command',
        `/features/slash_commands/${index}/command`,
      ),
    ),
  ];
}

function when(isFault: boolean, message: string, pointer: string): ManifestFault[] {
  return isFault ? [{ message, pointer }] : [];
}

function isUrl(value: JsonValue | undefined): boolean {
  return typeof value === 'string' && /^https?:\/\//.test(value);
}

function objectAt(parent: JsonObject, name: string): JsonObject {
  const value = parent[name];
  return isJsonObject(value) ? value : {};
}

function listAt(parent: JsonObject, name: string): readonly JsonValue[] {
  const value = parent[name];
  return Array.isArray(value) ? value : [];
}
