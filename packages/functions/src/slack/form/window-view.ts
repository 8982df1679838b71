import { RESOURCES, type Resource } from '@doo-repush/core/doo/resources';
import type { InputBlock, KnownBlock } from '@slack/types';
import { ACTIONS } from '../../messages/ids.ts';
import { plain, section } from '../../messages/message.ts';
import { cityOf } from '../../messages/zone.ts';
import { cut } from '../../runtime/text.ts';
import { type FormDraft, WINDOW_KINDS, type WindowKind } from './draft.ts';
import { option } from './option.ts';
import { pickerParts, type WindowSide } from './submission/picker-parts.ts';

/** Slack docs: Input block, label. */
const MAX_LABEL_CHARS = 75;

const CHOICES: Readonly<Record<WindowKind, string>> = {
  between: 'Between…',
  since: 'Since…',
  until: 'Until…',
  everything: 'Any time: send everything',
};

/** The ends that a person gives for each kind of window. */
export const WINDOW_SIDES: Readonly<Record<WindowKind, readonly WindowSide[]>> = {
  between: ['after', 'before'],
  since: ['after'],
  until: ['before'],
  everything: [],
};

const ENDS: Readonly<Record<WindowSide, string>> = { after: 'From', before: 'To' };

/** What `WHOLE_DAY` means, without a time to the second: Slack takes `:00:` for an emoji. */
const WITHOUT_TIME: Readonly<Record<WindowSide, string>> = {
  after: 'Empty: start of day.',
  before: 'Empty: end of day.',
};

/** The block and action ids of the pickers of one end. */
export const PICKERS = {
  after: { date: ACTIONS.afterDate, time: ACTIONS.afterTime },
  before: { date: ACTIONS.beforeDate, time: ACTIONS.beforeTime },
} as const satisfies Record<WindowSide, unknown>;

/** The choice of a window, which has no default, and the pickers that the present choice needs. */
export function windowBlocks(
  { window, resource }: Pick<FormDraft, 'window' | 'resource'>,
  timeZone: string,
): KnownBlock[] {
  const sides = window === undefined ? [] : WINDOW_SIDES[window.kind];
  return [
    choiceBlock(window?.kind, timeZone),
    ...(window?.kind === 'everything' ? [everythingWarning(resource)] : []),
    ...sides.flatMap((side) => pickerBlocks(side, window?.[side])),
  ];
}

function everythingWarning(resource: Resource): KnownBlock {
  return {
    ...section(
      `:warning: *No time limit.* doo sends every ${RESOURCES[resource].singular}, however old. Your approver sees this warning.`,
    ),
    block_id: 'everything_warning',
  };
}

function choiceBlock(kind: WindowKind | undefined, timeZone: string): InputBlock {
  const kindOption = (each: WindowKind) => option(each, CHOICES[each]);
  return {
    type: 'input',
    block_id: ACTIONS.window,
    dispatch_action: true,
    label: plain(cut(`Last updated (${cityOf(timeZone)} time)`, MAX_LABEL_CHARS)),
    hint: plain('Only items updated in this time are sent.'),
    element: {
      type: 'static_select',
      action_id: ACTIONS.window,
      placeholder: plain('Pick a time range'),
      options: WINDOW_KINDS.map(kindOption),
      ...(kind !== undefined && { initial_option: kindOption(kind) }),
    },
  };
}

function pickerBlocks(side: WindowSide, text: string | undefined): readonly InputBlock[] {
  const { date, time } = pickerParts(side, text);
  const ids = PICKERS[side];
  return [
    {
      type: 'input',
      block_id: ids.date,
      label: plain(`${ENDS[side]}: date`),
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
      label: plain(`${ENDS[side]}: time`),
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
