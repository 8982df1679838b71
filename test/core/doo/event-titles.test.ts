import { describe, expect, it } from 'vitest';
import { type Answerer, startDoo } from '../../support/doo-server.ts';
import { sendJson } from '../../support/local-server.ts';

const dates = { startDate: '2026-12-16T09:00:00+01:00', endDate: '2026-12-17T18:00:00+01:00' };
const found = { id: '41231', title: 'Summit', ...dates };

function answerWith(body: unknown, status = 200): Answerer {
  return (response) => sendJson(response, status, body);
}

describe('eventTitles', () => {
  it('asks for all ids in one call', async () => {
    const { client, requests } = await startDoo(answerWith({ data: { e0: found, e1: null } }));
    expect(await client.eventTitles(['41231', '7', '41231'])).toEqual({
      ok: true,
      value: new Map([
        ['41231', { kind: 'found', title: 'Summit', ...dates }],
        ['7', { kind: 'unknown' }],
      ]),
    });
    expect(requests).toHaveLength(2);
    expect(requests[1]).toMatchObject({ method: 'POST', path: '/graphql' });
    expect(JSON.parse(requests[1]?.body ?? '')).toEqual({
      query:
        'query ($i0: ID!, $i1: ID!) { ' +
        'e0: event(id: $i0) { id title startDate endDate } ' +
        'e1: event(id: $i1) { id title startDate endDate } }',
      variables: { i0: '41231', i1: '7' },
    });
  });

  it('takes no title for that of an event whose own id is another one', async () => {
    const answer = { e0: { id: 41232, title: 'Another' }, e1: { id: 'RXZlbnQ6Nw', title: 'Own' } };
    const { client } = await startDoo(answerWith({ data: answer }));
    expect(await client.eventTitles(['41231', '7'])).toEqual({
      ok: true,
      value: new Map([['7', { kind: 'found', title: 'Own' }]]),
    });
  });

  it('leaves out dates that are none', async () => {
    const { client } = await startDoo(
      answerWith({ data: { e0: { title: 'Summit', startDate: null, endDate: 1_700_000_000 } } }),
    );
    expect(await client.eventTitles(['41231'])).toEqual({
      ok: true,
      value: new Map([['41231', { kind: 'found', title: 'Summit' }]]),
    });
  });

  it.each([
    ['errors and no data', 200],
    ['400', 400],
  ])('asks once more without the dates when doo rejects them with %s', async (_, status) => {
    const { client, requests } = await startDoo((response, request) =>
      request.body.includes('startDate')
        ? sendJson(response, status, { errors: [{ message: 'Cannot query field "startDate"' }] })
        : sendJson(response, 200, { data: { e0: { id: '41231', title: 'Summit' } } }),
    );
    expect(await client.eventTitles(['41231'])).toEqual({
      ok: true,
      value: new Map([['41231', { kind: 'found', title: 'Summit' }]]),
    });
    expect(requests).toHaveLength(3);
    expect(JSON.parse(requests[2]?.body ?? '').query).toContain('{ id title }');
  });

  it('does not ask for no ids', async () => {
    const { client, requests } = await startDoo(answerWith({}));
    expect(await client.eventTitles([])).toEqual({ ok: true, value: new Map() });
    expect(requests).toEqual([]);
  });

  it('calls an event unknown only when no error may be the reason', async () => {
    const data = { e0: null, e1: null, e2: { title: null }, e3: 'odd' };
    const own = await startDoo(answerWith({ data, errors: [{ message: 'x', path: ['e0'] }] }));
    expect(await own.client.eventTitles(['1', '2', '3', '4', '5'])).toEqual({
      ok: true,
      value: new Map([
        ['2', { kind: 'unknown' }],
        ['3', { kind: 'found', title: '' }],
      ]),
    });
    const general = await startDoo(answerWith({ data, errors: [{ message: 'x' }] }));
    expect(await general.client.eventTitles(['1', '2'])).toEqual({ ok: true, value: new Map() });
  });

  it.each<[unknown, number, string, number]>([
    [{ data: null }, 200, 'unreadable', 1],
    [{}, 200, 'unreadable', 1],
    [{ errors: [{ message: 'no' }] }, 200, 'mismatched', 2],
    ['text', 200, 'unreadable', 1],
    [{ message: 'no' }, 403, 'refused', 1],
    [{}, 500, 'server_error', 1],
  ])('tells that %j with status %i is no answer', async (body, status, code, queries) => {
    const { client, requests } = await startDoo(answerWith(body, status));
    expect(await client.eventTitles(['1'])).toMatchObject({ ok: false, failure: { code } });
    expect(requests).toHaveLength(1 + queries);
  });

  it('renews the token once after a 401', async () => {
    const { client } = await startDoo((response, _, count) =>
      count === 1 ? sendJson(response, 401, {}) : sendJson(response, 200, { data: { e0: found } }),
    );
    expect((await client.eventTitles(['41231'])).ok).toBe(true);
  });

  it('takes no longer than it may', async () => {
    const { client } = await startDoo(() => undefined);
    expect(await client.eventTitles(['1'], { deadlineMs: 100 })).toMatchObject({
      failure: { code: 'timed_out' },
    });
  });
});
