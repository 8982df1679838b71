import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { desktop, launchChromium, openWindow } from '../support/chromium.ts';
import { startTestPage, stateFolder } from '../support/started-page.ts';
import { composer, form, sendCommand } from './support/by-mouse.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** A refused form in a window whose answers to a submission wait for `release`. */
async function refusedForm() {
  const server = await startTestPage(await stateFolder());
  const { page } = await openWindow(browser, desktop);
  await page.goto(server.url);
  await composer(page).waitFor();
  await sendCommand(page, '/doo-repush');
  await form(page).waitFor();
  const released = Promise.withResolvers<void>();
  await page.route('**/api/submit', async (route) => {
    const response = await route.fetch();
    await released.promise;
    await route.fulfill({ response });
  });
  await form(page).getByRole('button', { name: 'Ask for approval' }).click();
  await form(page).getByText('Please complete this required field.').first().waitFor();
  const answered = page.waitForResponse('**/api/submit');
  const release = async () => {
    released.resolve();
    await (await answered).finished();
    await form(page).locator('button.busy').waitFor({ state: 'detached' });
  };
  return { page, release };
}

test('a refused form puts the focus on its first fault', async () => {
  const { page, release } = await refusedForm();
  await release();
  await page.locator('[aria-invalid="true"]:focus').waitFor();
  expect(await page.locator(':focus').getAttribute('id')).toContain('organization');
});

test('a refused form leaves the focus to somebody who types on before the answer comes', async () => {
  const { page, release } = await refusedForm();
  const eventIds = form(page).getByLabel('Event IDs');
  await eventIds.focus();
  await page.keyboard.type('412');
  await release();
  await page.keyboard.type('31');
  expect(await eventIds.inputValue()).toBe('41231');
});
