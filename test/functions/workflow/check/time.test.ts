import { setImmediate as turn } from 'node:timers/promises';
import type { DooClient } from '@doo-repush/core/doo/client';
import type { Configuration, ConfigurationList } from '@doo-repush/core/doo/configurations';
import { dooFailure } from '@doo-repush/core/doo/failure';
import { failed } from '@doo-repush/core/doo/result';
import { createLog } from '@doo-repush/functions/runtime/log';
import { createKept } from '@doo-repush/functions/runtime/ttl-cache';
import { check } from '@doo-repush/functions/workflow/check/check';
import type { CheckDeps } from '@doo-repush/functions/workflow/check/deps';
import { describe, expect, it } from 'vitest';
import { ordersRequest } from '../../../support/any-request.ts';
import { createMemoryExecution } from '../../../support/states/durable-memory.ts';
import { createFakeDoo } from '../../../support/states/fake-doo.ts';
import { ADA, type Directory, REQUESTER } from '../../../support/states/model.ts';
import { peopleOf } from '../../../support/states/world.ts';

const WORD_BY_MS = 7_000;
const END_BY_MS = 40_000;
const START_MS = Date.UTC(2026, 10, 25);
const DIRECTORY: Directory = {
  approvers: new Set([ADA]),
  members: new Set([REQUESTER, ADA]),
  isAway: false,
};

type Part = Partial<CheckDeps> & { readonly client?: Partial<DooClient> };

/** A check in virtual time: what hangs passes the time of its limits at once. */
async function checked(part: (hang: <T>() => Promise<T>, pass: (ms: number) => void) => Part) {
  const clock = { nowMs: START_MS };
  const limits = new Set<{ atMs: number; end: () => void }>();
  const timeout = (ms: number) => {
    const controller = new AbortController();
    limits.add({ atMs: clock.nowMs + ms, end: () => controller.abort() });
    return controller.signal;
  };
  /** Nothing goes on but time, up to the last of the limits that there are. */
  function hang<T>(): Promise<T> {
    const due = [...limits].sort((one, other) => one.atMs - other.atMs);
    limits.clear();
    void (async () => {
      for (const { atMs, end } of due) {
        await turn();
        clock.nowMs = Math.max(clock.nowMs, atMs);
        end();
      }
    })();
    return new Promise<T>(() => undefined);
  }
  const pass = (ms: number) => {
    clock.nowMs += ms;
  };
  const request = ordersRequest({ eventIds: ['41231'] });
  const doo = createFakeDoo(request.organizationId, ['c0ffee'], () => clock.nowMs);
  const { client = {}, ...others } = part(hang, pass);
  const deps: CheckDeps = {
    executionArn: 'arn',
    approvalTimeoutMs: 1,
    maxOpenRequests: 10,
    people: async () => peopleOf(DIRECTORY),
    access: {
      ...doo.access,
      clientOf: async (organization) => ({
        ...(await doo.access.clientOf(organization)),
        ...client,
      }),
    },
    ledger: async () => {
      throw new Error('unreadable');
    },
    configurations: createKept<Configuration>(0, () => clock.nowMs),
    begunLists: createKept<ConfigurationList>(60_000, () => clock.nowMs),
    timeZone: 'Europe/Berlin',
    now: () => clock.nowMs,
    timeout,
    ...others,
  };
  const input = { v: 1, viewId: 'V1', requesterId: REQUESTER, request } as const;
  const said: number[] = [];
  const log = createLog(
    () => undefined,
    () => clock.nowMs,
  );
  const execution = createMemoryExecution(clock, (durable) => {
    const say = async () => said.push(clock.nowMs - START_MS);
    const sayItGoesOn = async () => void (await durable.step('say', say));
    return check(durable, input, deps, { askedAtMs: START_MS, sayItGoesOn }, log);
  });
  for (let dueMs: number | undefined = clock.nowMs; dueMs !== undefined; ) {
    clock.nowMs = Math.max(clock.nowMs, dueMs);
    await execution.settle();
    dueMs = execution.nextDueMs();
  }
  const { end } = execution;
  if (end.status !== 'SUCCEEDED') throw new Error('The check has no end');
  return { result: end.result, said, tookMs: clock.nowMs - START_MS };
}

describe('the time that a check may take', () => {
  it.each<[string, Parameters<typeof checked>[0], string]>([
    ['Secrets Manager hangs', (hang) => ({ people: () => hang() }), 'not_checked'],
    [
      'Slack hangs',
      (hang) => ({ people: async () => ({ ...peopleOf(DIRECTORY), standing: () => hang() }) }),
      'not_checked',
    ],
    [
      "Slack's list of approvers hangs",
      (hang) => ({ people: async () => ({ ...peopleOf(DIRECTORY), approverIds: () => hang() }) }),
      'not_checked',
    ],
    [
      'doo hangs, and its client with it',
      (hang) => ({ client: { authenticate: () => hang() } }),
      'not_checked',
    ],
    [
      'doo refuses for its limit again and again',
      () => ({
        client: { authenticate: async () => failed(dooFailure('rate_limited', { status: 429 })) },
      }),
      'doo_failed',
    ],
    [
      'doo fails again and again',
      () => ({
        client: {
          listConfigurations: async () => failed(dooFailure('server_error', { status: 500 })),
        },
      }),
      'doo_failed',
    ],
  ])('has its word within 10 s and its end within 45 s where %s', async (_title, part, code) => {
    const { result, said, tookMs } = await checked(part);
    expect(result).toMatchObject({ ok: false, problem: { code } });
    expect(said).toHaveLength(1);
    expect(said[0]).toBeLessThan(WORD_BY_MS);
    expect(tookMs).toBeLessThan(END_BY_MS);
  });

  it('ends with a card where only titles hang, for as long as they may take', async () => {
    let calls = 0;
    const { result, said, tookMs } = await checked((hang, pass) => ({
      client: {
        async eventTitles(_ids, { deadlineMs = 0 } = {}) {
          calls += 1;
          if (calls === 1) return hang();
          pass(deadlineMs);
          return failed(dooFailure('timed_out'));
        },
      },
    }));
    expect(result).toMatchObject({ ok: true, checked: { earlier: { kind: 'unread' } } });
    expect(said).toHaveLength(1);
    expect(tookMs).toBeLessThan(END_BY_MS);
  });
});
