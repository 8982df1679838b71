import { parseJson } from '@doo-repush/core/json';
import { isResource, type Resource } from '@doo-repush/core/repush/resources';
import * as z from 'zod';

/** What the form remembers between its rebuilds; look-ups do not carry other fields. */
export interface FormDraft {
  readonly organizationId?: string;
  readonly resource: Resource;
  /** Typed event ids, kept while the chosen resource takes none. */
  readonly eventIds?: string;
}

/** Fifty ids with room for pasted addresses; fits private_metadata (3,000) with the rest of a draft. */
export const MAX_EVENT_IDS_CHARS = 2_500;

const schema = z.object({
  v: z.literal(1),
  o: z.string().max(20).optional(),
  r: z.string().refine(isResource),
  e: z.string().max(MAX_EVENT_IDS_CHARS).optional(),
});

/** The draft as private_metadata, version 1. Typed text that does not fit is left out. */
export function writeDraft({ organizationId, resource, eventIds }: FormDraft): string {
  const value = { v: 1, o: organizationId, r: resource };
  const full = JSON.stringify({ ...value, e: eventIds });
  return full.length <= 3_000 ? full : JSON.stringify(value);
}

/** The draft in private_metadata; a fresh one when it cannot be read. */
export function readDraft(privateMetadata: string | undefined): FormDraft {
  const parsed = schema.safeParse(parseJson(privateMetadata ?? ''));
  if (!parsed.success || !isResource(parsed.data.r)) return { resource: 'orders' };
  const { o, r, e } = parsed.data;
  return {
    resource: r,
    ...(o !== undefined && { organizationId: o }),
    ...(e !== undefined && { eventIds: e }),
  };
}
