import { isJsonObject, type JsonObject, objectsIn, stringAt } from '../../../slack/json.ts';
import { type Child, h } from '../dom.ts';
import type { Store } from '../store.ts';
import { button } from './button.ts';
import { field } from './field.ts';
import { inputBlock } from './input.ts';
import type { BlockPlace } from './place.ts';
import { plainWords, textObject, wordsOf } from './text.ts';

/** The blocks of a message or view: rendered if the product uses their type, otherwise shown by name. */
export function blocks(store: Store, place: BlockPlace, list: readonly JsonObject[]): Child[] {
  return list.map((block, index) => oneBlock(store, place, block, index));
}

function oneBlock(store: Store, place: BlockPlace, block: JsonObject, index: number): Child {
  const blockId = stringAt(block, 'block_id') ?? String(index);
  const key = `block ${blockId}`;
  switch (block.type) {
    case 'section':
      return h(
        'div',
        { key, class: 'section' },
        sectionText(store, place, block),
        fields(store, block),
        isJsonObject(block.accessory) &&
          h(
            'div',
            { class: 'accessory' },
            interactive(store, place, block, blockId, block.accessory),
          ),
      );
    case 'context':
      return h(
        'div',
        { key, class: 'context' },
        objectsIn(block.elements).map((element) =>
          element.type === 'image'
            ? h('span', {}, `[${stringAt(element, 'alt_text') ?? 'image'}]`)
            : h('span', {}, textObject(store, element)),
        ),
      );
    case 'header':
      return h('h3', { key, class: 'header' }, textObject(store, block.text));
    case 'divider':
      return h('hr', { key });
    case 'actions':
      return h(
        'div',
        { key, class: 'actions' },
        objectsIn(block.elements).map((element) =>
          interactive(store, place, block, blockId, element),
        ),
      );
    case 'alert':
      return h(
        'p',
        { key, class: `alert ${stringAt(block, 'level') ?? 'default'}` },
        textObject(store, block.text),
      );
    case 'input':
      return inputBlock(store, place, block, blockId, key);
    default:
      return h('p', { key, class: 'unknown' }, `Not shown here: a block "${String(block.type)}"`);
  }
}

/**
 * From about this length on, Slack's client may hide a section's text behind "See more" (Slack docs:
 * Section block, expand).
 */
const COLLAPSED_LINES = 5;
const COLLAPSED_CHARS = 400;

/** The text of a section, collapsed as Slack's client may do in messages unless `expand` forbids it. */
function sectionText(store: Store, place: BlockPlace, block: JsonObject): Child {
  const text = plainWords(block.text);
  const isLong =
    wordsOf(store, text).length > COLLAPSED_CHARS || text.split('\n').length > COLLAPSED_LINES;
  const shown = textObject(store, block.text);
  if (place.kind !== 'message' || block.expand === true || !isLong)
    return h('div', { class: 'section-text' }, shown);
  return h(
    'div',
    { class: 'section-text' },
    h('div', { class: 'collapsed' }, shown),
    h('button', { class: 'link', attrs: { type: 'button' }, on: { click: expand } }, 'See more'),
  );
}

function expand({ currentTarget }: Event): void {
  if (!(currentTarget instanceof HTMLElement)) return;
  currentTarget.previousElementSibling?.classList.remove('collapsed');
  currentTarget.hidden = true;
}

function fields(store: Store, block: JsonObject): Child {
  const list = objectsIn(block.fields);
  if (list.length === 0) return undefined;
  return h(
    'div',
    { class: 'fields' },
    list.map((text) => h('div', {}, textObject(store, text))),
  );
}

/** An element outside an input block: it acts at once. */
function interactive(
  store: Store,
  place: BlockPlace,
  block: JsonObject,
  blockId: string,
  element: JsonObject,
): Child {
  if (element.type === 'button') return button(store, place, blockId, element);
  if (element.type === 'image') return h('span', {}, `[${stringAt(element, 'alt_text') ?? ''}]`);
  const label = plainWords(element.placeholder) || plainWords(block.text) || 'Choose';
  return field(store, place, blockId, element, {
    id: `field-${blockId}-${stringAt(element, 'action_id')}`,
    label,
    describedBy: undefined,
    isInvalid: false,
    isRequired: false,
  });
}
