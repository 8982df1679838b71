import type * as z from 'zod';
import { failed, type Result, succeeded } from '../result.ts';
import { type DooFailure, dooFailure } from './failure.ts';
import { graphqlAnswer, graphqlEvent, readAnswer } from './schemas.ts';
import type { Session } from './session.ts';
import { deadlineSignal } from './within.ts';

/**
 * What doo says of an event id: its title, with dates in doo's own undocumented form, or that it
 * knows no such event.
 */
export type EventTitle =
  | { kind: 'found'; title: string; startDate?: string; endDate?: string }
  | { kind: 'unknown' };

type GraphqlAnswer = z.infer<typeof graphqlAnswer>;

const MAX_ANSWER_BYTES = 1_000_000;

/**
 * The titles of events in one call, or in two when doo does not take the fields of the dates
 * (doo docs: Webhook configuration object, the GraphQL body). An id that the map does not have
 * could not be checked.
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
  const query = async (fields: string): Promise<Result<GraphqlAnswer>> => {
    const call = { url: graphqlUrl, json: titleQuery(ids, fields) };
    const answer = await session.read(
      { method: 'POST', maxResponseBytes: MAX_ANSWER_BYTES, ...call },
      signal,
    );
    return answer.ok ? readAnswer(graphqlAnswer, answer.value) : answer;
  };
  const first = await query('id title startDate endDate');
  const answer = dislikesDates(first) ? await query('id title') : first;
  if (!answer.ok) return answer;
  if (!answer.value.data) return failed(withoutData(answer.value));
  return succeeded(readTitles(ids, answer.value));
}

function titleQuery(ids: string[], fields: string): { query: string; variables: object } {
  const parameters = ids.map((_, index) => `$i${index}: ID!`).join(', ');
  const events = ids.map((_, index) => `e${index}: event(id: $i${index}) { ${fields} }`);
  return {
    query: `query (${parameters}) { ${events.join(' ')} }`,
    variables: Object.fromEntries(ids.map((id, index) => [`i${index}`, id])),
  };
}

/** GraphQL servers answer a field that they do not know with 200 and errors, or with 400. */
function dislikesDates(answer: Result<GraphqlAnswer>): boolean {
  if (!answer.ok) return answer.failure.status === 400;
  const dates = ['startDate', 'endDate'];
  return (answer.value.errors ?? []).some((error) =>
    dates.some((date) => error.path?.includes(date) || error.message.includes(date)),
  );
}

function withoutData(answer: GraphqlAnswer): DooFailure {
  return dooFailure(answer.errors ? 'mismatched' : 'unreadable', { status: 200 });
}

function readTitles(ids: string[], answer: GraphqlAnswer): Map<string, EventTitle> {
  const errors = answer.errors ?? [];
  const titles = new Map<string, EventTitle>();
  for (const [index, id] of ids.entries()) {
    const alias = `e${index}`;
    const entry = answer.data?.[alias];
    // A null beside an error may mean anything, so only a null without one says "no such event".
    const isDisturbed = errors.some((error) => (error.path?.[0] ?? alias) === alias);
    if (entry === null && !isDisturbed) titles.set(id, { kind: 'unknown' });
    const event = graphqlEvent.safeParse(entry).data;
    if (event === undefined) continue;
    const { title, startDate, endDate } = event;
    titles.set(id, {
      kind: 'found',
      title,
      ...(startDate !== undefined && { startDate }),
      ...(endDate !== undefined && { endDate }),
    });
  }
  return titles;
}
