import * as z from 'zod';

/** Per term: the whole query travels in a button's value. */
export const MAX_QUERY_CHARS = 200;

const term = z.string().min(1).max(MAX_QUERY_CHARS).optional();

/** A query for the ledger: all given criteria must match. */
export const historyQuerySchema = z.object({
  eventId: term,
  /** An ID or part of a name. */
  organization: term,
  /** A requester or decider. */
  userId: term,
  /** The whole ticket, also as part of a URL. */
  ticket: term,
  /** A reference, or part of an organization, configuration, ticket or reason. */
  text: term,
  /** Milliseconds since the epoch. */
  sinceMs: z.number().optional(),
});

export type HistoryQuery = z.infer<typeof historyQuerySchema>;
