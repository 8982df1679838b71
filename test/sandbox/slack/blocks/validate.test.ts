import { messageFaults, optionFaults, viewFaults } from '@doo-repush/sandbox/slack/blocks/validate';
import type { JsonObject, JsonValue } from '@doo-repush/sandbox/slack/json';
import { describe, expect, it } from 'vitest';

const long = (length: number) => 'x'.repeat(length);
const plain = (text: string): JsonObject => ({ type: 'plain_text', text });
const option = (value: string): JsonObject => ({ text: plain(value), value });
const options = (count: number) => Array.from({ length: count }, (_, index) => option(`${index}`));
const section = (more: JsonObject): JsonObject => ({ type: 'section', text: plain('a'), ...more });
const actions = (...elements: JsonValue[]): JsonObject => ({ type: 'actions', elements });
const input = (element: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: 'input',
  label: plain('Label'),
  element,
  ...more,
});
const button = (more: JsonObject = {}): JsonObject => ({
  type: 'button',
  text: plain('Go'),
  ...more,
});
const menu = (more: JsonObject): JsonObject => ({ type: 'static_select', ...more });
const confirm = (more: JsonObject = {}): JsonObject => ({ text: plain('Sure?'), ...more });
const modal = (more: JsonObject = {}): JsonObject => ({
  type: 'modal',
  title: plain('Form'),
  submit: plain('Send'),
  blocks: [],
  ...more,
});

describe('blocks of a message', () => {
  it.each<[string, JsonObject, string, string]>([
    ['an unknown block type', { type: 'sektion' }, 'unsupported type: sektion', '/0/type'],
    ['an unknown property', section({ color: 'red' }), 'invalid additional property: color', '/0'],
    ['a block_id of 256', section({ block_id: long(256) }), 'less than 256', '/0/block_id'],
    ['a section without text', { type: 'section' }, 'text or fields', '/0'],
    ['an empty text', section({ text: plain('') }), 'more than 0 characters', '/0/text/text'],
    ['a text of 3001', section({ text: plain(long(3001)) }), 'less than 3001', '/0/text/text'],
    [
      'eleven fields',
      section({ fields: Array.from({ length: 11 }, () => plain('f')) }),
      'no more than 10 items allowed',
      '/0/fields',
    ],
    [
      'a field of 2001',
      section({ fields: [plain(long(2001))] }),
      'less than 2001',
      '/0/fields/0/text',
    ],
    [
      'a header of 151',
      { type: 'header', text: plain(long(151)) },
      'less than 151',
      '/0/text/text',
    ],
    [
      'a mrkdwn header',
      { type: 'header', text: { type: 'mrkdwn', text: '*a*' } },
      'unsupported type: mrkdwn',
      '/0/text/type',
    ],
    [
      'eleven context elements',
      { type: 'context', elements: Array.from({ length: 11 }, () => plain('c')) },
      'no more than 10',
      '/0/elements',
    ],
    [
      'twenty-six action elements',
      actions(...Array.from({ length: 26 }, (_, index) => button({ action_id: `a${index}` }))),
      'no more than 25',
      '/0/elements',
    ],
    [
      'a button text of 76',
      actions(button({ text: plain(long(76)) })),
      'less than 76',
      '/text/text',
    ],
    ['a button value of 2001', actions(button({ value: long(2001) })), 'less than 2001', '/value'],
    ['a button url of 3001', actions(button({ url: long(3001) })), 'less than 3001', '/url'],
    [
      'an accessibility_label of 76',
      actions(button({ accessibility_label: long(76) })),
      'less than 76',
      '/accessibility_label',
    ],
    [
      'a context text of 3001',
      { type: 'context', elements: [{ type: 'mrkdwn', text: long(3001) }] },
      'less than 3001',
      '/0/elements/0/text',
    ],
    ['an unknown style', actions(button({ style: 'loud' })), 'valid enum value', '/style'],
    [
      'an action_id of 256',
      actions(button({ action_id: long(256) })),
      'less than 256',
      '/action_id',
    ],
    [
      'a confirm title of 101',
      actions(button({ confirm: confirm({ title: plain(long(101)) }) })),
      'less than 101',
      '/confirm/title/text',
    ],
    [
      'a confirm text of 301',
      actions(button({ confirm: { text: plain(long(301)) } })),
      'less than 301',
      '/confirm/text/text',
    ],
    [
      'a confirm button of 31',
      actions(button({ confirm: confirm({ deny: plain(long(31)) }) })),
      'less than 31',
      '/confirm/deny/text',
    ],
    [
      'a text field among actions',
      actions({ type: 'plain_text_input' }),
      'unsupported type',
      '/type',
    ],
    ['an alert', { type: 'alert', text: plain('Careful') }, 'unsupported type: alert', '/0/type'],
    ['an overflow of 6', actions({ type: 'overflow', options: options(6) }), 'no more than 5', ''],
    ['an image without source', { type: 'image', alt_text: 'a' }, 'one of image_url', '/0'],
    [
      'the same action_id twice',
      actions(button({ action_id: 'go' }), button({ action_id: 'go' })),
      '`action_id` "go" already exists',
      '/0/elements/1/action_id',
    ],
  ])('refuse %s', (_title, block, fault, pointer) => {
    const faults = messageFaults([block]);
    expect(faults).toEqual([expect.stringContaining(fault)]);
    expect(faults[0]).toMatch(/^\[ERROR\] .+ \[json-pointer:\/blocks\/0.*\]$/);
    expect(faults[0]).toContain(`${pointer}]`);
  });

  it('refuse the 51st block', () => {
    const divider: JsonObject = { type: 'divider' };
    expect(messageFaults(Array.from({ length: 50 }, () => divider))).toEqual([]);
    expect(messageFaults(Array.from({ length: 51 }, () => divider))).toEqual([
      '[ERROR] no more than 50 items allowed [json-pointer:/blocks]',
    ]);
  });

  it('refuse more markdown in all than one block may hold, and a second table', () => {
    const markdown = (length: number): JsonObject => ({ type: 'markdown', text: long(length) });
    const table = (rows: number, cells = 1): JsonObject => ({
      type: 'table',
      rows: Array.from({ length: rows }, () =>
        Array.from({ length: cells }, () => ({ type: 'raw_text', text: 'a' })),
      ),
    });
    expect(messageFaults([markdown(6000), markdown(6000), table(100, 20)])).toEqual([]);
    expect(messageFaults([markdown(12_001)])).toHaveLength(1);
    expect(messageFaults([markdown(6000), markdown(6001)])).toHaveLength(1);
    expect(messageFaults([table(1), table(1)])[0]).toContain('only_one_table_allowed');
    expect(messageFaults([table(101)])).toHaveLength(1);
    expect(messageFaults([table(1, 21)])).toHaveLength(1);
  });

  it('refuse a block_id used twice', () => {
    const faults = messageFaults([section({ block_id: 'a' }), section({ block_id: 'a' })]);
    expect(faults).toEqual([
      '[ERROR] `block_id` "a" already exists [json-pointer:/blocks/1/block_id]',
    ]);
  });

  it('pass when every value is as long as it may be', () => {
    const blocks = [
      section({ block_id: long(255), text: plain(long(3000)) }),
      { type: 'header', text: plain(long(150)) },
      actions(
        button({ action_id: 'a', text: plain(long(75)), value: long(2000), style: 'danger' }),
        menu({ action_id: 'b', options: [option(long(75))], placeholder: plain(long(150)) }),
      ),
      { type: 'image', alt_text: 'a', image_url: 'https://images.example/a.png' },
      { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [] }] },
    ];
    expect(messageFaults(blocks)).toEqual([]);
  });
});

describe('elements of a modal', () => {
  it.each<[string, JsonObject, string]>([
    ['a select with 101 options', menu({ options: options(101) }), 'no more than 100'],
    [
      'an option value of 76',
      menu({ options: [option(long(75)), { ...option('b'), value: long(76) }] }),
      'less than 76',
    ],
    [
      'an option text of 76',
      menu({ options: [{ ...option('a'), text: plain(long(76)) }] }),
      'less than 76',
    ],
    [
      'an option description of 76',
      menu({ options: [{ ...option('a'), description: plain(long(76)) }] }),
      'less than 76',
    ],
    [
      '101 option groups',
      menu({
        option_groups: Array.from({ length: 101 }, () => ({
          label: plain('g'),
          options: options(1),
        })),
      }),
      'no more than 100',
    ],
    [
      'a group of 101 options',
      menu({ option_groups: [{ label: plain('g'), options: options(101) }] }),
      'no more than 100',
    ],
    [
      'a mrkdwn option in a select',
      menu({ options: [{ text: { type: 'mrkdwn', text: 'a' }, value: 'a' }] }),
      'unsupported type',
    ],
    [
      'an option url outside an overflow',
      menu({ options: [{ ...option('a'), url: 'https://a.example' }] }),
      'additional property: url',
    ],
    [
      'options and groups together',
      menu({ options: options(1), option_groups: [{ label: plain('g'), options: options(1) }] }),
      'either options or option_groups',
    ],
    ['neither options nor groups', menu({}), 'either options or option_groups'],
    [
      'a group label of 76',
      menu({ option_groups: [{ label: plain(long(76)), options: options(1) }] }),
      'less than 76',
    ],
    [
      'an initial option that is not offered',
      menu({ options: options(1), initial_option: option('z') }),
      'match one of the options',
    ],
    ['eleven radio buttons', { type: 'radio_buttons', options: options(11) }, 'no more than 10'],
    ['eleven checkboxes', { type: 'checkboxes', options: options(11) }, 'no more than 10'],
    [
      'a placeholder of 151',
      { type: 'external_select', placeholder: plain(long(151)) },
      'less than 151',
    ],
    ['a min_length of 3001', { type: 'plain_text_input', min_length: 3001 }, 'whole number'],
    [
      'a min_length above max_length',
      { type: 'plain_text_input', min_length: 5, max_length: 4 },
      'more than max_length',
    ],
    [
      'a number input without is_decimal_allowed',
      { type: 'number_input' },
      'missing required field: is_decimal_allowed',
    ],
    [
      'a number as min_value',
      { type: 'number_input', is_decimal_allowed: false, min_value: 1 },
      'a number in a string',
    ],
    ['an unreal date form', { type: 'datepicker', initial_date: '1.2.2026' }, 'YYYY-MM-DD'],
    ['the time 24:00', { type: 'timepicker', initial_time: '24:00' }, 'HH:mm'],
    [
      'milliseconds in a datetimepicker',
      { type: 'datetimepicker', initial_date_time: 1_700_000_000_000 },
      'whole number',
    ],
    ['a button in an input', button(), 'unsupported type: button'],
  ])('refuse %s', (_title, element, fault) => {
    expect(viewFaults(modal({ blocks: [input(element)] }), 'modal')).toEqual([
      expect.stringContaining(fault),
    ]);
  });
});

describe('a view', () => {
  const field: JsonObject = { type: 'plain_text_input' };

  it.each<[string, JsonObject, string]>([
    [
      'a title of 25',
      modal({ title: plain(long(25)) }),
      'less than 25 characters [json-pointer:/view/title/text]',
    ],
    [
      'a submit of 25',
      modal({ submit: plain(long(25)) }),
      'less than 25 characters [json-pointer:/view/submit/text]',
    ],
    [
      'a close of 25',
      modal({ close: plain(long(25)) }),
      'less than 25 characters [json-pointer:/view/close/text]',
    ],
    ['private_metadata of 3001', modal({ private_metadata: long(3001) }), 'less than 3001'],
    ['an external_id of 256', modal({ external_id: long(256) }), 'less than 256'],
    ['a callback_id of 256', modal({ callback_id: long(256) }), 'less than 256'],
    [
      '101 blocks',
      modal({ blocks: Array.from({ length: 101 }, () => ({ type: 'divider' })) }),
      'no more than 100',
    ],
    ['an id sent back', modal({ id: 'V0' }), 'invalid additional property: id'],
    [
      'an input label of 2001',
      modal({ blocks: [input(field, { label: plain(long(2001)) })] }),
      'less than 2001',
    ],
    [
      'an input hint of 2001',
      modal({ blocks: [input(field, { hint: plain(long(2001)) })] }),
      'less than 2001',
    ],
    [
      'an alert of 201',
      modal({ blocks: [{ type: 'alert', text: plain(long(201)) }] }),
      'less than 201',
    ],
    [
      'two focused fields',
      modal({
        blocks: [
          input({ ...field, focus_on_load: true }),
          input({ ...field, focus_on_load: true }),
        ],
      }),
      'only one element',
    ],
  ])('is refused for %s', (_title, view, fault) => {
    expect(viewFaults(view, 'modal')).toEqual([expect.stringContaining(fault)]);
  });

  it('needs a submit button as soon as it has an input', () => {
    const { submit: _submit, ...withoutSubmit } = modal({ blocks: [input(field)] });
    expect(viewFaults(withoutSubmit, 'modal')[0]).toContain('missing required field: submit');
    expect(viewFaults({ ...withoutSubmit, blocks: [] }, 'modal')).toEqual([]);
  });

  it('of a Home tab has at most 100 blocks', () => {
    const home = (count: number): JsonObject => ({
      type: 'home',
      blocks: Array.from({ length: count }, () => ({ type: 'divider' })),
    });
    expect(viewFaults(home(100), 'home')).toEqual([]);
    expect(viewFaults(home(101), 'home')).toEqual([
      '[ERROR] no more than 100 items allowed [json-pointer:/view/blocks]',
    ]);
  });

  it('of a Home tab has no title', () => {
    expect(viewFaults({ type: 'home', blocks: [], title: plain('a') }, 'home')).toEqual([
      '[ERROR] invalid additional property: title [json-pointer:/view]',
    ]);
  });
});

describe('the answer to an option look-up', () => {
  it('may be empty or hold up to 100 options', () => {
    expect(optionFaults({ options: [] })).toEqual([]);
    expect(optionFaults({ options: options(100) })).toEqual([]);
    expect(optionFaults({ options: options(101) })).toHaveLength(1);
    expect(optionFaults({ choices: [] })).toHaveLength(1);
  });
});
