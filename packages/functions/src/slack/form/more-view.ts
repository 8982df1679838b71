import type { Resource } from '@doo-repush/core/doo/resources';
import { RESOURCES } from '@doo-repush/core/doo/resources';
import { MAX_WEBHOOK_TYPES } from '@doo-repush/core/repush/limits';
import type { InputBlock, KnownBlock } from '@slack/types';
import { ACTIONS } from '../../messages/ids.ts';
import { button, plain, section } from '../../messages/message.ts';
import type { CommonSettings } from '../../runtime/settings.ts';
import { cut } from '../../runtime/text.ts';
import { type FormDraft, isAsked } from './draft.ts';
import { option } from './option.ts';

/** More than any rate has: what cannot be read is told of, and not cut off while it is typed. */
const MAX_RATE_CHARS = 100;

/** What a click on the button below asks for. */
export const MORE = { open: 'open', close: 'close' } as const;

/**
 * The fields that few requests need, behind a button. A value in them is never hidden: they are shown while one of
 * them is filled in or asked for, and then there is nothing to close.
 */
export function moreBlocks(
  draft: FormDraft,
  settings: Pick<CommonSettings, 'dooMaxRate'>,
): readonly KnownBlock[] {
  const { isMoreOpen = false } = draft;
  const isHeld = isFilledIn(draft) || MORE_FIELDS.some((field) => isAsked(draft, field));
  return [
    ...(isHeld ? [] : [moreButton(isMoreOpen)]),
    ...(isHeld || isMoreOpen ? [...typesBlocks(draft), rateBlock(draft, settings)] : []),
  ];
}

/** The block id of the field for webhook types while `resource` is chosen. */
export function webhookTypesBlockId(resource: Resource): string {
  return `${ACTIONS.webhookTypes}:${resource}`;
}

const MORE_FIELDS = ['webhookTypes', 'maxRatePerMin'] as const;

function isFilledIn({ webhookTypes, maxRatePerMin, typedRate }: FormDraft): boolean {
  return webhookTypes !== undefined || maxRatePerMin !== undefined || typedRate !== undefined;
}

function moreButton(isOpen: boolean): KnownBlock {
  const [text, label, value] = isOpen
    ? ['▾ Fewer options', 'Fewer options: hides types and pace', MORE.close]
    : ['▸ More options', 'More options: types and pace', MORE.open];
  return {
    type: 'actions',
    block_id: ACTIONS.moreOptions,
    elements: [button(ACTIONS.moreOptions, text, label, value)],
  };
}

function typesBlocks(draft: FormDraft): readonly KnownBlock[] {
  const { resource, webhookTypes } = draft;
  return [
    webhookTypesBlock(draft),
    ...(webhookTypes?.length === 0 ? [lostTypesWarning(resource)] : []),
  ];
}

function webhookTypesBlock(draft: FormDraft): InputBlock {
  const { resource, webhookTypes = [] } = draft;
  const picked = webhookTypes.slice(0, MAX_WEBHOOK_TYPES).map((type) => option(type, type));
  return {
    type: 'input',
    block_id: webhookTypesBlockId(resource),
    optional: !isAsked(draft, 'webhookTypes'),
    label: plain('Types'),
    hint: plain('Leave empty for all types.'),
    element: {
      type: 'multi_external_select',
      action_id: ACTIONS.webhookTypes,
      min_query_length: 0,
      max_selected_items: MAX_WEBHOOK_TYPES,
      placeholder: plain('All types'),
      ...(picked.length > 0 && { initial_options: picked }),
    },
  };
}

function lostTypesWarning(resource: Resource): KnownBlock {
  const { plural } = RESOURCES[resource];
  return {
    ...section(
      `:warning: *Pick the types again:* the ones you picked for ${plural} were too long to keep. Left empty, all types are sent.`,
    ),
    block_id: 'lost_types_warning',
  };
}

/** Typed as text, and read strictly: a field for a number is not shown on phones (bolt-python issue 903). */
function rateBlock(
  draft: FormDraft,
  { dooMaxRate: max }: Pick<CommonSettings, 'dooMaxRate'>,
): InputBlock {
  const { maxRatePerMin, typedRate } = draft;
  const asked = maxRatePerMin === undefined ? undefined : String(Math.min(maxRatePerMin, max));
  const rate = typedRate ?? asked;
  return {
    type: 'input',
    block_id: ACTIONS.rate,
    optional: !isAsked(draft, 'maxRatePerMin'),
    label: plain('Max webhooks per minute'),
    hint: plain(`1–${max}, for the whole request. Leave empty for doo's default.`),
    element: {
      type: 'plain_text_input',
      action_id: ACTIONS.rate,
      max_length: MAX_RATE_CHARS,
      ...(rate !== undefined && { initial_value: cut(rate, MAX_RATE_CHARS) }),
    },
  };
}
