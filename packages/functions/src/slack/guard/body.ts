import { isRecord, parseJson } from '@doo-repush/core/json';

/** A verified body, understood as far as the guard needs it. */
export type Body =
  | { readonly kind: 'ssl_check' }
  | {
      readonly kind: 'delivery';
      readonly contentType: 'application/json' | 'application/x-www-form-urlencoded';
      readonly text: string;
      readonly teamId: string | undefined;
      /** False for an interaction of nobody, a click on nothing and a form of nothing: Bolt fails on it. */
      readonly isAnswerable: boolean;
    }
  | { readonly kind: 'junk' };

const JUNK: Body = { kind: 'junk' };

/**
 * Understands a body by its content type (parameters such as a charset are allowed).
 * An `ssl_check` is one only when it carries nothing but that flag and a token.
 */
export function understandBody(contentType: string | undefined, bytes: Uint8Array): Body {
  const text = decodeUtf8(bytes);
  if (text === undefined) return JUNK;
  const mediaType = contentType?.split(';')[0]?.trim().toLowerCase();
  if (mediaType === 'application/json') return understandJson(text);
  if (mediaType === 'application/x-www-form-urlencoded') return understandForm(text);
  return JUNK;
}

function understandJson(text: string): Body {
  const value = parseJson(text);
  if (!isRecord(value) || 'ssl_check' in value) return JUNK;
  const teamId = textOf(value.team_id);
  return { kind: 'delivery', contentType: 'application/json', text, teamId, isAnswerable: true };
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
  const contentType = 'application/x-www-form-urlencoded';
  const payload = form.get('payload');
  if (payload === null) {
    if (!form.has('command')) return JUNK;
    const teamId = form.get('team_id') ?? undefined;
    return { kind: 'delivery', contentType, text, teamId, isAnswerable: form.has('user_id') };
  }
  const value = parseJson(payload);
  if (names.length !== 1 || !isRecord(value)) return JUNK;
  const teamId = idOf(value.team);
  const isAnswerable = idOf(value.user) !== undefined && !isHollow(value);
  return { kind: 'delivery', contentType, text, teamId, isAnswerable };
}

function isHollow({ type, actions, view, response_urls: urls }: Record<string, unknown>): boolean {
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
