import { needsEvents, RESOURCE_NAMES, RESOURCES } from '@doo-repush/core/doo/resources';
import { ORDERS } from '@doo-repush/core/repush/order';
import {
  MAX_AGO_S,
  MAX_EVENTS,
  MAX_RATE_PER_MIN,
  MAX_REASON_CHARS,
  MAX_TICKET_CHARS,
  type RepushRequest,
  repushRequestSchema,
} from '@doo-repush/core/repush/request';
import fc from 'fast-check';
import { hostileText } from './any-text.ts';

/** A small valid request. */
export function ordersRequest(more: object = {}): RepushRequest {
  return repushRequestSchema.parse({
    resource: 'orders',
    eventIds: ['41231'],
    organizationId: '7701',
    configuration: { kind: 'one', id: 'c0ffee' },
    reason: 'CRM outage',
    ...more,
  });
}

const id = (maxDigits: number) =>
  fc.bigInt({ min: 1n, max: 10n ** BigInt(maxDigits) - 1n }).map(String);

const time = fc
  .date({ min: new Date(0), max: new Date('9999-01-01T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 19).replace('T', ' '));

const window = fc.oneof(
  time.map((after) => ({ after })),
  time.map((before) => ({ before })),
  fc
    .tuple(time, time)
    .filter(([one, other]) => one !== other)
    .map((times) => times.toSorted())
    .map(([after, before]) => ({ after, before })),
);

const ago = fc.record(
  { after: fc.nat(MAX_AGO_S), before: fc.nat(MAX_AGO_S) },
  { requiredKeys: [] },
);

/** Only of ends that the window has. */
function withAgo({ ago = {}, ...input }: AnyInput): object {
  const ends = Object.entries(ago).filter(([side]) => Object.hasOwn(input.window ?? {}, side));
  return { ...input, ...(ends.length > 0 && { ago: Object.fromEntries(ends) }) };
}

interface AnyInput {
  readonly window?: object;
  readonly ago?: object;
}

const reason = (maxLength: number) =>
  hostileText(maxLength)
    .map((text) => text.slice(0, maxLength).trim())
    .filter((text) => text !== '');

/** Every request that the schema accepts, including long and hostile ones. */
export const anyRequest: fc.Arbitrary<RepushRequest> = fc
  .constantFrom(...RESOURCE_NAMES)
  .chain((resource) => {
    const { hookPrefix } = RESOURCES[resource];
    const type = hostileText(75 - hookPrefix.length).map((rest) =>
      `${hookPrefix}${rest}`.slice(0, 75),
    );
    return fc.record(
      {
        resource: fc.constant(resource),
        ...(needsEvents(resource) && {
          eventIds: fc.uniqueArray(id(15), { minLength: 1, maxLength: MAX_EVENTS, size: 'max' }),
        }),
        organizationId: id(15),
        configuration: fc.oneof(
          fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 75 }).map((text) => ({
            kind: 'one',
            id: text.replace(/ |^\*$/g, '-'),
          })),
          fc.constant({ kind: 'all' }),
        ),
        window,
        ago,
        webhookTypes: fc.uniqueArray(type, { minLength: 1, maxLength: 20, size: 'max' }),
        maxRatePerMin: fc.integer({ min: 1, max: MAX_RATE_PER_MIN }),
        order: fc.constantFrom(...ORDERS),
        reason: reason(MAX_REASON_CHARS),
        ticket: reason(MAX_TICKET_CHARS),
      },
      {
        requiredKeys: needsEvents(resource)
          ? ['resource', 'organizationId', 'configuration', 'reason', 'eventIds']
          : ['resource', 'organizationId', 'configuration', 'reason'],
      },
    );
  })
  .map((input) => repushRequestSchema.parse(withAgo(input)));
