import {
  needsEvents,
  RESOURCE_NAMES,
  RESOURCES,
  type Resource,
} from '@doo-repush/core/doo/resources';
import {
  MAX_REASON_CHARS,
  MAX_TICKET_CHARS,
  MAX_WEBHOOK_TYPES,
} from '@doo-repush/core/repush/limits';
import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import { ACTIONS, VIEWS } from '../../messages/ids.ts';
import { plain, section } from '../../messages/message.ts';
import type { CommonSettings } from '../../runtime/settings.ts';
import { cut } from '../../runtime/text.ts';
import { type AskedField, type FormDraft, MAX_EVENT_IDS_CHARS, writeDraft } from './draft.ts';
import { memoryBlock } from './memory/memory-block.ts';
import { option } from './option.ts';
import { orderBlocks } from './order-view.ts';
import { targetBlocks } from './target-blocks.ts';
import { windowBlocks } from './window-view.ts';

/** A modal whose blocks are checked by the compiler: Slack's own type allows any block. */
export type FormView = Omit<ModalView, 'blocks'> & { readonly blocks: KnownBlock[] };

/** What the form must know of the installation. */
export type FormSettings = Pick<CommonSettings, 'dooTimeZone' | 'dooMaxRate'>;

/** More than any rate has: what cannot be read is told of, and not cut off while it is typed. */
const MAX_RATE_CHARS = 100;

/**
 * The request form. Fields that stay keep block and action ids, so Slack keeps what was typed; a
 * field whose choices depend on another one has that one's value in its block id, so that no choice
 * outlives its list. Initial values say the same for a Slack that would forget.
 * @param externalId names the form among those of the app, until it is written again
 */
export function buildRequestForm(
  draft: FormDraft,
  settings: FormSettings,
  externalId?: string,
): FormView {
  return {
    type: 'modal',
    callback_id: VIEWS.request,
    title: plain('Repush webhooks'),
    submit: plain('Ask for approval'),
    close: plain('Discard'),
    private_metadata: writeDraft(draft),
    ...(externalId !== undefined && { external_id: externalId }),
    blocks: [
      ...aboutLine(draft),
      ...(draft.memory ? [memoryBlock(draft.memory)] : []),
      ...targetBlocks(draft),
      resourceBlock(draft),
      ...(needsEvents(draft.resource) ? eventBlocks(draft) : []),
      ...windowBlocks(draft.window, settings.dooTimeZone),
      webhookTypesBlock(draft),
      ...(draft.webhookTypes?.length === 0 ? [lostTypesWarning(draft.resource)] : []),
      rateBlock(draft, settings),
      ...orderBlocks(draft),
      reasonBlock(draft),
      ticketBlock(draft),
    ],
  };
}

/** The block id of the field for webhook types while `resource` is chosen. */
export function webhookTypesBlockId(resource: Resource): string {
  return `${ACTIONS.webhookTypes}:${resource}`;
}

/** A section and no alert block, whose support on phones is documented nowhere. */
function aboutLine({ aboutLine }: FormDraft): readonly KnownBlock[] {
  return aboutLine === undefined ? [] : [{ ...section(aboutLine), block_id: 'about_line' }];
}

function isAsked({ asked = [] }: FormDraft, field: AskedField): boolean {
  return asked.includes(field);
}

function resourceBlock(draft: FormDraft): InputBlock {
  const isOpen = isAsked(draft, 'resource');
  return {
    type: 'input',
    block_id: ACTIONS.resource,
    dispatch_action: true,
    label: plain('Resource'),
    hint: plain('doo sends one webhook for each of these that exists now.'),
    element: {
      type: 'static_select',
      action_id: ACTIONS.resource,
      ...(isOpen
        ? { placeholder: plain('Choose a resource') }
        : { initial_option: resourceOption(draft.resource) }),
      options: RESOURCE_NAMES.map(resourceOption),
    },
  };
}

function eventBlocks(draft: FormDraft): readonly KnownBlock[] {
  const { aboutEvents } = draft;
  const about = aboutEvents && { ...section(aboutEvents), block_id: 'about_events' };
  return [eventIdsBlock(draft), ...(about ? [about] : [])];
}

function eventIdsBlock({ eventIds }: FormDraft): InputBlock {
  return {
    type: 'input',
    block_id: ACTIONS.eventIds,
    dispatch_action: true,
    label: plain('Event IDs'),
    hint: plain('One or more, separated by anything. Addresses from doo work too.'),
    element: {
      type: 'plain_text_input',
      action_id: ACTIONS.eventIds,
      max_length: MAX_EVENT_IDS_CHARS,
      dispatch_action_config: { trigger_actions_on: ['on_character_entered'] },
      placeholder: plain('41231'),
      ...(eventIds !== undefined && { initial_value: cut(eventIds, MAX_EVENT_IDS_CHARS) }),
    },
  };
}

function webhookTypesBlock(draft: FormDraft): InputBlock {
  const { resource, webhookTypes = [] } = draft;
  const picked = webhookTypes.slice(0, MAX_WEBHOOK_TYPES).map((type) => option(type, type));
  return {
    type: 'input',
    block_id: webhookTypesBlockId(resource),
    optional: !isAsked(draft, 'webhookTypes'),
    label: plain('Webhook types'),
    hint: plain(`None picked means all types for ${RESOURCES[resource].plural}.`),
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
      `:warning: *Pick the webhook types again:* those that you picked for ${plural} were too long to be kept. None picked means all.`,
    ),
    block_id: 'lost_types_warning',
  };
}

/** Typed as text, and read strictly: a field for a number is not shown on phones (bolt-python issue 903). */
function rateBlock(draft: FormDraft, settings: FormSettings): InputBlock {
  const { maxRatePerMin, typedRate } = draft;
  const max = settings.dooMaxRate;
  const asked = maxRatePerMin === undefined ? undefined : String(Math.min(maxRatePerMin, max));
  const rate = typedRate ?? asked;
  return {
    type: 'input',
    block_id: ACTIONS.rate,
    optional: !isAsked(draft, 'maxRatePerMin'),
    label: plain('Webhooks a minute, at most'),
    hint: plain(
      `From 1 to ${max}. Empty leaves the pace to doo. It holds for the whole request: of several calls, the next one goes out when doo should be done with the one before.`,
    ),
    element: {
      type: 'plain_text_input',
      action_id: ACTIONS.rate,
      max_length: MAX_RATE_CHARS,
      ...(rate !== undefined && { initial_value: cut(rate, MAX_RATE_CHARS) }),
    },
  };
}

function reasonBlock({ reason }: FormDraft): InputBlock {
  return {
    type: 'input',
    block_id: ACTIONS.reason,
    label: plain('Reason'),
    hint: plain('The approver and the ledger see it.'),
    element: {
      type: 'plain_text_input',
      action_id: ACTIONS.reason,
      multiline: true,
      max_length: MAX_REASON_CHARS,
      ...(reason !== undefined && { initial_value: cut(reason, MAX_REASON_CHARS) }),
    },
  };
}

function ticketBlock(draft: FormDraft): InputBlock {
  const { ticket } = draft;
  return {
    type: 'input',
    block_id: ACTIONS.ticket,
    optional: !isAsked(draft, 'ticket'),
    label: plain('Ticket'),
    hint: plain('Its number, like SUP-4411, or its https address.'),
    element: {
      type: 'plain_text_input',
      action_id: ACTIONS.ticket,
      max_length: MAX_TICKET_CHARS,
      ...(ticket !== undefined && { initial_value: cut(ticket, MAX_TICKET_CHARS) }),
    },
  };
}

function resourceOption(resource: Resource): PlainTextOption {
  return option(resource, RESOURCES[resource].label);
}
