import { READABLE_CODINGS } from '@doo-repush/sandbox/doo/api/coded-answer';
import type { Fault } from '@doo-repush/sandbox/doo/api/faults';
import { SECRET_IDS } from '@doo-repush/sandbox/function-settings';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { describe, expect, it } from 'vitest';
import { UNKNOWN_OUTCOME } from '../../../packages/functions/infra/counted-lines.ts';
import { logEntries } from '../../support/log-lines.ts';
import { productForFile } from '../../support/product-for-file.ts';
import {
  ask,
  endOf,
  executionOf,
  factsOf,
  HOUR_MS,
  hasButtons,
  initCallsSince,
  linesOf,
  MINUTE_MS,
  press,
  SECRETS_KEPT_MS,
  stateOf,
  wordsOf,
} from '../../support/requests.ts';

const product = productForFile();

const UNKNOWN = [
  "Don't ask again yet: the customer could get everything twice.",
  'doo may have started sending',
];
const REFUSED = ['Refused by doo: nothing sent', 'Nothing was sent.'];

interface Row {
  readonly title: string;
  readonly fault: Fault;
  /** How many calls fail; by default all. */
  readonly calls?: number;
  readonly state: string;
  readonly words: readonly string[];
  /** Init calls that reach doo, and those that it executes. */
  readonly reach: number;
  readonly acted: number;
}

const ROWS: readonly Row[] = [
  {
    title: '401 once is renewed and accepted',
    fault: { kind: 'status_401' },
    calls: 1,
    state: 'accepted',
    words: ['Accepted: 412 orders'],
    reach: 2,
    acted: 1,
  },
  {
    title: '401 again is refused, and names who can mend it',
    fault: { kind: 'status_401' },
    state: 'refused',
    words: [...REFUSED, 'doo refused our credentials (401)', 'Ask an admin to renew'],
    reach: 2,
    acted: 0,
  },
  ...([403, 404, 422] as const).map(
    (status): Row => ({
      title: `${status} is refused`,
      fault: { kind: `status_${status}` },
      state: 'refused',
      words: [...REFUSED, `(${status})`, 'Check the system and the event IDs in doo'],
      reach: 1,
      acted: 0,
    }),
  ),
  {
    title: '429 once is tried again and accepted',
    fault: { kind: 'status_429', retryAfter: '7' },
    calls: 1,
    state: 'accepted',
    words: ['Accepted: 412 orders'],
    reach: 2,
    acted: 1,
  },
  {
    title: '500 is unknown',
    fault: { kind: 'status_500' },
    state: 'unknown',
    words: [...UNKNOWN, 'doo hit an error while handling the call (500)'],
    reach: 1,
    acted: 0,
  },
  {
    title: '500 after doo acted is unknown',
    fault: { kind: 'status_500', acts: true },
    state: 'unknown',
    words: UNKNOWN,
    reach: 1,
    acted: 1,
  },
  {
    title: 'a proxy’s 502 is unknown',
    fault: { kind: 'html_502', acts: true },
    state: 'unknown',
    words: [...UNKNOWN, '(502)'],
    reach: 1,
    acted: 1,
  },
  {
    title: 'a page instead of JSON is unknown',
    fault: { kind: 'html_200', acts: true },
    state: 'unknown',
    words: [...UNKNOWN, "couldn't be read"],
    reach: 1,
    acted: 1,
  },
  {
    title: '200 whose body says 403 is refused',
    fault: { kind: 'body_status', status: 403 },
    state: 'refused',
    words: [...REFUSED, '(403)'],
    reach: 1,
    acted: 0,
  },
  {
    title: '200 whose body says 500 is unknown',
    fault: { kind: 'body_status', status: 500, acts: true },
    state: 'unknown',
    words: [...UNKNOWN, 'doo gave two different answers at once'],
    reach: 1,
    acted: 1,
  },
  {
    title: 'an answer that stops in its middle is unknown',
    fault: { kind: 'truncated' },
    state: 'unknown',
    words: UNKNOWN,
    reach: 1,
    acted: 1,
  },
  {
    title: 'an answer without end is unknown',
    fault: { kind: 'huge' },
    state: 'unknown',
    words: [...UNKNOWN, 'too large to read'],
    reach: 1,
    acted: 1,
  },
  ...READABLE_CODINGS.map((coding) => ({
    title: `an answer that nobody asked to come as ${coding} is read`,
    fault: { kind: 'compressed', coding } as const,
    state: 'accepted',
    words: ['Accepted: 412 orders'],
    reach: 1,
    acted: 1,
  })),
  {
    title: 'an answer in an unknown coding is unknown',
    fault: { kind: 'compressed', coding: 'unknown' },
    state: 'unknown',
    words: [...UNKNOWN, "couldn't be read"],
    reach: 1,
    acted: 1,
  },
  {
    title: 'an answer whose coding breaks off is unknown',
    fault: { kind: 'compressed', coding: 'broken' },
    state: 'unknown',
    words: [...UNKNOWN, "couldn't be read"],
    reach: 1,
    acted: 1,
  },
  {
    title: 'an answer that only its coding makes small is unknown',
    fault: { kind: 'compressed', coding: 'bomb' },
    state: 'unknown',
    words: [...UNKNOWN, 'too large to read'],
    reach: 1,
    acted: 1,
  },
  {
    title: 'a reset before doo acted is unknown',
    fault: { kind: 'reset_before' },
    state: 'unknown',
    words: [...UNKNOWN, 'he connection dropped before doo answered'],
    reach: 1,
    acted: 0,
  },
  {
    title: 'a reset after doo acted is unknown',
    fault: { kind: 'reset_after' },
    state: 'unknown',
    words: UNKNOWN,
    reach: 1,
    acted: 1,
  },
  {
    title: 'no connection is not sent, after four tries',
    fault: { kind: 'refused' },
    state: 'not_sent',
    words: ['Not sent', "doo couldn't be reached", 'Try again later. Still failing?'],
    reach: 0,
    acted: 0,
  },
];

describe('the failure of an approved call', () => {
  it.each(ROWS)(
    'is reported correctly: $title',
    async ({ fault, calls, state, words, reach, acted }) => {
      const sandbox = product();
      const waiting = await ask(sandbox);
      await sandbox.doo.faults.set('init', fault, calls === undefined ? {} : { calls });
      await press(sandbox, people.approver, waiting, 'approve');
      const card = await endOf(sandbox, waiting, { stepMs: 10_000 });

      expect(stateOf(card)).toBe(state);
      expect(hasButtons(card)).toBe(false);
      const shown = wordsOf(card);
      for (const part of words) expect(shown).toContain(part);
      const told = state === 'accepted' ? 'doo accepted 412 orders.' : words.at(-1);
      expect(linesOf(sandbox, card).at(-1)).toContain(told);

      await sandbox.doo.faults.clear();
      sandbox.clock.advance(2 * HOUR_MS);
      await sandbox.lambda.idle();
      const initCalls = initCallsSince(sandbox, waiting);
      expect(initCalls).toHaveLength(reach);
      expect(initCalls.filter((call) => call.acted)).toHaveLength(acted);
      const sends = executionOf(sandbox, card).operations.filter(({ name }) =>
        /^send 1 call \d+$/.test(name ?? ''),
      );
      expect(sends.length).toBe(fault.kind === 'refused' ? 4 : reach);
      const { reference } = factsOf(card);
      const counted = logEntries(sandbox).filter(
        (line) =>
          line.reference === reference &&
          Object.entries(UNKNOWN_OUTCOME).every(([name, value]) => line[name] === value),
      );
      expect(counted, 'lines that the alarm counts').toHaveLength(state === 'unknown' ? 1 : 0);
    },
  );

  it('is retried no earlier than doo said, if doo had no capacity', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox);
    await sandbox.doo.faults.set('init', { kind: 'status_429', retryAfter: '90' }, { calls: 2 });
    await press(sandbox, people.approver, waiting, 'approve');
    const card = await endOf(sandbox, waiting, { stepMs: 1_000 });
    expect(stateOf(card)).toBe('accepted');
    const [first, second, third] = initCallsSince(sandbox, waiting).map(({ atMs }) => atMs);
    expect(Number(second) - Number(first)).toBeGreaterThanOrEqual(90_000);
    expect(Number(third) - Number(second)).toBeGreaterThanOrEqual(90_000);
  });

  it('becomes "not sent" half an hour after the approval at the latest, if doo never has capacity', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox, { eventIds: '41231 41232' });
    await sandbox.doo.faults.set('init', { kind: 'status_429' });
    await press(sandbox, people.approver, waiting, 'approve');
    const card = await endOf(sandbox, waiting);
    expect(stateOf(card)).toBe('not_sent');
    expect(wordsOf(card)).toContain('call limit was reached (429)');
    expect(wordsOf(card)).toContain('Wait until doo allows calls again');

    const approvedAtMs = Number(factsOf(card).decided_at) * 1000;
    const initCalls = initCallsSince(sandbox, waiting);
    expect(initCalls.length).toBeLessThan(60);
    expect(new Set(initCalls.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    // Time advances a minute at once, so the last call may be up to a minute late.
    expect(initCalls.at(-1)?.atMs).toBeLessThanOrEqual(approvedAtMs + 31 * MINUTE_MS);
  });
});

describe('a failed call among several', () => {
  it('stops the rest if the day’s calls are used up', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox, { eventIds: '41231 41232 41233' });
    const usedUp = { kind: 'status_429', scope: 'day', retryAfter: '40000' } as const;
    await sandbox.doo.faults.set('init', usedUp);
    const card = await press(sandbox, people.approver, waiting, 'approve');
    expect(initCallsSince(sandbox, waiting)).toHaveLength(1);
    expect(stateOf(card)).toBe('not_sent');
    expect(factsOf(card).outcomes).toBe('n n n');
    expect(wordsOf(card)).toMatch(
      /• 41232, 41233: Not sent: doo's call limit ran out before this one\./,
    );
    expect(linesOf(sandbox, card).at(-1)).toContain(
      "Event 41232: Not sent: doo's call limit ran out before this one.",
    );
  });

  it('stops the rest if doo refuses the credentials', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox, { eventIds: '41231 41232' });
    await sandbox.doo.faults.set('init', { kind: 'status_401' });
    await press(sandbox, people.approver, waiting, 'approve');
    const card = await endOf(sandbox, waiting, { stepMs: 1_000 });
    expect(initCallsSince(sandbox, waiting).map(({ body }) => body)).toMatchObject([
      { event_id: 41231 },
      { event_id: 41231 },
    ]);
    expect(factsOf(card).outcomes).toBe('r n');
    expect(wordsOf(card)).toContain('skipped after doo refused our credentials');
  });

  it('stops the rest if the organization was removed from the doo secret after the approval', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox, { eventIds: '41231 41232' });
    const secret = sandbox.doo.secret();
    const organizations = secret.organizations.filter(({ name }) => !name.startsWith('Acme'));
    sandbox.secrets.set(SECRET_IDS.doo, { ...secret, organizations });
    sandbox.clock.advance(SECRETS_KEPT_MS);
    await press(sandbox, people.approver, waiting, 'approve');
    const card = await endOf(sandbox, waiting, { stepMs: 5_000 });
    sandbox.secrets.set(SECRET_IDS.doo, secret);
    sandbox.clock.advance(SECRETS_KEPT_MS);
    expect(initCallsSince(sandbox, waiting)).toEqual([]);
    expect(factsOf(card).outcomes).toBe('n n');
    expect(wordsOf(card)).toContain("we couldn't log in to doo for this organization");
  });

  it('does not stop the rest if its outcome is unknown, which outranks the others', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox, { eventIds: '41231 41232' });
    await sandbox.doo.faults.set('init', { kind: 'reset_after' }, { calls: 1 });
    const card = await press(sandbox, people.approver, waiting, 'approve');
    expect(stateOf(card)).toBe('unknown');
    expect(factsOf(card).outcomes).toBe('u a18');
    expect(initCallsSince(sandbox, waiting)).toHaveLength(2);
  });
});
