import type * as z from 'zod';
import { deadlineSignal } from './deadline.ts';
import { type DooFailure, dooFailure } from './failure.ts';
import { failed, type Result, succeeded } from './result.ts';
import { graphqlAnswer, graphqlEvent, readAnswer } from './schemas.ts';
import type { Session } from './session.ts';

/** What doo says about an event ID: its title and dates as doo writes them, or that there is no such event. */
export type EventTitle =
  | { kind: 'found'; title: string; startDate?: string; endDate?: string }
  | { kind: 'unknown' };

type GraphqlAnswer = z.infer<typeof graphqlAnswer>;

const MAX_ANSWER_BYTES = 1_000_000;

/** Only an older version of doo's documents has the dates, so doo may reject them. */
const WITH_DATES = 'id title startDate endDate';
const WITHOUT_DATES = 'id title';

/**
 * Reads titles and dates of events in one call (doo docs: Webhook configuration object, the GraphQL body).
 * If doo rejects the query, it is asked once more without the dates. An ID missing from the map could not be
 * checked.
 * @param deadlineMs for both calls together
 */
export async function readEventTitles(
  session: Session,
  graphqlUrl: string,
  eventIds: readonly string[],
  deadlineMs: number | undefined,
): Promise<Result<Map<string, EventTitle>>> {
  const ids = [...new Set(eventIds)];
  if (ids.length === 0) return succeeded(new Map());
  const signal = deadlineSignal(deadlineMs);
  const ask = async (fields: string): Promise<Result<GraphqlAnswer>> => {
    const json = eventQuery(ids, fields);
    const answer = await session.read(
      { method: 'POST', url: graphqlUrl, json, maxResponseBytes: MAX_ANSWER_BYTES },
      signal,
    );
    if (!answer.ok) return answer;
    const parsed = readAnswer(graphqlAnswer, answer.value);
    return parsed.ok && !parsed.value.data ? failed(withoutData(parsed.value)) : parsed;
  };
  const full = await ask(WITH_DATES);
  const answer = !full.ok && isRejection(full.failure) ? await ask(WITHOUT_DATES) : full;
  return answer.ok ? succeeded(readTitles(ids, answer.value)) : answer;
}

function eventQuery(ids: string[], fields: string): { query: string; variables: object } {
  const parameters = ids.map((_, index) => `$i${index}: ID!`).join(', ');
  const events = ids.map((_, index) => `e${index}: event(id: $i${index}) { ${fields} }`);
  return {
    query: `query (${parameters}) { ${events.join(' ')} }`,
    variables: Object.fromEntries(ids.map((id, index) => [`i${index}`, id])),
  };
}

function withoutData(answer: GraphqlAnswer): DooFailure {
  return dooFailure(answer.errors ? 'mismatched' : 'unreadable', { status: 200 });
}

/** GraphQL servers reject a query with errors and no data, or with 400. */
function isRejection({ code, status }: DooFailure): boolean {
  return code === 'mismatched' || (code === 'refused' && status === 400);
}

function readTitles(ids: string[], answer: GraphqlAnswer): Map<string, EventTitle> {
  const errors = answer.errors ?? [];
  const titles = new Map<string, EventTitle>();
  for (const [index, id] of ids.entries()) {
    const alias = `e${index}`;
    const entry = answer.data?.[alias];
    // A null next to an error may mean anything; only a null without one says "no such event".
    const isDisturbed = errors.some((error) => (error.path?.[0] ?? alias) === alias);
    if (entry === null && !isDisturbed) titles.set(id, { kind: 'unknown' });
    const read = graphqlEvent.safeParse(entry).data;
    if (read === undefined || isOfAnother(read.id, id)) continue;
    const { id: _, ...event } = read;
    titles.set(id, { kind: 'found', ...event });
  }
  return titles;
}

/** Whether an event's own ID differs. GraphQL may encode IDs other than as numbers. */
function isOfAnother(answered: string | undefined, asked: string): boolean {
  return answered !== undefined && /^\d+$/.test(answered) && answered !== asked;
}
