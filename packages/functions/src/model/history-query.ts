import * as z from 'zod';

/** In each term: the whole query travels in a button's value. */
export const MAX_QUERY_CHARS = 200;

const term = z.string().min(1).max(MAX_QUERY_CHARS).optional();

/** What is looked for in the ledger: everything that is given must match. */
export const historyQuerySchema = z.object({
  eventId: term,
  /** An id, or a part of a name. */
  organization: term,
  /** Who asked or decided. */
  userId: term,
  /** Whole, also within an address. */
  ticket: term,
  /** A reference, or a part of organization, configuration, ticket or reason. */
  text: term,
  /** Milliseconds since the epoch. */
  sinceMs: z.number().optional(),
});

export type HistoryQuery = z.infer<typeof historyQuerySchema>;
