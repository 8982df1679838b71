import { enter, offers, openForm } from '@doo-repush/sandbox/driver';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { expect, test } from 'vitest';
import { startProduct } from '../../support/product.ts';
import { ANSWERS_KEPT_MS, ask, press, stateOf, wordsOf } from '../../support/requests.ts';

const KEPT = "Not loaded: doo's last calls today are kept for sending. Try tomorrow";
const FORMS = 24;

async function configurations(sandbox: Sandbox): Promise<readonly string[]> {
  return (await offers(sandbox, people.requester, 'configuration', 'CRM')).map(({ text }) => text);
}

/** Opens forms and looks up configurations in them, minutes apart, until a look-up finds nothing. */
async function lookUpAllDay(sandbox: Sandbox): Promise<readonly string[]> {
  for (let form = 0; form < FORMS; form++) {
    await openForm(sandbox, people.requester);
    await enter(sandbox, people.requester, { organization: 'Acme' });
    const found = await configurations(sandbox);
    if (!found.some((text) => text.startsWith('CRM'))) return found;
    await sandbox.clock.advance(ANSWERS_KEPT_MS);
  }
  return [];
}

test('look-ups leave the day’s last 100 calls to the sending, and say so', async () => {
  const sandbox = await startProduct({
    settings: { DOO_CALLS_PER_DAY: '110' },
    dooLimits: { perSecond: null, perDay: 110 },
  });
  const card = await ask(sandbox);
  expect(await lookUpAllDay(sandbox)).toEqual([KEPT]);
  expect(await lookUpAllDay(sandbox)).toEqual([KEPT]);
  expect(stateOf(await press(sandbox, people.approver, card, 'approve'))).toBe('accepted');
});

test('doo’s own count of remaining calls wins, and titles are skipped', async () => {
  const sandbox = await startProduct({
    dooLimits: { perSecond: null, perDay: 112, tellsLeft: true },
  });
  const card = await ask(sandbox);
  expect(wordsOf(card)).toContain('41231 Acme Summit');
  expect(await lookUpAllDay(sandbox)).toEqual([KEPT]);
  expect(stateOf(await press(sandbox, people.approver, card, 'approve'))).toBe('accepted');
  const untitled = await ask(sandbox);
  expect(wordsOf(untitled)).not.toContain('Acme Summit');
  expect(stateOf(await press(sandbox, people.approver, untitled, 'approve'))).toBe('accepted');
});
