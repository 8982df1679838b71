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
 * GET /team/<id>/webhooks, one page; entries are parsed one by one. doo does not document what an empty list
 * looks like: a page without a list counts as empty only if its counts agree.
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

/** One entry of the list. Drops `authentication` and `origin`, which carry secrets. */
export const listEntry = z.object({
  id: opaqueId,
  name: z
    .string()
    .nullish()
    .transform((name) => name ?? '(no name)'),
  /** A non-list value counts as one unreadable hook. */
  hooks: z
    .array(z.unknown())
    .nullish()
    .transform((hooks) => hooks ?? [])
    .catch([undefined]),
});

/** One hook of an entry; only the host of its endpoint is kept, or an empty string. */
export const listHook = z
  .object({ type: z.string().min(1), endpoint: z.string().catch('') })
  .transform(({ type, endpoint }) => ({ type, host: URL.parse(endpoint)?.host ?? '' }));

/** A GraphQL response; the value under each alias is parsed separately. */
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

/** A GraphQL event, limited to the requested fields. doo does not document its date format. */
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

/** Parses the body of a 2xx response with `schema`, or returns the failure `unreadable`. */
export function readAnswer<T>(schema: z.ZodType<T>, body: unknown): Result<T> {
  const parsed = schema.safeParse(body);
  return parsed.success ? succeeded(parsed.data) : failed(dooFailure('unreadable'));
}
