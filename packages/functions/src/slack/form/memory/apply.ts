import { needsEvents } from '@doo-repush/core/doo/resources';
import { parseEventIds } from '@doo-repush/core/repush/event-ids';
import type { FormDraft } from '../draft.ts';
import { withProposedOrder } from '../order-view.ts';
import { organizationBlockId } from '../target-blocks.ts';
import type { CardMemory, FormMemory } from './memory-schema.ts';

/**
 * The draft with what the ledger remembers. Slack keeps what a field held and ignores a new initial value, so the
 * organization's field is a new one for each organization that is filled in (bolt-js issues 290 and 1073).
 */
export function withMemory(draft: FormDraft, memory: FormMemory | undefined): FormDraft {
  const others = withoutMemory(isFollowed(draft) ? withoutTarget(draft) : draft);
  if (memory === undefined) return others;
  if (memory.kind !== 'filled') return { ...others, memory };
  const { configuration, ...organization } = memory;
  const wasNamed = draft.memory?.kind === 'filled' && draft.memory.isNamed === true;
  const isAsked = others.asked?.includes('configuration') === true || wasNamed;
  const told = isAsked && memory.isNamed !== true ? organization : memory;
  return withProposedOrder({ ...withTarget(others, told), memory: told });
}

/** The draft as it stands, of which the ledger tells nothing. */
export function withoutMemory({ memory: _told, ...draft }: FormDraft): FormDraft {
  return draft;
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

/** Whether there are events, and nobody has spoken of an organization or chosen a configuration for them. */
export function mayBeFilledIn(draft: FormDraft): boolean {
  const { organizationId, configuration, asked, previous, eventIds, resource } = draft;
  const isTargetOpen = organizationId === undefined && configuration === undefined;
  const isSpokenOf = asked?.includes('organization') === true || previous !== undefined;
  return isTargetOpen && !isSpokenOf && needsEvents(resource) && !!eventIds;
}

/** Whether the form stands as the ledger filled it in: nobody chose its organization or its configuration. */
export function isFollowed({ organizationId, configuration, memory }: FormDraft): boolean {
  if (memory?.kind !== 'filled' || memory.organizationId !== organizationId) return false;
  const id = configuration?.kind === 'one' ? configuration.id : configuration?.kind;
  return id === memory.configuration?.id;
}

/**
 * The form emptied of what was filled in for an event that is no longer among its events: the last of what was typed
 * did not reach the ledger.
 * @returns `undefined` for a form in which nothing is outdated
 */
export function withoutOutdated(draft: FormDraft): FormDraft | undefined {
  const { memory, eventIds = '' } = draft;
  if (memory?.kind !== 'filled' || !isFollowed(draft)) return undefined;
  const ids = parseEventIds(eventIds);
  if (!ids.ok || ids.eventIds.includes(memory.eventId)) return undefined;
  return withMemory(draft, { kind: 'outdated', eventId: memory.eventId });
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

/** The external id of a form for as long as it stands as the ledger filled it in. */
export function filledInBy(viewId: string): string {
  return `memory:${viewId}`;
}

/**
 * The external id of a form that was written after a choice by hand. It replaces the ledger's, since no document
 * says that a view without one loses it; the hash makes it new for each writing.
 */
export function chosenIn({ id, hash }: { readonly id: string; readonly hash: string }): string {
  return `chosen:${id}:${hash}`;
}
