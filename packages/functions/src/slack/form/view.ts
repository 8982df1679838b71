import {
  needsEvents,
  RESOURCE_NAMES,
  RESOURCES,
  type Resource,
} from '@doo-repush/core/doo/resources';
import { MAX_EVENTS, MAX_REASON_CHARS, MAX_TICKET_CHARS } from '@doo-repush/core/repush/limits';
import type { InputBlock, KnownBlock, PlainTextOption } from '@slack/types';
import { ACTIONS, VIEWS } from '../../messages/ids.ts';
import { type FormView, plain, section } from '../../messages/message.ts';
import type { CommonSettings } from '../../runtime/settings.ts';
import { cut } from '../../runtime/text.ts';
import { type FormDraft, isAsked, MAX_EVENT_IDS_CHARS, writeDraft } from './draft.ts';
import { memoryBlock } from './memory/memory-block.ts';
import { moreBlocks } from './more-view.ts';
import { option } from './option.ts';
import { orderBlocks } from './order-view.ts';
import { targetBlocks } from './target-blocks.ts';
import { windowBlocks } from './window-view.ts';

/** What the form must know of the installation. */
export type FormSettings = Pick<CommonSettings, 'dooTimeZone' | 'dooMaxRate'>;

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
    close: plain('Cancel'),
    private_metadata: writeDraft(draft),
    ...(externalId !== undefined && { external_id: externalId }),
    blocks: [
      ...aboutLine(draft),
      ...(draft.memory ? [memoryBlock(draft.memory)] : []),
      ...targetBlocks(draft),
      resourceBlock(draft),
      ...(needsEvents(draft.resource) ? eventBlocks(draft) : []),
      ...windowBlocks(draft, settings.dooTimeZone),
      ...orderBlocks(draft),
      reasonBlock(draft),
      ticketBlock(draft),
      ...moreBlocks(draft, settings),
    ],
  };
}

/** A section and no alert block, whose support on phones is documented nowhere. */
function aboutLine({ aboutLine }: FormDraft): readonly KnownBlock[] {
  return aboutLine === undefined ? [] : [{ ...section(aboutLine), block_id: 'about_line' }];
}

function resourceBlock(draft: FormDraft): InputBlock {
  const isOpen = isAsked(draft, 'resource');
  return {
    type: 'input',
    block_id: ACTIONS.resource,
    dispatch_action: true,
    label: plain('What'),
    hint: plain(
      `One webhook per ${isOpen ? 'item' : RESOURCES[draft.resource].singular} that exists now.`,
    ),
    element: {
      type: 'static_select',
      action_id: ACTIONS.resource,
      ...(isOpen
        ? { placeholder: plain('Pick what to send') }
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
    hint: plain(`Up to ${MAX_EVENTS} IDs or doo links.`),
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

function reasonBlock({ reason }: FormDraft): InputBlock {
  return {
    type: 'input',
    block_id: ACTIONS.reason,
    label: plain('Reason'),
    hint: plain('Your approver sees this.'),
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
    hint: plain('A number like SUP-4411, or a link.'),
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
