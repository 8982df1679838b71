import { FAULT_PRESETS, type FaultPreset } from '@doo-repush/sandbox/page/fault-presets';
import type { PageServer } from '@doo-repush/sandbox/page/server';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { desktop, keepPicture, launchChromium, openWindow } from '../support/chromium.ts';
import { startTestPage, stateFolder } from '../support/started-page.ts';
import { approveForGood, askForOrders, become, card, openTab } from './support/by-mouse.ts';

/** How the call is told on the card: headings, then words. */
const REFUSED = 'Refused by doo: nothing sent';
const NOT_SENT = 'Not sent';
const UNKNOWN = 'Unclear: doo may have started';
/** Where the call itself is not harmed. */
const ACCEPTED = 'Accepted:';

interface Expectation {
  readonly heading: string;
  readonly words: string;
  /** Tried again until the clock is moved on. */
  readonly isRepeated?: true;
}

const EXPECTED: Readonly<Record<string, Expectation>> = {
  status_401: { heading: REFUSED, words: 'doo refused our credentials (401)' },
  status_403: { heading: REFUSED, words: 'doo refused the call (403)' },
  status_404: { heading: REFUSED, words: 'doo refused the call (404)' },
  status_422: { heading: REFUSED, words: 'doo refused the call (422)' },
  status_429: { heading: NOT_SENT, words: 'call limit was reached (429)', isRepeated: true },
  status_429_retry_after: {
    heading: NOT_SENT,
    words: 'call limit was reached (429)',
    isRepeated: true,
  },
  status_429_day: {
    heading: NOT_SENT,
    words: 'call limit was reached (429)',
    isRepeated: true,
  },
  status_500: { heading: UNKNOWN, words: 'doo hit an error while handling the call (500)' },
  status_500_acts: { heading: UNKNOWN, words: 'doo hit an error while handling the call (500)' },
  html_502: { heading: UNKNOWN, words: 'doo hit an error while handling the call (502)' },
  html_200: { heading: UNKNOWN, words: "answer couldn't be read (200)" },
  body_status_422: { heading: REFUSED, words: 'doo refused the call (422)' },
  body_status_500: { heading: UNKNOWN, words: 'doo gave two different answers at once (500)' },
  truncated: { heading: UNKNOWN, words: 'The connection dropped before doo answered' },
  huge: { heading: UNKNOWN, words: 'answer was too large to read' },
  compressed_gzip: { heading: ACCEPTED, words: "Accepted isn't delivered" },
  compressed_unknown: { heading: UNKNOWN, words: "answer couldn't be read" },
  drifting: { heading: ACCEPTED, words: "Accepted isn't delivered" },
  slow: { heading: UNKNOWN, words: "doo didn't answer in time" },
  hang: { heading: UNKNOWN, words: "doo didn't answer in time" },
  hang_acts: { heading: UNKNOWN, words: "doo didn't answer in time" },
  refused: { heading: NOT_SENT, words: "doo couldn't be reached", isRepeated: true },
  reset_before: { heading: UNKNOWN, words: 'The connection dropped before doo answered' },
  reset_after: { heading: UNKNOWN, words: 'The connection dropped before doo answered' },
};

/** These wait until the product has had enough: up to 30 seconds. */
const SILENT = ['slow', 'hang', 'hang_acts'];
const SILENCE_MS = 60_000;

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

async function openSandbox(): Promise<{ readonly page: Page; readonly server: PageServer }> {
  const server = await startTestPage(await stateFolder());
  const { page } = await openWindow(browser, desktop);
  await page.goto(server.url);
  return { page, server };
}

async function playFault(
  page: Page,
  { session }: PageServer,
  { id, label }: FaultPreset,
  { isRepeated }: Expectation,
): Promise<void> {
  await become(page, 'René Requester');
  await askForOrders(page);
  await card(page).getByText('Approval needed').waitFor();
  await openTab(page, 'Faults');
  await page.getByLabel('What goes wrong').first().selectOption(id);
  await page.getByLabel('For how long').selectOption('always');
  await page.getByRole('button', { name: 'Switch on', exact: true }).click();
  await page.getByRole('button', { name: `Clear: ${label}` }).waitFor();
  await become(page, 'Ada Approver');
  await approveForGood(page);
  if (isRepeated !== true) return;
  await card(page).getByText('Approved, sending to doo').waitFor();
  await session.sandbox.lambda.idle();
  await openTab(page, 'Time');
  await page.getByRole('button', { name: '1 hour on' }).click();
}

async function heal(page: Page, label: string): Promise<void> {
  await openTab(page, 'Faults');
  await page.getByRole('button', { name: `Clear: ${label}` }).click();
  await page.getByText('doo works as it should.').waitFor();
}

async function expectCard(page: Page, expected: Expectation, timeoutMs?: number): Promise<void> {
  const timeout = timeoutMs === undefined ? {} : { timeout: timeoutMs };
  const { heading, words } = expected;
  await card(page).locator('.header', { hasText: heading }).first().waitFor(timeout);
  const text = (await card(page).textContent()) ?? '';
  expect(text).toContain(words);
  if (heading === ACCEPTED) return;
  const consequence = heading === UNKNOWN ? "Don't ask again yet" : /nothing sent|not sent/i;
  expect(text).toMatch(consequence);
}

test('every fault of the list names the end that is expected', () => {
  for (const { id, end } of FAULT_PRESETS)
    expect({ id, heading: EXPECTED[id]?.heading }).toEqual({
      id,
      heading: expect.stringMatching(new RegExp(`^${end}`)),
    });
});

test('every fault of the list has words that are expected', () => {
  expect(FAULT_PRESETS.map(({ id }) => id).toSorted()).toEqual(Object.keys(EXPECTED).toSorted());
});

describe('a fault of doo that is chosen on the page leads to the right words on the card', () => {
  test('where doo answers at once, or the connection ends', async () => {
    const { page, server } = await openSandbox();
    for (const preset of FAULT_PRESETS.filter(({ id }) => !SILENT.includes(id))) {
      const { id, label } = preset;
      const expected = EXPECTED[id];
      if (expected === undefined) throw new Error(`No words for ${id}`);
      await playFault(page, server, preset, expected);
      await expectCard(page, expected);
      await keepPicture(page, `fault-${id}`);
      await heal(page, label);
    }
  }, 480_000);

  test.each(SILENT)(
    'where doo does not answer: %s',
    async (id) => {
      const { page, server } = await openSandbox();
      const expected = EXPECTED[id];
      const preset = FAULT_PRESETS.find((each) => each.id === id);
      if (expected === undefined || preset === undefined) throw new Error(`No words for ${id}`);
      await playFault(page, server, preset, expected);
      await expectCard(page, expected, SILENCE_MS);
      await keepPicture(page, `fault-${id}`);
    },
    120_000,
  );
});
