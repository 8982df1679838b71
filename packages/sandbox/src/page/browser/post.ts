export interface Failure {
  readonly ok: false;
  readonly error: string;
  readonly message: string;
}

export type Posted = { readonly ok: true; readonly value: object } | Failure;

/**
 * Has the server do something. A server that was started anew gets its token first, and is then
 * asked once more.
 */
export async function post(action: string, args: object): Promise<Posted> {
  const first = await postOnce(action, args);
  if (first.ok || first.error !== 'stale') return first;
  await renewToken();
  return postOnce(action, args);
}

/** Takes the token of the server's present start. False where the server does not answer. */
export async function renewToken(): Promise<boolean> {
  try {
    return (await fetch('/', { cache: 'no-store' })).ok;
  } catch {
    return false;
  }
}

async function postOnce(action: string, args: object): Promise<Posted> {
  try {
    const response = await fetch(`/api/${action}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(args),
    });
    const value: unknown = await response.json();
    if (response.ok) return { ok: true, value: isObject(value) ? value : {} };
    const { error, message } = isObject(value) ? value : {};
    return { ok: false, error: String(error ?? response.status), message: String(message ?? '') };
  } catch {
    return { ok: false, error: 'unreachable', message: '' };
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
