import { isShownOnPhone } from '../../../slack/client/phone.ts';
import { isJsonObject, type JsonObject, stringAt } from '../../../slack/json.ts';
import { type Child, h } from '../dom.ts';
import { fieldKey } from '../fields.ts';
import type { Store } from '../store.ts';
import { field } from './field.ts';
import type { BlockPlace } from './place.ts';
import { plainWords, textObject } from './text.ts';

/** Must match `narrow.css`. */
const ON_PHONE = '(max-width: 900px)';
const GROUPED = ['checkboxes', 'radio_buttons', 'multi_static_select'];

/** A labelled form field, with its hint and its error. */
export function inputBlock(
  store: Store,
  place: BlockPlace,
  block: JsonObject,
  blockId: string,
  key: string,
): Child {
  if (matchMedia(ON_PHONE).matches && !isShownOnPhone(block)) return false;
  const element = isJsonObject(block.element) ? block.element : {};
  const id = `field-${blockId}`;
  const error = errorOf(store, place, blockId, element);
  const isOptional = block.optional === true;
  const hint = block.hint === undefined ? undefined : `${id}-hint`;
  const describedBy = [error && `${id}-error`, hint].filter(Boolean).join(' ');
  const isGroup = GROUPED.includes(stringAt(element, 'type') ?? '');
  const label = plainWords(block.label);
  return h(
    'div',
    {
      key,
      class: error === undefined ? 'input' : 'input invalid',
      attrs: { 'data-block': blockId },
    },
    h(
      isGroup ? 'div' : 'label',
      {
        class: 'label',
        attrs: isGroup ? { id: `${id}-label` } : { for: id, id: `${id}-label` },
      },
      textObject(store, block.label),
      isOptional && h('span', { class: 'optional' }, ' (optional)'),
    ),
    field(store, place, blockId, element, {
      id,
      label,
      describedBy: describedBy === '' ? undefined : describedBy,
      isInvalid: error !== undefined,
      isRequired: !isOptional,
    }),
    error !== undefined &&
      h(
        'p',
        { class: 'error', attrs: { id: `${id}-error` } },
        h('span', { attrs: { 'aria-hidden': 'true' } }, '⚠ '),
        error,
      ),
    hint !== undefined &&
      h('p', { class: 'hint', attrs: { id: hint } }, textObject(store, block.hint)),
  );
}

/** A field's error, until someone types into it. */
function errorOf(
  store: Store,
  place: BlockPlace,
  blockId: string,
  element: JsonObject,
): string | undefined {
  if (place.kind !== 'view') return undefined;
  const actionId = stringAt(element, 'action_id') ?? '';
  const key = fieldKey({ viewId: place.record.view.id, blockId, actionId });
  return store.ui.typed.has(key) ? undefined : place.record.errors[blockId];
}
