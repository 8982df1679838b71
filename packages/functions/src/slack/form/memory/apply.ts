import { needsEvents } from '@doo-repush/core/doo/resources';
import type { FormDraft } from '../draft.ts';
import { organizationBlockId } from '../target-blocks.ts';
import type { CardMemory, FormMemory } from './memory.ts';

/**
 * The draft with what the ledger remembers. Slack keeps what a field held and ignores a new initial value, so the
 * organization's field is a new one for each organization that is filled in (bolt-js issues 290 and 1073).
 */
export function withMemory(draft: FormDraft, memory: FormMemory | undefined): FormDraft {
  const { memory: _before, ...others } = isFollowed(draft) ? withoutTarget(draft) : draft;
  if (memory === undefined) return others;
  return memory.kind === 'filled'
    ? { ...withTarget(others, memory), memory }
    : { ...others, memory };
}

/** The draft for the organization and the configuration of an earlier request. */
export function withTarget(
  draft: FormDraft,
  { organizationId, organizationName, configuration }: Omit<CardMemory, 'kind'>,
): FormDraft {
  return {
    ...withoutTarget(draft),
    organizationId,
    organizationName,
    organizationBlock: organizationBlockId(organizationId),
    ...(configuration && { configuration: { kind: 'one', ...configuration } }),
  };
}

/** Whether nobody has said whose the events are. */
export function mayBeFilledIn({ organizationId, eventIds, resource }: FormDraft): boolean {
  return organizationId === undefined && needsEvents(resource) && !!eventIds;
}

/** Whether the form stands as the ledger filled it in: nobody chose its organization or its configuration. */
export function isFollowed({ organizationId, configuration, memory }: FormDraft): boolean {
  if (memory?.kind !== 'filled' || memory.organizationId !== organizationId) return false;
  const id = configuration?.kind === 'one' ? configuration.id : configuration?.kind;
  return id === memory.configuration?.id;
}

/** What is still true of a memory once the form was left as the draft says. */
export function stillTrue(
  draft: FormDraft,
  memory: FormMemory | undefined,
): Pick<FormDraft, 'memory'> {
  if (memory === undefined) return {};
  const isOpen = memory.kind !== 'filled' && draft.organizationId === undefined;
  return isOpen || isFollowed({ ...draft, memory }) ? { memory } : {};
}

function withoutTarget(draft: FormDraft): FormDraft {
  const { organizationId, organizationName, organizationBlock, configuration, ...others } = draft;
  return others;
}

/** Names a form for as long as it stands as the ledger filled it in: no other writing gives it this name. */
export function filledInBy(viewId: string): string {
  return `memory:${viewId}`;
}
