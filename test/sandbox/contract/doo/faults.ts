import type { DooFailureCode } from '@doo-repush/core/doo/failure';
import { READABLE_CODINGS } from '@doo-repush/sandbox/doo/api/coded-answer';
import { DRIFTS, type Drift } from '@doo-repush/sandbox/doo/api/drifting-list';
import type { Fault } from '@doo-repush/sandbox/doo/api/faults';
import type { Doo } from '@doo-repush/sandbox/doo/doo';
import { expect } from 'vitest';
import { productClient } from '../../doo/product-client.ts';
import { ACME_TEAM, configurationId, list } from '../../doo/running-doo.ts';
import { type Promised, promised, type Topic } from '../promise.ts';

interface Case {
  readonly what: string;
  readonly fault: Fault;
  /** What the product's client makes of it. */
  readonly code: DooFailureCode | 'success';
  /** Whether doo carries the init call out all the same. */
  readonly acts: boolean;
}

/** Every fault of doo by its kind: a new kind without a row does not compile. */
const CASES = {
  status_401: [{ what: '401', fault: { kind: 'status_401' }, code: 'unauthorized', acts: false }],
  status_403: [{ what: '403', fault: { kind: 'status_403' }, code: 'refused', acts: false }],
  status_404: [{ what: '404', fault: { kind: 'status_404' }, code: 'refused', acts: false }],
  status_422: [{ what: '422', fault: { kind: 'status_422' }, code: 'refused', acts: false }],
  status_429: [
    { what: '429', fault: { kind: 'status_429' }, code: 'rate_limited', acts: false },
    {
      what: '429 with `Retry-After`',
      fault: { kind: 'status_429', retryAfter: '7' },
      code: 'rate_limited',
      acts: false,
    },
    {
      what: '429 for the rest of the day',
      fault: { kind: 'status_429', scope: 'day' },
      code: 'rate_limited',
      acts: false,
    },
  ],
  status_500: [
    { what: '500', fault: { kind: 'status_500' }, code: 'server_error', acts: false },
    {
      what: '500 after it acted',
      fault: { kind: 'status_500', acts: true },
      code: 'server_error',
      acts: true,
    },
  ],
  html_502: [
    { what: '502 as HTML', fault: { kind: 'html_502' }, code: 'server_error', acts: false },
    {
      what: '502 as HTML after it acted',
      fault: { kind: 'html_502', acts: true },
      code: 'server_error',
      acts: true,
    },
  ],
  html_200: [{ what: '200 as HTML', fault: { kind: 'html_200' }, code: 'unreadable', acts: false }],
  body_status: [
    {
      what: '200 with 404 in its body',
      fault: { kind: 'body_status', status: 404 },
      code: 'refused',
      acts: false,
    },
    {
      what: '200 with 503 in its body after it acted',
      fault: { kind: 'body_status', status: 503, acts: true },
      code: 'mismatched',
      acts: true,
    },
  ],
  truncated: [
    { what: 'an answer cut off', fault: { kind: 'truncated' }, code: 'interrupted', acts: true },
  ],
  huge: [{ what: 'an answer of 8 MB', fault: { kind: 'huge' }, code: 'too_large', acts: true }],
  compressed: [
    ...READABLE_CODINGS.map((coding) => ({
      what: `an answer in ${coding} that nobody asked for`,
      fault: { kind: 'compressed', coding } as const,
      code: 'success' as const,
      acts: true,
    })),
    {
      what: 'an answer of 64 MB that gzip makes small',
      fault: { kind: 'compressed', coding: 'bomb' },
      code: 'too_large',
      acts: true,
    },
    {
      what: 'an answer in an unknown coding',
      fault: { kind: 'compressed', coding: 'unknown' },
      code: 'unreadable',
      acts: true,
    },
    {
      what: 'an answer whose gzip breaks off',
      fault: { kind: 'compressed', coding: 'broken' },
      code: 'unreadable',
      acts: true,
    },
  ],
  drifting: DRIFTS.map((as) => ({
    what: `a drifting list (${as}), which an init call is not`,
    fault: { kind: 'drifting', as } as const,
    code: 'success' as const,
    acts: true,
  })),
  slow: [
    {
      what: 'an answer that comes late',
      fault: { kind: 'slow', delayMs: 30_000 },
      code: 'timed_out',
      acts: true,
    },
  ],
  hang: [
    { what: 'no answer', fault: { kind: 'hang' }, code: 'timed_out', acts: false },
    {
      what: 'no answer after it acted',
      fault: { kind: 'hang', acts: true },
      code: 'timed_out',
      acts: true,
    },
  ],
  refused: [
    { what: 'no connection', fault: { kind: 'refused' }, code: 'unreachable', acts: false },
  ],
  reset_before: [
    {
      what: 'a reset before it acts',
      fault: { kind: 'reset_before' },
      code: 'interrupted',
      acts: false,
    },
  ],
  reset_after: [
    {
      what: 'a reset after it acted',
      fault: { kind: 'reset_after' },
      code: 'interrupted',
      acts: true,
    },
  ],
} satisfies Record<Fault['kind'], readonly Case[]>;

function row({ what, fault, code, acts }: Case): Promised<{ doo: Doo }> {
  return promised(
    `${what}: the product sees \`${code}\`, doo has ${acts ? '' : 'not '}acted`,
    'of the peer',
    async ({ doo }) => {
      const client = productClient(doo);
      await client.authenticate();
      await doo.faults.set('init', fault);
      const webhook_configuration_id = configurationId(doo, 'CRM production');
      const outcome = await client.init('orders', { event_id: 41232, webhook_configuration_id });
      const failure = { code, ...(acts && { mayHaveActed: true }) };
      expect(outcome).toMatchObject(code === 'success' ? { ok: true } : { ok: false, failure });
      expect(doo.runs()).toHaveLength(acts ? 1 : 0);
    },
  );
}

function drift(as: Drift): Promised<{ doo: Doo }> {
  return promised(
    `a list that drifts while it is read (${as}): the product does not call it complete`,
    'of the peer; that doo may answer so is assumed, since its documents name no order and no snapshot',
    async ({ doo }) => {
      const client = productClient(doo);
      expect(await client.listConfigurations(ACME_TEAM)).toMatchObject({
        value: { complete: true },
      });
      await doo.faults.set('list', { kind: 'drifting', as });
      expect(await client.listConfigurations(ACME_TEAM)).toMatchObject({
        value: { complete: false },
      });
    },
  );
}

/** Everything that can be switched on for each endpoint, for good or for some calls. */
export const faults: Topic<{ doo: Doo }> = {
  topic: 'Faults, for each endpoint',
  promises: [
    ...Object.values(CASES).flatMap((cases: readonly Case[]) => cases.map(row)),
    ...DRIFTS.map(drift),
    promised('A fault ends after the calls that it was set for', 'of the peer', async ({ doo }) => {
      await doo.faults.set('list', { kind: 'status_500' }, { calls: 1 });
      const statuses = [(await list(doo, ACME_TEAM)).status, (await list(doo, ACME_TEAM)).status];
      expect(statuses).toEqual([500, 200]);
    }),
  ],
};
