import { isRecord, parseJson } from '@doo-repush/core/json';

/** A verified body, parsed as far as the guard needs it. */
export type Body =
  | { readonly kind: 'ssl_check' }
  | {
      readonly kind: 'delivery';
      readonly contentType: typeof FORM | typeof JSON_TYPE;
      readonly text: string;
      readonly teamId: string | undefined;
      /**
       * False for an interaction without what its kind requires (person, action, callback, form): Bolt
       * fails on it.
       */
      readonly isAnswerable: boolean;
    }
  /** Does not name our workspace. */
  | { readonly kind: 'foreign' }
  | { readonly kind: 'junk' };

const JUNK: Body = { kind: 'junk' };
const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';

/** Slack's own forms have one field or about fifteen; parsing many takes long. */
const MAX_FIELDS = 100;
/** The longest content type to examine. */
const MAX_TYPE_CHARS = 200;
/** A longer body is parsed only if it contains our workspace's ID, because parsing is expensive. */
const MAX_UNSEEN_BYTES = 16 * 1024;

/**
 * Parses a body by its content type (parameters such as a charset are allowed). An `ssl_check` counts as
 * one only if it carries nothing but that flag and a token.
 */
export function understandBody(
  contentType: string | undefined,
  bytes: Buffer,
  teamId: string,
): Body {
  const mediaType = mediaTypeOf(contentType);
  const text = decodeUtf8(bytes);
  if (mediaType === undefined || text === undefined) return JUNK;
  if (mediaType === FORM && hasManyFields(text)) return JUNK;
  if (bytes.length > MAX_UNSEEN_BYTES && !bytes.includes(teamId)) return { kind: 'foreign' };
  return mediaType === FORM ? understandForm(text) : understandJson(text);
}

/** Whether an unsigned body is an `ssl_check`. */
export function isSslCheck(contentType: string | undefined, bytes: Uint8Array): boolean {
  const text = decodeUtf8(bytes);
  if (text === undefined || mediaTypeOf(contentType) !== FORM) return false;
  return understandForm(text).kind === 'ssl_check';
}

function mediaTypeOf(contentType = ''): typeof FORM | typeof JSON_TYPE | undefined {
  if (contentType.length > MAX_TYPE_CHARS) return undefined;
  const name = contentType.split(';')[0]?.trim().toLowerCase();
  return name === FORM || name === JSON_TYPE ? name : undefined;
}

function hasManyFields(text: string): boolean {
  let fields = 0;
  for (let at = -1; fields <= MAX_FIELDS; fields += 1) {
    at = text.indexOf('&', at + 1);
    if (at === -1) return false;
  }
  return true;
}

function understandJson(text: string): Body {
  const value = parseJson(text);
  if (!isRecord(value) || 'ssl_check' in value) return JUNK;
  const teamId = textOf(value.team_id);
  return { kind: 'delivery', contentType: JSON_TYPE, text, teamId, isAnswerable: true };
}

function understandForm(text: string): Body {
  const form = new URLSearchParams(text);
  const names = [...form.keys()];
  if (new Set(names).size !== names.length) return JUNK;
  if (form.has('ssl_check')) {
    const isCheck =
      form.get('ssl_check') === '1' && names.every((n) => n === 'ssl_check' || n === 'token');
    return isCheck ? { kind: 'ssl_check' } : JUNK;
  }
  const contentType = FORM;
  const payload = form.get('payload');
  if (payload === null) {
    if (!form.has('command')) return JUNK;
    const teamId = form.get('team_id') ?? undefined;
    return { kind: 'delivery', contentType, text, teamId, isAnswerable: form.has('user_id') };
  }
  const value = parseJson(payload);
  if (names.length !== 1 || !isRecord(value)) return JUNK;
  const teamId = workspaceOf(value);
  const isAnswerable = idOf(value.user) !== undefined && !isHollow(value);
  return { kind: 'delivery', contentType, text, teamId, isAnswerable };
}

/**
 * The workspace of an interaction. A view names the one in which the app is installed; `team` is then the
 * person's first workspace, which may be a different one (bolt-js issue 1614).
 */
function workspaceOf({ team, view }: Record<string, unknown>): string | undefined {
  const installedIn = isRecord(view) ? textOf(view.app_installed_team_id) : undefined;
  return installedIn ?? idOf(team);
}

function isHollow({
  type,
  actions,
  view,
  callback_id: callbackId,
  channel,
  message,
  response_urls: urls,
}: Record<string, unknown>): boolean {
  if (type === 'shortcut' || type === 'message_action') {
    // No listener handles one without an ID.
    if (callbackId === undefined) return channel !== undefined && !isRecord(channel);
    return (
      typeof callbackId !== 'string' ||
      (type === 'message_action' && !(isRecord(channel) && isRecord(message)))
    );
  }
  if (type === 'block_actions') {
    const [action]: unknown[] = Array.isArray(actions) ? actions : [];
    return !isRecord(action) || typeof action.action_id !== 'string';
  }
  if (type !== 'view_submission' && type !== 'view_closed') return false;
  return !isRecord(view) || !(urls === undefined || Array.isArray(urls));
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function idOf(value: unknown): string | undefined {
  return isRecord(value) ? textOf(value.id) : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
