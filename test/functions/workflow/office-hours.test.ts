import { instantsOf, localTime } from '@doo-repush/core/doo/time';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { describe, expect, it } from 'vitest';
import { productForFile } from '../../support/product-for-file.ts';
import {
  ask,
  factsOf,
  HOUR_MS,
  initCallsSince,
  linesOf,
  MINUTE_MS,
  now,
  press,
  stateOf,
  wordsOf,
} from '../../support/requests.ts';

const product = productForFile({
  settings: { OFFICE_HOURS: 'Mon-Fri 08:00-18:00', OFFICE_TIME_ZONE: 'Europe/Vienna' },
});

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const BEFORE_WINTER = '2027-10-29 16:00:00';
const BEFORE_SUMMER = '2028-03-24 16:00:00';

/** When it is in the office: `Fri 16:00`. */
function inOffice(atMs: number): string {
  const local = localTime(atMs, 'Europe/Vienna');
  return `${DAYS[new Date(`${local.slice(0, 10)}T00:00:00Z`).getUTCDay()]} ${local.slice(11, 16)}`;
}

/** Moves time on to the next moment at which it is that time, to the second. */
async function until(sandbox: Sandbox, isThen: (atMs: number) => boolean): Promise<void> {
  await sandbox.lambda.idle();
  for (let atMs = sandbox.clock.now(); ; atMs += MINUTE_MS) {
    if (!isThen(atMs)) continue;
    sandbox.clock.advance(atMs - sandbox.clock.now());
    await sandbox.lambda.idle();
    return;
  }
}

const expiryOf = (card: Message) => inOffice(Number(factsOf(card).expires_at) * 1000);
const remindersOf = (sandbox: Sandbox, card: Message) =>
  linesOf(sandbox, card).filter((line) => /This request still waits|^Reminded/.test(line));
const CALLS = `<@${people.approver}> <!subteam^${people.approverGroup}> This request still waits.`;

describe('a request of a Friday afternoon', () => {
  it('waits over the weekend, is reminded of when people are there, and expires on Wednesday', async () => {
    const sandbox = product();
    await until(sandbox, (atMs) => inOffice(atMs) === 'Fri 16:00');
    const card = await ask(sandbox);
    expect(expiryOf(card)).toMatch(/^Wed 10:0/);
    expect(wordsOf(card)).toContain('(only Mon-Fri 08:00-18:00 counts, Europe/Vienna)');

    await until(sandbox, (atMs) => inOffice(atMs) === 'Fri 16:59');
    expect(remindersOf(sandbox, card)).toEqual([]);
    await until(sandbox, (atMs) => inOffice(atMs) === 'Fri 17:02');
    expect(remindersOf(sandbox, card)).toEqual([expect.stringContaining(CALLS)]);

    await until(sandbox, (atMs) => inOffice(atMs) === 'Wed 08:58');
    expect(stateOf(now(sandbox, card))).toBe('waiting');
    expect(remindersOf(sandbox, card)).toHaveLength(1);
    await until(sandbox, (atMs) => inOffice(atMs) === 'Wed 09:05');
    expect(remindersOf(sandbox, card)).toHaveLength(2);

    await until(sandbox, (atMs) => inOffice(atMs) === 'Wed 10:05');
    expect(stateOf(now(sandbox, card))).toBe('expired');
    expect(remindersOf(sandbox, card)).toEqual([
      expect.stringMatching(/^Reminded /),
      expect.stringMatching(/^Reminded /),
    ]);
    expect(remindersOf(sandbox, card).join()).not.toMatch(/<@|subteam/);
    expect(initCallsSince(sandbox, card)).toEqual([]);
  }, 60_000);

  it.each([
    ['winter', BEFORE_WINTER],
    ['summer', BEFORE_SUMMER],
  ])(
    'keeps its hours where the clocks go to %s time over the weekend',
    async (_, local) => {
      const sandbox = product();
      const then = instantsOf(local, 'Europe/Vienna');
      if (then.kind !== 'once') throw new Error('Not a time');
      sandbox.clock.advance(then.atMs - sandbox.clock.now());
      await sandbox.lambda.idle();
      const card = await ask(sandbox);
      expect(expiryOf(card)).toBe('Wed 10:00');
    },
    60_000,
  );
});

describe('a request of a Saturday', () => {
  it('begins to wait on Monday morning, and an approval then counts and takes the reminder back', async () => {
    const sandbox = product();
    await until(sandbox, (atMs) => inOffice(atMs) === 'Sat 10:00');
    const card = await ask(sandbox);
    expect(expiryOf(card)).toBe('Wed 12:00');
    await until(sandbox, (atMs) => inOffice(atMs) === 'Mon 08:59');
    expect(remindersOf(sandbox, card)).toEqual([]);
    await until(sandbox, (atMs) => inOffice(atMs) === 'Mon 09:02');
    expect(remindersOf(sandbox, card)).toEqual([expect.stringContaining(CALLS)]);
    const approved = await press(sandbox, people.approver, card, 'approve');
    expect(initCallsSince(sandbox, card)).toHaveLength(1);
    expect(stateOf(approved)).toBe('accepted');
    expect(remindersOf(sandbox, card)).toEqual([expect.stringMatching(/^Reminded /)]);
    sandbox.clock.advance(72 * HOUR_MS);
    await sandbox.lambda.idle();
    expect(remindersOf(sandbox, card)).toHaveLength(1);
  }, 60_000);
});
