import { GraphqlSyntaxError, parseQuery } from '@doo-repush/sandbox/doo/api/graphql-parser';
import fc from 'fast-check';
import { expect, test } from 'vitest';

test('names, variables, aliases and arguments are told apart', () => {
  const source = `# a comment
    query Titles($id: ID!, $all: [Int!]!) { first: event(id: $id) { name: title, id } event(id: "7") { id } }`;
  const id = { alias: 'id', name: 'id', args: {}, selections: [] };
  expect(parseQuery(source)).toEqual({
    variables: ['id', 'all'],
    selections: [
      {
        alias: 'first',
        name: 'event',
        args: { id: { variable: 'id' } },
        selections: [{ alias: 'name', name: 'title', args: {}, selections: [] }, id],
      },
      { alias: 'event', name: 'event', args: { id: { literal: '7' } }, selections: [id] },
    ],
  });
});

test('any number of aliased events is parsed in order', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 30 }), (ids) => {
      const fields = ids.map((id, index) => `e${index}: event(id: ${id}) { id title }`);
      const { selections } = parseQuery(`{ ${fields.join('\n')} }`);
      expect(selections.map(({ alias, args }) => [alias, args.id])).toEqual(
        ids.map((id, index) => [`e${index}`, { literal: id }]),
      );
    }),
  );
});

test('every text either parses or is refused as a syntax error', () => {
  const pieces = fc.constantFrom(
    'query',
    '{',
    '}',
    '(',
    ')',
    ':',
    '$id',
    'id',
    '"a"',
    '1',
    '[',
    ']',
    '!',
    '?',
    ' ',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 20 }), (parts) => {
      try {
        parseQuery(parts.join(' '));
      } catch (error) {
        expect(error).toBeInstanceOf(GraphqlSyntaxError);
      }
    }),
  );
});
