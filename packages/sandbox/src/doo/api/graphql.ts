import * as z from 'zod';
import type { ApiClient, DooData } from '../data/model.ts';
import type { Answer } from './answer.ts';
import {
  type Argument,
  GraphqlSyntaxError,
  parseQuery,
  type Query,
  type Selection,
} from './graphql-parser.ts';

const requestSchema = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
});

type Variables = Readonly<Record<string, unknown>>;

function faultsOf(query: Query, variables: Variables, fields: readonly string[]): string[] {
  const faults: string[] = [];
  function checkArgument(id: Argument | undefined): void {
    if (id === undefined) faults.push('Field "event" argument "id" of type "ID!" is required.');
    else if ('variable' in id && !query.variables.includes(id.variable)) {
      faults.push(`Variable "$${id.variable}" is not defined.`);
    } else if ('variable' in id && variables[id.variable] == null) {
      faults.push(`Variable "$${id.variable}" of required type "ID!" was not provided.`);
    }
  }
  for (const { name, args, selections } of query.selections) {
    if (name !== 'event') {
      faults.push(`Cannot query field "${name}" on type "Query".`);
      continue;
    }
    checkArgument(args.id);
    if (selections.length === 0) faults.push('Field "event" must have a selection of subfields.');
    for (const field of selections) {
      if (field.name !== '__typename' && !fields.includes(field.name)) {
        faults.push(`Cannot query field "${field.name}" on type "Event".`);
      }
    }
  }
  return faults;
}

function argumentValue(argument: Argument | undefined, variables: Variables): string {
  if (argument === undefined) return '';
  return String('variable' in argument ? variables[argument.variable] : argument.literal);
}

function eventView(data: DooData, client: ApiClient, selection: Selection, variables: Variables) {
  const id = argumentValue(selection.args.id, variables);
  const event = data.events.find(
    ({ eventId, organizationId }) =>
      String(eventId) === id && client.organizationIds.includes(organizationId),
  );
  if (event === undefined) return null;
  const values = new Map<string, string>([
    ['__typename', 'Event'],
    ['id', String(event.eventId)],
    ['title', event.title],
    ['startDate', event.startDate],
    ['endDate', event.endDate],
  ]);
  return Object.fromEntries(
    selection.selections.map(({ alias, name }) => [alias, values.get(name) ?? null]),
  );
}

function errorAnswer(messages: readonly string[]): Answer {
  return { status: 200, body: { errors: messages.map((message) => ({ message })) } };
}

/**
 * Answers any number of `event(id: ID!) { id title startDate endDate }` fields, each under its own
 * alias. An event that is unknown or not the client's own is null. Errors with HTTP 200 are an
 * assumption: doo's documents show none.
 */
export function answerGraphql(data: DooData, client: ApiClient, body: unknown): Answer {
  const request = requestSchema.safeParse(body);
  if (!request.success) return errorAnswer(['The request must have a query']);
  const variables = request.data.variables ?? {};
  try {
    const query = parseQuery(request.data.query);
    const faults = faultsOf(query, variables, data.eventFields);
    if (faults.length > 0) return errorAnswer(faults);
    const entries = query.selections.map((selection) => [
      selection.alias,
      eventView(data, client, selection, variables),
    ]);
    return { status: 200, body: { data: Object.fromEntries(entries) } };
  } catch (error) {
    if (error instanceof GraphqlSyntaxError) return errorAnswer([error.message]);
    throw error;
  }
}
