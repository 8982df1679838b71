import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { desktop, keepPicture, launchChromium, openWindow, phone } from '../support/chromium.ts';
import { seedAccepted } from '../support/seeded-ledger.ts';
import { startTestPage, stateFolder } from '../support/started-page.ts';
import { form, pick, sendCommand } from './support/by-mouse.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const field = (page: Page, name: string) => form(page).getByRole('combobox', { name });
const filledIn = async (page: Page) => {
  await form(page).getByText('so we filled that in').waitFor();
  await expect.poll(() => field(page, 'Organization').inputValue()).toMatch(/^Acme/);
  await expect.poll(() => field(page, 'Send to').inputValue()).toMatch(/^CRM production/);
};

test.each([
  ['a window', desktop],
  ['a phone', phone],
])('an event that was repushed before fills the form in, on %s', async (name, size) => {
  const server = await startTestPage(await stateFolder());
  seedAccepted(server.session.sandbox, '41231');
  const { page, complaints } = await openWindow(browser, size);
  await page.goto(server.url);

  await sendCommand(page, '/doo-repush 41231');
  await form(page).waitFor();
  await filledIn(page);
  await keepPicture(page, `memory-01-${name.replaceAll(' ', '-')}`);
  await form(page).getByRole('button', { name: 'Cancel' }).click();
  await form(page).waitFor({ state: 'detached' });

  await sendCommand(page, '/doo-repush');
  await form(page).waitFor();
  const eventIds = form(page).getByLabel(/^Event IDs/);
  await eventIds.fill('41231');
  await filledIn(page);
  expect(await eventIds.inputValue()).toBe('41231');
  await pick(page, 'Organization', 'Globex', /^Globex/);
  await form(page).getByText('so we filled that in').waitFor({ state: 'detached' });
  expect(await field(page, 'Organization').inputValue()).toMatch(/^Globex/);
  expect(complaints).toEqual([]);
});
