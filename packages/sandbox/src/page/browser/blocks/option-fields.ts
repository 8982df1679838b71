import { type JsonObject, objectsIn } from '../../../slack/json.ts';
import { type Child, h } from '../dom.ts';
import type { FieldRef } from '../fields.ts';
import type { Store } from '../store.ts';
import { choose, controlAttributes, type FieldWords, optionValue } from './field-parts.ts';
import { plainWords } from './text.ts';

/** A menu with its own options. */
export function selectField(
  store: Store,
  ref: FieldRef,
  element: JsonObject,
  state: JsonObject,
  words: FieldWords,
): Child {
  const selected = optionValue(state.selected_option);
  const groups = objectsIn(element.option_groups);
  const option = (each: JsonObject) =>
    h(
      'option',
      { attrs: { value: optionValue(each), selected: optionValue(each) === selected } },
      plainWords(each.text),
    );
  return h(
    'select',
    {
      class: 'control',
      value: selected,
      attrs: controlAttributes(words),
      on: {
        change({ target }) {
          if (target instanceof HTMLSelectElement) void choose(store, ref, target.value || null);
        },
      },
    },
    selected === '' &&
      h('option', { attrs: { value: '' } }, plainWords(element.placeholder) || 'Choose'),
    objectsIn(element.options).map(option),
    groups.map((group) =>
      h(
        'optgroup',
        { attrs: { label: plainWords(group.label) } },
        objectsIn(group.options).map(option),
      ),
    ),
  );
}

/** Options that are all visible: one or several can be ticked. */
export function optionBoxes(
  store: Store,
  ref: FieldRef,
  element: JsonObject,
  state: JsonObject,
  words: FieldWords,
): Child {
  const isRadio = element.type === 'radio_buttons';
  const chosen = isRadio
    ? [optionValue(state.selected_option)]
    : objectsIn(state.selected_options).map(optionValue);
  return h(
    'div',
    {
      class: 'boxes',
      attrs: {
        role: isRadio ? 'radiogroup' : 'group',
        'aria-labelledby': `${words.id}-label`,
        'aria-describedby': words.describedBy,
      },
    },
    objectsIn(element.options).map((option) => {
      const value = optionValue(option);
      return h(
        'label',
        { key: value, class: 'box' },
        h('input', {
          checked: chosen.includes(value),
          attrs: { type: isRadio ? 'radio' : 'checkbox', name: words.id, value },
          on: {
            change() {
              const others = chosen.filter((each) => each !== value);
              const many = chosen.includes(value) ? others : [...chosen, value];
              void choose(store, ref, isRadio ? value : many);
            },
          },
        }),
        h('span', {}, plainWords(option.text)),
        option.description !== undefined &&
          h('span', { class: 'hint' }, plainWords(option.description)),
      );
    }),
  );
}
