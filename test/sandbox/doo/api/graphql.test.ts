import { createData } from '@doo-repush/sandbox/doo/data/data';
import { expect, test } from 'vitest';
import { GLOBEX_CREDENTIALS, graphql, START_MS, startDoo } from '../running-doo.ts';

test('many events are answered under their aliases, unknown ones with null', async () => {
  const { doo } = await startDoo();
  const { status, body } = await graphql(
    doo,
    `query ($i0: ID!, $i1: ID!, $i2: ID!) {
      e0: event(id: $i0) { id title startDate endDate }
      e1: event(id: $i1) { title }
      e2: event(id: $i2) { id title }
    }`,
    { i0: 41231, i1: '52002', i2: 99999 },
  );
  expect(status).toBe(200);
  expect(body).toEqual({
    data: {
      e0: {
        id: '41231',
        title: 'Acme Summit',
        startDate: '2026-12-11T09:00:00.000Z',
        endDate: '2026-12-12T09:00:00.000Z',
      },
      e1: { title: 'Globex Night: Friends & <Family>' },
      e2: null,
    },
  });
});

test('an event of an organization that is not the client’s is null', async () => {
  const { doo } = await startDoo();
  const query = '{ own: event(id: 52001) { title } other: event(id: 41231) { title } }';
  const { body } = await graphql(doo, query, {}, GLOBEX_CREDENTIALS);
  expect(body).toEqual({ data: { own: { title: 'Globex Expo' }, other: null } });
});

test('fields that the schema lacks are answered with errors and no data', async () => {
  const data = { ...createData(START_MS), eventFields: ['id', 'title'] };
  const { doo } = await startDoo({ data });
  const dated = await graphql(doo, '{ event(id: 41231) { id title startDate } }');
  expect(dated.body).toEqual({
    errors: [{ message: 'Cannot query field "startDate" on type "Event".' }],
  });
  const plain = await graphql(doo, '{ event(id: 41231) { id title } }');
  expect(plain.body).toEqual({ data: { event: { id: '41231', title: 'Acme Summit' } } });
});

test.each([
  ['a query that cannot be parsed', '{ event(id: 1) { title }', {}],
  ['a mutation', 'mutation { event(id: 1) { title } }', {}],
  ['another root field', '{ events { title } }', {}],
  ['no id', '{ event { title } }', {}],
  ['no selection', '{ event(id: 1) }', {}],
  ['an undeclared variable', '{ event(id: $id) { title } }', { id: 1 }],
  ['a variable without a value', 'query ($id: ID!) { event(id: $id) { title } }', {}],
])('%s is answered with errors', async (_, query, variables) => {
  const { doo } = await startDoo();
  const { body } = await graphql(doo, query, variables);
  expect(body).toEqual({ errors: [{ message: expect.any(String) }] });
});
