/** What one step found: all is well, or what is wrong and how to mend it. Never holds a secret. */
export type Finding<T = undefined> =
  | { readonly ok: true; readonly detail: string; readonly value: T }
  | { readonly ok: false; readonly detail: string; readonly mend: string };

/** What could not be looked at, and why; nothing depends on it. */
export interface Unseen {
  readonly ok: 'unseen';
  readonly detail: string;
}

export function unseen(detail: string): Unseen {
  return { ok: 'unseen', detail };
}

/** All is well; later steps may use `value`. */
export function fine<T>(detail: string, value: T): Finding<T> {
  return { ok: true, detail, value };
}

/** Something is wrong; `mend` is one thing to do. */
export function faulty(detail: string, mend: string): Finding<never> {
  return { ok: false, detail, mend };
}
