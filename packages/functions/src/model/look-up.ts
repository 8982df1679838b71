import type { ConfigurationList } from '@doo-repush/core/doo/configurations';
import type { DooFailure } from '@doo-repush/core/doo/failure';
import type { Result } from '@doo-repush/core/doo/result';
import { isRecord } from '@doo-repush/core/json';
import * as z from 'zod/mini';

const listSchema: z.ZodMiniType<ConfigurationList> = z.object({
  configurations: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      hooks: z.array(z.object({ type: z.string(), host: z.string() })),
    }),
  ),
  complete: z.boolean(),
  skipped: z.number(),
  nextPage: z.exactOptional(z.number()),
  steadiness: z.exactOptional(
    z.object({
      isSteady: z.boolean(),
      entries: z.number(),
      pageCount: z.optional(z.number()),
      total: z.optional(z.number()),
    }),
  ),
});

/** A look-up of an organization's configurations, version 1. */
export const lookUpSchema = z.object({
  v: z.literal(1),
  organizationId: z.string(),
  /** When the response is due, in milliseconds since the epoch. */
  dueAtMs: z.number(),
  /** The result of an earlier look-up, to continue at its next page. */
  from: z.optional(listSchema),
});

export type LookUp = z.infer<typeof lookUpSchema>;

/** Without `listed`, the organization is not set up. */
export interface LookedUp {
  readonly listed?: Result<ConfigurationList>;
}

/** The response of `lookup`. */
export const lookedUpSchema: z.ZodMiniType<LookedUp> = z.object({
  listed: z.exactOptional(
    z.discriminatedUnion('ok', [
      z.object({ ok: z.literal(true), value: listSchema }),
      z.object({ ok: z.literal(false), failure: z.custom<DooFailure>(isRecord) }),
    ]),
  ),
});
