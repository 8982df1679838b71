import { isJsonObject, stringAt } from '../../../slack/json.ts';
import { type FieldRef, fieldKey, flushFields } from '../fields.ts';
import type { Store } from '../store.ts';

/** How the parts around a field label and describe it. */
export interface FieldWords {
  readonly id: string;
  readonly label: string;
  readonly describedBy: string | undefined;
  readonly isInvalid: boolean;
  readonly isRequired: boolean;
}

/** The attributes that every control has. */
export function controlAttributes(words: FieldWords) {
  return {
    id: words.id,
    'aria-describedby': words.describedBy,
    'aria-invalid': words.isInvalid ? 'true' : undefined,
    'aria-required': words.isRequired ? 'true' : undefined,
  };
}

/** Sends a choice to the server; typed text goes first, because choosing may rebuild the form. */
export async function choose(
  store: Store,
  ref: FieldRef,
  choice: string | readonly string[] | null,
): Promise<void> {
  const key = `choose ${fieldKey(ref)}`;
  store.update((ui) => ui.busy.add(key));
  await flushFields(store);
  await store.act('choose', { person: store.ui.person, ...ref, choice }, key);
}

/** The value of an option, or empty if it is not one. */
export function optionValue(option: unknown): string {
  return isJsonObject(option) ? (stringAt(option, 'value') ?? '') : '';
}
