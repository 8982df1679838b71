import { isResource, RESOURCE_NAMES } from '@doo-repush/core/doo/resources';
import { parseJson } from '@doo-repush/core/json';
import { MAX_AGO_S, MAX_WEBHOOK_TYPES } from '@doo-repush/core/repush/limits';
import * as z from 'zod';
import { MAX_RESPONSE_URL_CHARS } from '../../model/response-url-chars.ts';
import { previousSchema } from '../../model/workflow-input.ts';
import {
  ASKED_FIELDS,
  configurationOf,
  EMPTY_DRAFT,
  type FormDraft,
  MAX_ABOUT_EVENTS_CHARS,
  MAX_ABOUT_LINE_CHARS,
  MAX_EVENT_IDS_CHARS,
  WINDOW_KINDS,
} from './draft.ts';
import { memorySchema } from './memory/memory-schema.ts';

const agoS = z.int().min(0).max(MAX_AGO_S).optional();

const schema = z.object({
  v: z.literal(1),
  o: z.string().max(20).optional(),
  r: z.string().refine(isResource),
  c: z.string().max(75).optional(),
  e: z.string().max(MAX_EVENT_IDS_CHARS).optional(),
  w: z
    .object({
      k: z.enum(WINDOW_KINDS),
      a: z.string().max(20).optional(),
      b: z.string().max(20).optional(),
      g: z.object({ after: agoS, before: agoS }).optional().catch(undefined),
    })
    .optional(),
  t: z
    .partialRecord(z.enum(RESOURCE_NAMES), z.array(z.string().max(75)).max(MAX_WEBHOOK_TYPES))
    .optional()
    .catch(undefined),
  n: z.string().max(MAX_ABOUT_EVENTS_CHARS).optional().catch(undefined),
  l: z.string().max(MAX_ABOUT_LINE_CHARS).optional().catch(undefined),
  q: z.array(z.enum(ASKED_FIELDS)).max(ASKED_FIELDS.length).optional().catch(undefined),
  m: memorySchema.optional().catch(undefined),
  p: previousSchema.optional().catch(undefined),
  x: z.literal(1).optional().catch(undefined),
  u: z.string().max(MAX_RESPONSE_URL_CHARS).optional().catch(undefined),
});

/** The draft in private_metadata; an empty one when it cannot be read. */
export function readDraft(privateMetadata: string | undefined): FormDraft {
  const parsed = schema.safeParse(parseJson(privateMetadata ?? ''));
  if (!parsed.success || !isResource(parsed.data.r)) return EMPTY_DRAFT;
  const { o, r, c, e, w, n, l, q, p, t, m, x, u } = parsed.data;
  return {
    resource: r,
    ...(o !== undefined && { organizationId: o }),
    ...(c !== undefined && { configuration: configurationOf(c) }),
    ...(e !== undefined && { eventIds: e }),
    ...(w !== undefined && {
      window: {
        kind: w.k,
        ...(w.a !== undefined && { after: w.a }),
        ...(w.b !== undefined && { before: w.b }),
        ...(w.g !== undefined && { ago: w.g }),
      },
    }),
    ...(t !== undefined && { otherTypes: t }),
    ...(n !== undefined && { aboutEvents: n }),
    ...(l !== undefined && { aboutLine: l }),
    ...(q !== undefined && { asked: q }),
    ...(m !== undefined && { memory: m }),
    ...(p !== undefined && { previous: p }),
    ...(x !== undefined && { isMoreOpen: true }),
    ...(u !== undefined && { responseUrl: u }),
  };
}
