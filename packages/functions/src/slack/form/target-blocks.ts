import { RESOURCES, type Resource } from '@doo-repush/core/doo/resources';
import { ALL_CONFIGURATIONS } from '@doo-repush/core/repush/limits';
import type { InputBlock, KnownBlock, PlainTextOption } from '@slack/types';
import { ACTIONS } from '../../messages/ids.ts';
import { plain, section } from '../../messages/message.ts';
import type { DraftConfiguration, FormDraft } from './draft.ts';
import { option } from './option.ts';

export const ALL_CONFIGURATIONS_TEXT = 'All systems';

/** The fields for the system that is to receive webhooks. */
export function targetBlocks(draft: FormDraft): readonly KnownBlock[] {
  return [
    organizationBlock(draft),
    configurationBlock(draft),
    ...(draft.configuration?.kind === 'all' ? [allConfigurationsWarning(draft.resource)] : []),
  ];
}

/** The block id of the organization's field once `organizationId` was filled into an open form. */
export function organizationBlockId(organizationId: string): string {
  return `${ACTIONS.organization}:${organizationId}`;
}

/** Whether a block is the organization's field. */
export function isOrganizationBlock(blockId: string): boolean {
  return blockId === ACTIONS.organization || blockId.startsWith(organizationBlockId(''));
}

/** The block id of the configuration field while `organizationId` is chosen. */
export function configurationBlockId(organizationId: string | undefined): string {
  return `${ACTIONS.configuration}:${organizationId ?? ''}`;
}

function organizationBlock(draft: FormDraft): InputBlock {
  const { organizationId, organizationName, organizationBlock: blockId } = draft;
  return {
    type: 'input',
    block_id: blockId ?? ACTIONS.organization,
    dispatch_action: true,
    label: plain('Organization'),
    element: {
      type: 'external_select',
      action_id: ACTIONS.organization,
      min_query_length: 0,
      placeholder: plain('Search by name or ID'),
      ...(organizationId !== undefined && {
        initial_option: option(organizationId, organizationName ?? organizationId),
      }),
    },
  };
}

function configurationBlock({ organizationId, configuration }: FormDraft): InputBlock {
  return {
    type: 'input',
    block_id: configurationBlockId(organizationId),
    dispatch_action: true,
    label: plain('Send to'),
    hint: plain('The system that missed webhooks.'),
    element: {
      type: 'external_select',
      action_id: ACTIONS.configuration,
      min_query_length: 0,
      placeholder: plain(
        organizationId === undefined ? 'Pick an organization first' : 'Search by name or host',
      ),
      ...(configuration && { initial_option: configurationOption(configuration) }),
    },
  };
}

function allConfigurationsWarning(resource: Resource): KnownBlock {
  return {
    ...section(
      `:warning: *All systems* of this organization that get ${RESOURCES[resource].singular} webhooks will receive these. Your approver sees this warning.`,
    ),
    block_id: 'all_configurations_warning',
  };
}

function configurationOption(configuration: DraftConfiguration): PlainTextOption {
  if (configuration.kind === 'all') return option(ALL_CONFIGURATIONS, ALL_CONFIGURATIONS_TEXT);
  return option(configuration.id, configuration.name ?? configuration.id);
}
