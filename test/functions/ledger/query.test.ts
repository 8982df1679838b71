import { matchesQuery } from '@doo-repush/functions/ledger/query';
import { describe, expect, it } from 'vitest';
import { APPROVER, NOW_MS, plainCard, REQUESTER } from '../../support/any-card.ts';
import { ordersRequest } from '../../support/any-request.ts';
import { ledgerCard } from '../../support/ledger-card.ts';

const card = plainCard(
  { kind: 'cancelled', cancelled: { by: APPROVER, atMs: NOW_MS } },
  {
    organizationName: 'Globex Köln GmbH',
    request: ordersRequest({ eventIds: ['41231', '41232'], ticket: 'SUP-4411' }),
  },
);
const read = ledgerCard(card);

describe('a query matches a request', () => {
  it.each([
    [{}],
    [{ eventId: '41232' }],
    [{ organization: 'globex' }],
    [{ organization: 'KÖLN' }],
    [{ organization: 'Ko\u0308ln' }],
    [{ text: 'koeln gmbh' }],
    [{ organization: '7701' }],
    [{ userId: REQUESTER }],
    [{ userId: APPROVER }],
    [{ ticket: 'sup-4411' }],
    [{ ticket: '4411' }],
    [{ text: '8c2f01' }],
    [{ text: 'globex' }],
    [{ text: 'crm production' }],
    [{ text: 'sup-4411' }],
    [{ text: 'outage' }],
    [{ eventId: '41231', organization: 'Globex', ticket: 'SUP-4411', sinceMs: NOW_MS }],
  ])('by %o', (query) => {
    expect(matchesQuery(read, query)).toBe(true);
  });
});

describe('a query does not match a request', () => {
  it.each([
    [{ eventId: '4123' }],
    [{ organization: 'Acme' }],
    [{ organization: '770' }],
    [{ userId: 'U0SOMEBODY' }],
    [{ ticket: 'SUP-9' }],
    [{ ticket: 'SUP-441' }],
    [{ ticket: 'UP-4411' }],
    [{ text: '8C2F0' }],
    [{ text: 'Friday' }],
    [{ eventId: '41231', organization: 'Acme' }],
  ])('by %o', (query) => {
    expect(matchesQuery(read, query)).toBe(false);
  });
});
