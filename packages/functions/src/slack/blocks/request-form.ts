import { MAX_REASON_CHARS } from '@doo-repush/core/repush/request';
import {
  needsEvents,
  RESOURCE_NAMES,
  RESOURCES,
  type Resource,
} from '@doo-repush/core/repush/resources';
import type { InputBlock, KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import {
  ALL_CONFIGURATIONS,
  type DraftConfiguration,
  type FormDraft,
  MAX_EVENT_IDS_CHARS,
  writeDraft,
} from '../form-draft.ts';
import { ACTIONS, VIEWS } from '../ids.ts';
import { cut, plainForeign } from './text.ts';

/** A modal whose blocks are checked by the compiler: Slack's own type allows any block. */
export type Form = Omit<ModalView, 'blocks'> & { readonly blocks: KnownBlock[] };

/**
 * The request form. Fields that stay keep block and action ids, so Slack keeps what was typed; the
 * configuration's block is another one for each organization, so that no choice outlives its list.
 */
export function buildRequestForm(draft: FormDraft): Form {
  return {
    type: 'modal',
    callback_id: VIEWS.request,
    title: plain('Repush webhooks'),
    submit: plain('Ask for approval'),
    close: plain('Discard'),
    private_metadata: writeDraft(draft),
    blocks: [
      organizationBlock(draft),
      configurationBlock(draft),
      resourceBlock(draft.resource),
      ...(needsEvents(draft.resource) ? [eventIdsBlock(draft)] : []),
      reasonBlock(draft),
    ],
  };
}

/** The block id of the configuration field while `organizationId` is chosen. */
export function configurationBlockId(organizationId: string | undefined): string {
  return `${ACTIONS.configuration}:${organizationId ?? ''}`;
}

function organizationBlock({ organizationId, organizationName }: FormDraft): InputBlock {
  return {
    type: 'input',
    block_id: ACTIONS.organization,
    dispatch_action: true,
    label: plain('Organization'),
    element: {
      type: 'external_select',
      action_id: ACTIONS.organization,
      min_query_length: 0,
      placeholder: plain('Type part of a name or an ID'),
      ...(organizationId !== undefined && {
        initial_option: option(organizationId, organizationName ?? organizationId),
      }),
    },
  };
}

function configurationBlock(draft: FormDraft): InputBlock {
  return {
    type: 'input',
    block_id: configurationBlockId(draft.organizationId),
    label: plain('Webhook configuration'),
    hint: plain('Name and endpoint host, as doo has them now.'),
    element: {
      type: 'external_select',
      action_id: ACTIONS.configuration,
      min_query_length: 0,
      placeholder: plain(
        draft.organizationId === undefined
          ? 'Choose an organization first'
          : 'Type part of a name or a host',
      ),
      ...(draft.configuration && { initial_option: configurationOption(draft.configuration) }),
    },
  };
}

function resourceBlock(resource: Resource): InputBlock {
  return {
    type: 'input',
    block_id: ACTIONS.resource,
    dispatch_action: true,
    label: plain('Resource'),
    hint: plain('doo sends one webhook for each of these that exists now.'),
    element: {
      type: 'static_select',
      action_id: ACTIONS.resource,
      initial_option: resourceOption(resource),
      options: RESOURCE_NAMES.map(resourceOption),
    },
  };
}

function eventIdsBlock(draft: FormDraft): InputBlock {
  return {
    type: 'input',
    block_id: ACTIONS.eventIds,
    label: plain('Event IDs'),
    hint: plain('One or more, separated by anything. Addresses from doo work too.'),
    element: {
      type: 'plain_text_input',
      action_id: ACTIONS.eventIds,
      max_length: MAX_EVENT_IDS_CHARS,
      placeholder: plain('41231'),
      ...(draft.eventIds !== undefined && { initial_value: draft.eventIds }),
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

function configurationOption(configuration: DraftConfiguration): PlainTextOption {
  if (configuration.kind === 'all') return option(ALL_CONFIGURATIONS, 'All configurations');
  return option(configuration.id, configuration.name ?? configuration.id);
}

function option(value: string, text: string): PlainTextOption {
  return { text: plain(plainForeign(text, 75) || value), value };
}

function resourceOption(resource: Resource): PlainTextOption {
  return { text: plain(RESOURCES[resource].label), value: resource };
}

function plain(text: string): { type: 'plain_text'; text: string } {
  return { type: 'plain_text', text };
}
