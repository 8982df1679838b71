import type * as z from 'zod';
import { failed, type Result, succeeded } from '../result.ts';
import { type DooFailure, dooFailure } from './failure.ts';
import { graphqlAnswer, graphqlEvent, readAnswer } from './schemas.ts';
import type { Session } from './session.ts';
import { deadlineSignal } from './within.ts';

/** What doo says of an event id: its title, or that it knows no such event. */
export type EventTitle = { kind: 'found'; title: string } | { kind: 'unknown' };

type GraphqlAnswer = z.infer<typeof graphqlAnswer>;

const MAX_ANSWER_BYTES = 1_000_000;

/**
 * The titles of events in one call (doo docs: Webhook configuration object, the GraphQL body). An
 * id that the map does not have could not be checked.
 */
export async function readEventTitles(
  session: Session,
  graphqlUrl: string,
  eventIds: readonly string[],
  deadlineMs: number | undefined,
): Promise<Result<Map<string, EventTitle>>> {
  const ids = [...new Set(eventIds)];
  if (ids.length === 0) return succeeded(new Map());
  const answer = await session.read(
    {
      method: 'POST',
      url: graphqlUrl,
      json: titleQuery(ids),
      maxResponseBytes: MAX_ANSWER_BYTES,
    },
    deadlineSignal(deadlineMs),
  );
  if (!answer.ok) return answer;
  const parsed = readAnswer(graphqlAnswer, answer.value);
  if (!parsed.ok) return parsed;
  if (!parsed.value.data) return failed(withoutData(parsed.value));
  return succeeded(readTitles(ids, parsed.value));
}

function titleQuery(ids: string[]): { query: string; variables: object } {
  const parameters = ids.map((_, index) => `$i${index}: ID!`).join(', ');
  const events = ids.map((_, index) => `e${index}: event(id: $i${index}) { id title }`);
  return {
    query: `query (${parameters}) { ${events.join(' ')} }`,
    variables: Object.fromEntries(ids.map((id, index) => [`i${index}`, id])),
  };
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
    if (event !== undefined) titles.set(id, { kind: 'found', title: event.title });
  }
  return titles;
}
