import * as z from 'zod';
import { dooFailure } from './failure.ts';
import { failed, type Result, succeeded } from './result.ts';

const count = z
  .union([z.number(), z.string().regex(/^\d+$/)])
  .transform(Number)
  .refine((value) => Number.isSafeInteger(value) && value >= 0);

const opaqueId = z
  .union([z.string(), z.int()])
  .transform(String)
  .refine((id) => id.trim() !== '');

const optionalCount = count.optional().catch(undefined);

/** POST /oauth (doo docs: Authorization). */
export const tokenAnswer = z.object({
  data: z.object({ access_token: z.string().regex(/^[!-~]+$/) }),
});

/** POST /webhooks/init/<resource> (doo docs: Webhook initialization). */
export const initAnswer = z.object({ items_processed: count });

const listed = z.object({ webhooks: z.array(z.unknown()) });
const nothingListed = z.union([z.tuple([]), z.object({ webhooks: z.null().optional() })]).nullish();

/**
 * GET /team/<id>/webhooks, one page; its entries are read one by one. How an empty list looks is
 * not documented: a page without a list is one only where its counts say so too.
 */
export const listPage = z
  .object({
    _embedded: z.union([listed, nothingListed]),
    page_count: optionalCount,
    page: optionalCount,
    total_items: optionalCount,
  })
  .transform(({ _embedded, page_count, page, total_items: total }, context) => {
    const given = _embedded && 'webhooks' in _embedded ? _embedded.webhooks : undefined;
    const isEmpty = (total ?? 0) === 0 && page_count !== undefined && page_count <= 1;
    if (given || isEmpty) return { entries: given ?? [], page_count, page, total };
    context.issues.push({ code: 'custom', input: _embedded, message: 'neither a list nor empty' });
    return z.NEVER;
  });

/** One entry of the list. `authentication` and `origin` end here: they carry secrets. */
export const listEntry = z.object({
  id: opaqueId,
  name: z
    .string()
    .nullish()
    .transform((name) => name ?? '(no name)'),
  /** Hooks that are no list stand as one hook that cannot be read. */
  hooks: z
    .array(z.unknown())
    .nullish()
    .transform((hooks) => hooks ?? [])
    .catch([undefined]),
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
        path: z
          .array(z.union([z.string(), z.number()]))
          .optional()
          .catch(undefined),
      }),
    )
    .nullish(),
});

const optionalDate = z.string().min(1).max(60).optional().catch(undefined);

/** An event of GraphQL, as far as it is asked for. How doo writes its dates is not documented. */
export const graphqlEvent = z
  .object({
    id: opaqueId.optional().catch(undefined),
    title: z
      .string()
      .nullish()
      .transform((title) => title ?? ''),
    startDate: optionalDate,
    endDate: optionalDate,
  })
  .transform(({ id, title, startDate, endDate }) => ({
    id,
    title,
    ...(startDate !== undefined && { startDate }),
    ...(endDate !== undefined && { endDate }),
  }));

/** The body of an answer 2xx in the form of `schema`, or the failure `unreadable`. */
export function readAnswer<T>(schema: z.ZodType<T>, body: unknown): Result<T> {
  const parsed = schema.safeParse(body);
  return parsed.success ? succeeded(parsed.data) : failed(dooFailure('unreadable'));
}
