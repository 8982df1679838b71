import * as z from 'zod';
import { MAX_LINK_CHARS } from './memory-limits.ts';

const systemSchema = z.object({
  organizationId: z.string().max(20),
  organizationName: z.string().max(75),
  configuration: z.object({ id: z.string().max(75), name: z.string().max(75) }).optional(),
});
const cardSchema = z.object({
  reference: z.string().max(20),
  atMs: z.number().int().nonnegative(),
  link: z.string().max(MAX_LINK_CHARS).optional(),
});

/** What the ledger tells of a form's events, as the form remembers it in its metadata. */
export const memorySchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('filled'),
    /** The event that the card had. */
    eventId: z.string().max(20),
    /** How that request ended, where the next one had better send one first. */
    lastEnd: z.enum(['unclear', 'refused', 'not arrived']).optional(),
    /** The configuration is the one that a line named, and not what the event had. */
    isNamed: z.literal(true).optional(),
    ...systemSchema.shape,
    ...cardSchema.shape,
  }),
  z.object({ kind: z.literal('offered'), ...systemSchema.shape, ...cardSchema.shape }),
  z.object({ kind: z.literal('several') }),
  z.object({ kind: z.literal('outdated'), eventId: z.string().max(20) }),
]);

/**
 * `filled`: organization and configuration that an event had last, until a person chooses. `offered`: what the
 * person asked for last, beside a button. `several`: the events had different organizations. `outdated`: what was
 * filled in was for an event that the form no longer has.
 */
export type FormMemory = z.infer<typeof memorySchema>;

/** The memories that name a card. */
export type CardMemory = Extract<FormMemory, { readonly reference: string }>;
