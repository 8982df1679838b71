export interface Failure {
  readonly ok: false;
  readonly error: string;
  readonly message: string;
}

export type Posted = { readonly ok: true; readonly value: object } | Failure;

/** Posts an action to the server. After a server restart, fetches its new token and retries once. */
export async function post(action: string, args: object): Promise<Posted> {
  const first = await postOnce(action, args);
  if (first.ok || first.error !== 'stale') return first;
  await renewToken();
  return postOnce(action, args);
}

/** Fetches the token of the server's current run. False if the server does not respond. */
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
