import { messageFaults, viewFaults } from '@doo-repush/sandbox/slack/blocks/validate';
import type { JsonObject, JsonValue } from '@doo-repush/sandbox/slack/json';
import { expect } from 'vitest';
import { type Promised, promised, type Topic } from '../promise.ts';

const TYPES = '@slack/types 3.2.0';

const long = (length: number) => 'x'.repeat(length);
const plain = (length: number): JsonObject => ({ type: 'plain_text', text: long(length) });
function many<Item>(count: number, make: (index: number) => Item): Item[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
const option = (index: number, more: JsonObject = {}): JsonObject => ({
  text: plain(1),
  value: `v${index}`,
  ...more,
});
const section = (more: JsonObject = {}): JsonObject => ({
  type: 'section',
  text: plain(1),
  ...more,
});
const button = (more: JsonObject = {}): JsonObject => ({ type: 'button', text: plain(1), ...more });
const actions = (...elements: JsonValue[]): JsonObject => ({ type: 'actions', elements });
const menu = (more: JsonObject): JsonObject => actions({ type: 'static_select', ...more });
const confirming = (more: JsonObject): JsonObject =>
  actions(button({ confirm: { text: plain(1), ...more } }));
const table = (rows: number, cells: number): JsonObject => ({
  type: 'table',
  rows: many(rows, () => many(cells, () => ({ type: 'raw_text', text: 'a' }))),
});
const input = (more: JsonObject): JsonObject => ({
  type: 'input',
  label: plain(1),
  element: { type: 'plain_text_input' },
  ...more,
});

type Limit = readonly [what: string, max: number, make: (size: number) => JsonObject[]];

/** What stands in the blocks of a message; the same rules hold in views. */
const MESSAGE_LIMITS: readonly Limit[] = [
  ['blocks of a message', 50, (size) => many(size, () => section())],
  ['`block_id`', 255, (size) => [section({ block_id: long(size) })]],
  ['text of a section', 3000, (size) => [section({ text: plain(size) })]],
  ['fields of a section', 10, (size) => [section({ fields: many(size, () => plain(1)) })]],
  ['text of a field', 2000, (size) => [section({ fields: [plain(size)] })]],
  ['text of a header', 150, (size) => [{ type: 'header', text: plain(size) }]],
  [
    'elements of a context',
    10,
    (size) => [{ type: 'context', elements: many(size, () => plain(1)) }],
  ],
  [
    'elements of actions',
    25,
    (size) => [actions(...many(size, (index) => button({ action_id: `a${index}` })))],
  ],
  ['`action_id`', 255, (size) => [actions(button({ action_id: long(size) }))]],
  ['text of a button', 75, (size) => [actions(button({ text: plain(size) }))]],
  ['value of a button', 2000, (size) => [actions(button({ value: long(size) }))]],
  ['address of a button', 3000, (size) => [actions(button({ url: long(size) }))]],
  ['title of a confirmation', 100, (size) => [confirming({ title: plain(size) })]],
  ['text of a confirmation', 300, (size) => [confirming({ text: plain(size) })]],
  ['buttons of a confirmation', 30, (size) => [confirming({ confirm: plain(size) })]],
  ['options of a menu', 100, (size) => [menu({ options: many(size, (index) => option(index)) })]],
  [
    'option groups of a menu',
    100,
    (size) => [
      menu({
        option_groups: many(size, (index) => ({ label: plain(1), options: [option(index)] })),
      }),
    ],
  ],
  [
    'options of a group',
    100,
    (size) => [
      menu({ option_groups: [{ label: plain(1), options: many(size, (index) => option(index)) }] }),
    ],
  ],
  ['text of an option', 75, (size) => [menu({ options: [option(0, { text: plain(size) })] })]],
  [
    'description of an option',
    75,
    (size) => [menu({ options: [option(0, { description: plain(size) })] })],
  ],
  ['placeholder', 150, (size) => [menu({ options: [option(0)], placeholder: plain(size) })]],
  [
    'radio buttons',
    10,
    (size) => [actions({ type: 'radio_buttons', options: many(size, (index) => option(index)) })],
  ],
  [
    'checkboxes',
    10,
    (size) => [actions({ type: 'checkboxes', options: many(size, (index) => option(index)) })],
  ],
  [
    'options of an overflow menu',
    5,
    (size) => [actions({ type: 'overflow', options: many(size, (index) => option(index)) })],
  ],
  ['markdown of a message', 12_000, (size) => [{ type: 'markdown', text: long(size) }]],
  ['rows of a table', 100, (size) => [table(size, 1)]],
  ['columns of a table', 20, (size) => [table(1, size)]],
  ['tables of a message', 1, (size) => many(size, () => table(1, 1))],
];

const view = (more: JsonObject): JsonObject => ({
  type: 'modal',
  title: plain(1),
  submit: plain(1),
  blocks: [],
  ...more,
});

const VIEW_LIMITS: readonly (readonly [string, number, (size: number) => JsonObject])[] = [
  ['blocks of a modal', 100, (size) => view({ blocks: many(size, () => section()) })],
  ['title of a modal', 24, (size) => view({ title: plain(size) })],
  ['submit button of a modal', 24, (size) => view({ submit: plain(size) })],
  ['close button of a modal', 24, (size) => view({ close: plain(size) })],
  ['`private_metadata`', 3000, (size) => view({ private_metadata: long(size) })],
  ['`callback_id`', 255, (size) => view({ callback_id: long(size) })],
  ['`external_id`', 255, (size) => view({ external_id: long(size) })],
  ['label of an input', 2000, (size) => view({ blocks: [input({ label: plain(size) })] })],
  ['hint of an input', 2000, (size) => view({ blocks: [input({ hint: plain(size) })] })],
  [
    '`max_length` of a text field',
    3000,
    (size) =>
      view({ blocks: [input({ element: { type: 'plain_text_input', max_length: size } })] }),
  ],
  ['text of an alert', 200, (size) => view({ blocks: [{ type: 'alert', text: plain(size) }] })],
];

function worded(what: string, max: number): string {
  return `At most ${max.toLocaleString('en')}: ${what}`;
}

function limited(
  what: string,
  max: number,
  source: string,
  faults: (size: number) => string[],
): Promised<unknown> {
  return promised(worded(what, max), source, () => {
    expect(faults(max)).toEqual([]);
    expect(faults(max + 1)).toHaveLength(1);
  });
}

/** Every limit of a message's blocks: what is as long as it may be passes, one more does not. */
export const messageLimits: Topic<unknown> = {
  topic: 'Limits of blocks',
  promises: [
    ...MESSAGE_LIMITS.map(([what, max, make]) =>
      limited(what, max, TYPES, (size) => messageFaults(make(size))),
    ),
    limited(
      'value of an option',
      75,
      '@slack/types 3.2.0; quotations of newer documents say 150, the stricter is refused above',
      (size) => messageFaults([menu({ options: [option(0, { value: long(size) })] })]),
    ),
  ],
};

/** Every limit of a view, in the same way. */
export const viewLimits: Topic<unknown> = {
  topic: 'Limits of forms',
  promises: [
    ...VIEW_LIMITS.map(([what, max, make]) =>
      limited(what, max, TYPES, (size) => viewFaults(make(size), 'modal')),
    ),
    limited('blocks of a Home tab', 100, TYPES, (size) =>
      viewFaults({ type: 'home', blocks: many(size, () => section()) }, 'home'),
    ),
    promised('A form with an input has a submit button', TYPES, () => {
      const { submit: _submit, ...without } = view({ blocks: [input({})] });
      expect(viewFaults(without, 'modal')).toHaveLength(1);
    }),
    promised('An alert stands in a modal only', 'Slack docs: Blocks', () => {
      expect(messageFaults([{ type: 'alert', text: plain(1) }])).toHaveLength(1);
    }),
  ],
};
