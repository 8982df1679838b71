import { isDeepStrictEqual } from 'node:util';
import { type JsonObject, objectsIn } from '../json.ts';
import {
  choiceOption,
  confirm,
  imageSource,
  menuOption,
  optionGroup,
  overflowOption,
  plainText,
} from './objects.ts';
import {
  bool,
  type Check,
  checkedBefore,
  type Fields,
  integer,
  list,
  matching,
  object,
  oneOf,
  type Rule,
  text,
} from './rules.ts';

const type = { type: checkedBefore };
const actionable = { action_id: text(255) };
const confirmable = { ...actionable, confirm };
const focusable = { ...confirmable, focus_on_load: bool };
const placeholdable = { ...focusable, placeholder: plainText(150) };
const numeric = matching(/^-?\d+(\.\d+)?$/, 'a number in a string');
const typable = {
  ...actionable,
  focus_on_load: bool,
  placeholder: plainText(150),
  dispatch_action_config: object(
    {},
    { trigger_actions_on: list(oneOf('on_enter_pressed', 'on_character_entered'), 2) },
  ),
};

/** Every option of a menu or choice element, including those in option groups. */
export function optionsOf(element: JsonObject): JsonObject[] {
  const groups = objectsIn(element.option_groups);
  return [...objectsIn(element.options), ...groups.flatMap((group) => objectsIn(group.options))];
}

const initialIsOffered: Check = (element, pointer, report) => {
  const options = optionsOf(element);
  const offered = (initial: unknown) =>
    options.some((option) => isDeepStrictEqual(option, initial));
  if (element.initial_option !== undefined && !offered(element.initial_option)) {
    report('must match one of the options', `${pointer}/initial_option`);
  }
  for (const [index, initial] of objectsIn(element.initial_options).entries()) {
    if (!offered(initial)) {
      report('must match one of the options', `${pointer}/initial_options/${index}`);
    }
  }
};

const eitherOptionsOrGroups: Check = (element, pointer, report) => {
  if ((element.options === undefined) === (element.option_groups === undefined)) {
    report('must provide either options or option_groups', pointer);
  }
  initialIsOffered(element, pointer, report);
};

const lengthsInOrder: Check = (element, pointer, report) => {
  const { min_length: min, max_length: max } = element;
  if (typeof min === 'number' && typeof max === 'number' && min > max) {
    report('must not be more than max_length', `${pointer}/min_length`);
  }
};

const valuesInOrder: Check = (element, pointer, report) => {
  const { min_value: min, max_value: max } = element;
  if (min !== undefined && max !== undefined && Number(min) > Number(max)) {
    report('must not be more than max_value', `${pointer}/min_value`);
  }
};

const hasOneSource: Check = (element, pointer, report) => {
  const fault = imageSource(element);
  if (fault !== undefined) report(fault, pointer);
};

const menu = { options: list(menuOption, 100), option_groups: list(optionGroup, 100) };
const external = { ...placeholdable, min_query_length: integer(0, 255) };
const several = { max_selected_items: integer(1, 100) };

/** The rule for each element, by `type`, with the limits of @slack/types 3.2.0. */
const elements = {
  button: object(
    { ...type, text: plainText(75) },
    {
      ...confirmable,
      value: text(2000),
      url: text(3000),
      style: oneOf('primary', 'danger'),
      accessibility_label: text(75),
    },
  ),
  static_select: object(
    type,
    { ...placeholdable, ...menu, initial_option: menuOption },
    eitherOptionsOrGroups,
  ),
  multi_static_select: object(
    type,
    { ...placeholdable, ...several, ...menu, initial_options: list(menuOption, 100) },
    eitherOptionsOrGroups,
  ),
  external_select: object(type, { ...external, initial_option: menuOption }),
  multi_external_select: object(type, {
    ...external,
    ...several,
    initial_options: list(menuOption, 100),
  }),
  users_select: object(type, { ...placeholdable, initial_user: text(255) }),
  plain_text_input: object(
    type,
    {
      ...typable,
      initial_value: text(3000, 0),
      multiline: bool,
      min_length: integer(0, 3000),
      max_length: integer(1, 3000),
    },
    lengthsInOrder,
  ),
  number_input: object(
    { ...type, is_decimal_allowed: bool },
    { ...typable, initial_value: numeric, min_value: numeric, max_value: numeric },
    valuesInOrder,
  ),
  email_text_input: object(type, { ...typable, initial_value: text(3000) }),
  url_text_input: object(type, { ...typable, initial_value: text(3000) }),
  datepicker: object(type, {
    ...placeholdable,
    initial_date: matching(/^\d{4}-\d{2}-\d{2}$/, 'a date of the form YYYY-MM-DD'),
  }),
  timepicker: object(type, {
    ...placeholdable,
    initial_time: matching(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of the form HH:mm'),
    timezone: text(255),
  }),
  datetimepicker: object(type, {
    ...focusable,
    initial_date_time: integer(1_000_000_000, 9_999_999_999),
  }),
  radio_buttons: object(
    { ...type, options: list(choiceOption, 10) },
    { ...focusable, initial_option: choiceOption },
    initialIsOffered,
  ),
  checkboxes: object(
    { ...type, options: list(choiceOption, 10) },
    { ...focusable, initial_options: list(choiceOption, 10) },
    initialIsOffered,
  ),
  overflow: object({ ...type, options: list(overflowOption, 5) }, confirmable),
  image: object(
    { ...type, alt_text: text(2000) },
    { image_url: text(3000), slack_file: object({}, { id: text(255), url: text(3000) }) },
    hasOneSource,
  ),
} satisfies Record<string, Rule>;

type ElementType = keyof typeof elements;

function rulesOf(...types: ElementType[]): Fields {
  return Object.fromEntries(types.map((name) => [name, elements[name]]));
}

const menus = [
  'static_select',
  'multi_static_select',
  'external_select',
  'multi_external_select',
  'users_select',
] as const;
const choices = ['radio_buttons', 'checkboxes'] as const;
const pickers = ['datepicker', 'timepicker'] as const;

/** What an actions block may hold. */
export const actionElements = rulesOf(
  ...(['button', 'overflow', 'datetimepicker'] as const),
  ...menus,
  ...choices,
  ...pickers,
);

/** What may accompany the text of a section. */
export const accessoryElements = rulesOf(
  ...(['button', 'overflow', 'image'] as const),
  ...menus,
  ...choices,
  ...pickers,
);

/** What an input block may hold. */
export const inputElements = rulesOf(
  ...(['plain_text_input', 'number_input', 'email_text_input', 'url_text_input'] as const),
  'datetimepicker',
  ...menus,
  ...choices,
  ...pickers,
);

export const contextImage = elements.image;
