import { type JsonObject, stringAt } from '../../../slack/json.ts';
import { type Child, h } from '../dom.ts';
import { type FieldRef, fieldKey, flushFields, typeInto } from '../fields.ts';
import type { Store } from '../store.ts';
import { controlAttributes, type FieldWords } from './field-parts.ts';
import { plainWords } from './text.ts';

/** The elements that are typed into, and the input type of each. */
const TYPED: Readonly<Record<string, string>> = {
  plain_text_input: 'text',
  number_input: 'text',
  email_text_input: 'email',
  url_text_input: 'url',
  datepicker: 'date',
  timepicker: 'time',
};

export function isTyped(type: string): boolean {
  return Object.hasOwn(TYPED, type);
}

/** A field for text, a number, an address, a date or a time. */
export function typedField(
  store: Store,
  ref: FieldRef,
  element: JsonObject,
  state: JsonObject,
  words: FieldWords,
): Child {
  const entered = state.value ?? state.selected_date ?? state.selected_time;
  const isMultiline = element.multiline === true;
  const type = TYPED[stringAt(element, 'type') ?? ''] ?? 'text';
  const maxLength = Number(element.max_length ?? 3000);
  return h(isMultiline ? 'textarea' : 'input', {
    class: 'control',
    value: store.ui.typed.get(fieldKey(ref)) ?? (entered ? String(entered) : ''),
    attrs: {
      ...controlAttributes(words),
      ...(isMultiline ? { rows: 3 } : { type, autocomplete: 'off' }),
      inputmode: element.type === 'number_input' ? 'decimal' : undefined,
      maxlength: type === 'text' ? maxLength : undefined,
      placeholder: plainWords(element.placeholder),
    },
    on: {
      input({ target }) {
        if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)
          typeInto(store, ref, target.value);
      },
      keydown(event) {
        if (event.key !== 'Enter' || isMultiline || event.isComposing) return;
        void pressEnter(store, ref);
      },
    },
  });
}

async function pressEnter(store: Store, ref: FieldRef): Promise<void> {
  const value = store.ui.typed.get(fieldKey(ref));
  await flushFields(store);
  if (value === undefined) return;
  await store.act('fill', { person: store.ui.person, ...ref, value, pressEnter: true });
}

/** A field for a date and time, in the machine's time zone. */
export function dateTimeField(
  store: Store,
  ref: FieldRef,
  state: JsonObject,
  words: FieldWords,
): Child {
  const seconds = state.selected_date_time;
  const local = (ms: number) => new Date(ms - new Date(ms).getTimezoneOffset() * 60_000);
  const value =
    typeof seconds === 'number'
      ? local(seconds * 1000)
          .toISOString()
          .slice(0, 16)
      : '';
  return h('input', {
    class: 'control',
    value,
    attrs: { ...controlAttributes(words), type: 'datetime-local' },
    on: {
      change({ target }) {
        if (!(target instanceof HTMLInputElement)) return;
        const atMs = target.value === '' ? null : new Date(target.value).getTime() / 1000;
        void store.act('fill', { person: store.ui.person, ...ref, value: atMs });
      },
    },
  });
}
