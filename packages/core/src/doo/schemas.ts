import * as z from 'zod';
import { failed, type Result, succeeded } from '../result.ts';
import { dooFailure } from './failure.ts';

const count = z
  .union([z.number(), z.string().regex(/^\d+$/)])
  .transform(Number)
  .refine((value) => Number.isSafeInteger(value) && value >= 0);

const opaqueId = z
  .union([z.string(), z.int()])
  .transform(String)
  .refine((id) => id.trim() !== '');

const optionalText = z
  .union([z.string(), z.number()])
  .transform(String)
  .optional()
  .catch(undefined);

/** POST /oauth (doo docs: Authorization). */
export const tokenAnswer = z.object({
  data: z.object({ access_token: z.string().regex(/^[!-~]+$/) }),
});

/** POST /webhooks/init/<resource> (doo docs: Webhook initialization). */
export const initAnswer = z.object({ items_processed: count });

/** GET /team/<id>/webhooks, one page; its entries are read one by one. */
export const listPage = z.object({
  _embedded: z.object({ webhooks: z.array(z.unknown()) }),
  page_count: count.optional().catch(undefined),
  page: count.optional().catch(undefined),
});

/** One entry of the list. `authentication` and `origin` end here: they carry secrets. */
export const listEntry = z.object({
  id: opaqueId,
  name: z.string(),
  description: z.string().nullish().catch(undefined),
  hooks: z
    .array(z.unknown())
    .nullish()
    .transform((hooks) => hooks ?? []),
});

/** One hook of an entry; of its endpoint only the host is kept, empty when it has none. */
export const listHook = z
  .object({ type: z.string().min(1), endpoint: z.string().catch('') })
  .transform(({ type, endpoint }) => ({ type, host: URL.parse(endpoint)?.host ?? '' }));

/** A GraphQL answer; what stands under each alias is read one by one. */
export const graphqlAnswer = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z
    .array(
      z.object({
        message: z.string().catch(''),
        path: z
          .array(z.union([z.string(), z.number()]))
          .optional()
          .catch(undefined),
      }),
    )
    .nullish(),
});

/** An event of GraphQL; the form of its dates is not documented, so they stay text. */
export const graphqlEvent = z.object({
  title: z
    .string()
    .nullish()
    .transform((title) => title ?? ''),
  startDate: optionalText,
  endDate: optionalText,
});

/** The body of an answer 2xx in the form of `schema`, or the failure `unreadable`. */
export function readAnswer<T>(schema: z.ZodType<T>, body: unknown): Result<T> {
  const parsed = schema.safeParse(body);
  return parsed.success ? succeeded(parsed.data) : failed(dooFailure('unreadable'));
}
