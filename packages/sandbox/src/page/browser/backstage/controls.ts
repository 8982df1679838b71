import { type Child, h } from '../dom.ts';

export interface Menu {
  readonly id: string;
  readonly label: string;
  readonly options: readonly (readonly [id: string, label: string])[];
  readonly value: string;
  readonly pick: (value: string) => void;
}

export function menu({ id, label, options, value, pick }: Menu): Child {
  return h(
    'div',
    { key: id, class: 'control-row' },
    h('label', { attrs: { for: id } }, label),
    h(
      'select',
      {
        class: 'control',
        value,
        attrs: { id },
        on: {
          change({ target }) {
            if (target instanceof HTMLSelectElement) pick(target.value);
          },
        },
      },
      options.map(([optionId, text]) =>
        h('option', { key: optionId, attrs: { value: optionId } }, text),
      ),
    ),
  );
}

export interface Checkbox {
  readonly id: string;
  readonly label: string;
  readonly isOn: boolean;
  readonly turn: (on: boolean) => void;
}

export function checkbox({ id, label, isOn, turn }: Checkbox): Child {
  return h(
    'label',
    { key: id, class: 'box' },
    h('input', {
      checked: isOn,
      attrs: { type: 'checkbox', id },
      on: { change: () => turn(!isOn) },
    }),
    h('span', {}, label),
  );
}
