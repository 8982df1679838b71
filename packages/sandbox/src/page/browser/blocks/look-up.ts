import { isJsonObject, type JsonObject, objectsIn, stringAt } from '../../../slack/json.ts';
import { type Child, h } from '../dom.ts';
import { type FieldRef, fieldKey } from '../fields.ts';
import type { Store } from '../store.ts';
import { spinner } from '../ui/spinner.ts';
import type { LookUp, LookUpOption } from '../ui-state.ts';
import { choose, controlAttributes, type FieldWords, optionValue } from './field-parts.ts';
import { plainWords } from './text.ts';

const TYPING_PAUSE_MS = 200;
/** Slack's min_query_length for an element that sets none (@slack/types, ExternalSelect). */
const DEFAULT_MIN_QUERY_LENGTH = 3;

const CLOSED: LookUp = {
  query: undefined,
  isOpen: false,
  status: 'idle',
  options: [],
  active: -1,
  problem: undefined,
};

const timers = new Map<string, number>();
const newest = new Map<string, number>();

/** A field that asks the app for options while someone types (ARIA combobox with a listbox). */
export function lookUpField(
  store: Store,
  ref: FieldRef,
  element: JsonObject,
  state: JsonObject,
  words: FieldWords,
): Child {
  const key = fieldKey(ref);
  const field = new LookUpField(store, ref, key, element, state);
  const look = store.ui.lookUps.get(key) ?? CLOSED;
  const listId = `${words.id}-list`;
  const isBusy = store.ui.busy.has(`choose ${key}`);
  return h(
    'div',
    { class: 'look-up' },
    field.isMany && field.tokens(),
    h('input', {
      class: 'control',
      value: look.query ?? (field.isMany ? '' : field.chosenText),
      attrs: {
        ...controlAttributes(words),
        type: 'text',
        role: 'combobox',
        autocomplete: 'off',
        'aria-autocomplete': 'list',
        'aria-expanded': look.isOpen ? 'true' : 'false',
        'aria-controls': listId,
        'aria-activedescendant':
          look.isOpen && look.active >= 0 ? `${listId}-${look.active}` : undefined,
        placeholder: plainWords(element.placeholder),
      },
      on: {
        click: () => field.open(),
        focus({ target }) {
          if (target instanceof HTMLInputElement) target.select();
        },
        input({ target }) {
          if (target instanceof HTMLInputElement) field.type(target.value);
        },
        keydown: (event) => field.press(event),
        blur: () => field.close(),
      },
    }),
    isBusy && spinner(),
    look.isOpen && listOf(look, listId, words.label, field),
  );
}

function listOf(look: LookUp, listId: string, label: string, field: LookUpField): Child {
  return h(
    'div',
    { class: 'options-frame', on: { mousedown: (event) => event.preventDefault() } },
    h(
      'ul',
      { class: 'options', attrs: { id: listId, role: 'listbox', 'aria-label': label } },
      look.options.map((option, index) =>
        h(
          'li',
          {
            key: `${index} ${option.value}`,
            class: index === look.active ? 'option active' : 'option',
            attrs: {
              id: `${listId}-${index}`,
              role: 'option',
              'aria-selected': field.isChosen(option.value) ? 'true' : 'false',
            },
            on: { click: () => field.take(option) },
          },
          h('span', {}, option.text),
          option.description !== undefined && h('span', { class: 'hint' }, option.description),
        ),
      ),
    ),
    h(
      'p',
      { class: 'options-note', attrs: { role: 'status' } },
      look.status === 'loading' && [spinner(), ' Looking…'],
      look.status === 'failed' && (look.problem ?? 'The options could not be loaded.'),
      look.status === 'idle' && 'Keep typing.',
      look.status === 'done' && look.options.length === 0 && 'No results.',
    ),
  );
}

class LookUpField {
  readonly store: Store;
  readonly ref: FieldRef;
  readonly key: string;
  readonly isMany: boolean;
  readonly chosenText: string;
  private readonly chosen: readonly JsonObject[];
  private readonly minQueryLength: number;

  constructor(store: Store, ref: FieldRef, key: string, element: JsonObject, state: JsonObject) {
    this.store = store;
    this.ref = ref;
    this.key = key;
    this.isMany = element.type === 'multi_external_select';
    const one = isJsonObject(state.selected_option) ? [state.selected_option] : [];
    this.chosen = this.isMany ? objectsIn(state.selected_options) : one;
    this.chosenText = plainWords(this.chosen[0]?.text);
    this.minQueryLength = Number(element.min_query_length ?? DEFAULT_MIN_QUERY_LENGTH);
  }

  isChosen(value: string): boolean {
    return this.chosen.some((option) => optionValue(option) === value);
  }

  tokens(): Child {
    return h(
      'ul',
      { class: 'tokens' },
      this.chosen.map((option) => {
        const value = optionValue(option);
        const text = plainWords(option.text);
        return h(
          'li',
          { key: value },
          text,
          h(
            'button',
            {
              attrs: { type: 'button', 'aria-label': `Remove ${text}` },
              on: { click: () => void this.hand(this.values().filter((it) => it !== value)) },
            },
            '×',
          ),
        );
      }),
    );
  }

  open(): void {
    if (this.look().isOpen) return;
    this.type('');
    this.set({ query: undefined });
  }

  close(): void {
    clearTimeout(timers.get(this.key));
    this.store.update((ui) => ui.lookUps.delete(this.key));
  }

  /** Asks for options that match the typed text, once typing pauses. */
  type(query: string): void {
    clearTimeout(timers.get(this.key));
    const asks = query.length >= this.minQueryLength;
    const status = asks ? 'loading' : 'idle';
    this.set({ query, isOpen: true, active: -1, status, options: [], problem: undefined });
    if (!asks) return;
    const pauseMs = query === '' ? 0 : TYPING_PAUSE_MS;
    timers.set(
      this.key,
      window.setTimeout(() => void this.ask(query), pauseMs),
    );
  }

  press(event: KeyboardEvent): void {
    const { isOpen, options, active } = this.look();
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      if (!isOpen) this.open();
      else if (options.length > 0) {
        const first = active === -1 && step === -1 ? 0 : active;
        this.set({ active: (first + step + options.length) % options.length });
        this.reveal();
      }
      return;
    }
    if (!isOpen) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      const option = options[active];
      if (option !== undefined) this.take(option);
    }
  }

  take({ value }: LookUpOption): void {
    this.close();
    if (!this.isMany) void this.hand(value);
    else if (!this.isChosen(value)) void this.hand([...this.values(), value]);
  }

  private values(): string[] {
    return this.chosen.map(optionValue);
  }

  private hand(choice: string | readonly string[]): Promise<void> {
    return choose(this.store, this.ref, choice);
  }

  private look(): LookUp {
    return this.store.ui.lookUps.get(this.key) ?? CLOSED;
  }

  private set(change: Partial<LookUp>): void {
    this.store.update((ui) => ui.lookUps.set(this.key, { ...this.look(), ...change }));
  }

  private reveal(): void {
    setTimeout(() =>
      document.querySelector('.option.active')?.scrollIntoView({ block: 'nearest' }),
    );
  }

  private async ask(query: string): Promise<void> {
    const turn = (newest.get(this.key) ?? 0) + 1;
    newest.set(this.key, turn);
    const { person } = this.store.ui;
    const answer = await this.store.act(
      'suggest',
      { person, ...this.ref, query },
      `ask ${this.key}`,
    );
    if (newest.get(this.key) !== turn || !this.look().isOpen) return;
    const problem = answer !== undefined && 'problem' in answer ? answer.problem : 'failed';
    if (answer === undefined || problem !== null) {
      this.set({ status: 'failed', options: [], problem: String(problem) });
      return;
    }
    const options = objectsIn('options' in answer ? answer.options : []).map(readOption);
    this.set({ status: 'done', options, active: options.length > 0 ? 0 : -1 });
  }
}

function readOption(option: JsonObject): LookUpOption {
  const description = plainWords(option.description);
  return {
    value: stringAt(option, 'value') ?? '',
    text: plainWords(option.text),
    description: description === '' ? undefined : description,
  };
}
