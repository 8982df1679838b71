import type { InputBlock, KnownBlock } from '@slack/types';
import { ACTIONS } from '../../messages/ids.ts';
import { plain, section } from '../../messages/message.ts';
import { type FormDraft, WINDOW_KINDS, type WindowKind } from './draft.ts';
import { option } from './option.ts';
import { pickerParts, type WindowSide } from './submission/picker-parts.ts';

const CHOICES: Readonly<Record<WindowKind, string>> = {
  between: 'Between two times',
  since: 'Since a time, with no end',
  until: 'Until a time, with no start',
  everything: 'Everything, whenever it was updated',
};

/** The ends that a person gives for each kind of window. */
export const WINDOW_SIDES: Readonly<Record<WindowKind, readonly WindowSide[]>> = {
  between: ['after', 'before'],
  since: ['after'],
  until: ['before'],
  everything: [],
};

/** What `WHOLE_DAY` means, without a time to the second: Slack takes `:00:` for an emoji. */
const WITHOUT_TIME: Readonly<Record<WindowSide, string>> = {
  after: 'Without a time: from the first second of that day.',
  before: 'Without a time: to the last second of that day.',
};

/** The block and action ids of the pickers of one end. */
export const PICKERS = {
  after: { date: ACTIONS.afterDate, time: ACTIONS.afterTime },
  before: { date: ACTIONS.beforeDate, time: ACTIONS.beforeTime },
} as const satisfies Record<WindowSide, unknown>;

/** The choice of a window, which has no default, and the pickers that the present choice needs. */
export function windowBlocks(window: FormDraft['window'], timeZone: string): KnownBlock[] {
  const sides = window === undefined ? [] : WINDOW_SIDES[window.kind];
  return [
    choiceBlock(window?.kind, timeZone),
    ...(window?.kind === 'everything' ? [EVERYTHING_WARNING] : []),
    ...sides.flatMap((side) => pickerBlocks(side, window?.[side], timeZone)),
  ];
}

const EVERYTHING_WARNING: KnownBlock = {
  ...section(
    ':warning: *No window:* doo sends everything that exists, however old. The card will warn the approver.',
  ),
  block_id: 'everything_warning',
};

function choiceBlock(kind: WindowKind | undefined, timeZone: string): InputBlock {
  const kindOption = (each: WindowKind) => option(each, CHOICES[each]);
  return {
    type: 'input',
    block_id: ACTIONS.window,
    dispatch_action: true,
    label: plain('Window: when last updated'),
    hint: plain(`doo sends only what was last updated in it. It reads times in ${timeZone}.`),
    element: {
      type: 'static_select',
      action_id: ACTIONS.window,
      placeholder: plain('Choose a window'),
      options: WINDOW_KINDS.map(kindOption),
      ...(kind !== undefined && { initial_option: kindOption(kind) }),
    },
  };
}

function pickerBlocks(
  side: WindowSide,
  text: string | undefined,
  timeZone: string,
): readonly InputBlock[] {
  const { date, time } = pickerParts(side, text);
  const ids = PICKERS[side];
  return [
    {
      type: 'input',
      block_id: ids.date,
      label: plain(`Updated ${side}: date (${timeZone})`),
      element: {
        type: 'datepicker',
        action_id: ids.date,
        placeholder: plain('Pick a date'),
        ...(date !== undefined && { initial_date: date }),
      },
    },
    {
      type: 'input',
      block_id: ids.time,
      optional: true,
      label: plain(`Updated ${side}: time (${timeZone})`),
      hint: plain(WITHOUT_TIME[side]),
      element: {
        type: 'timepicker',
        action_id: ids.time,
        placeholder: plain('Pick a time'),
        ...(time !== undefined && { initial_time: time }),
      },
    },
  ];
}
