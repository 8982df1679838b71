import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { desktop, keepPicture, launchChromium, openWindow, phone } from '../support/chromium.ts';
import { startTestPage, stateFolder } from '../support/started-page.ts';
import { card, form, overflowPx, sendCommand } from './support/by-mouse.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const guidance = (page: Page) => page.getByRole('note', { name: 'Next step' });

async function boxOf(page: Page, selector: string) {
  const box = await page.locator(selector).boundingBox();
  if (box === null) throw new Error(`${selector} is not shown`);
  return { ...box, right: box.x + box.width, bottom: box.y + box.height };
}

test.each([
  ['desktop', desktop],
  ['phone', phone],
])('the guidance of the form covers nothing of it (%s)', async (name, size) => {
  const server = await startTestPage(await stateFolder());
  const { page } = await openWindow(browser, size);
  await page.goto(server.url);
  await guidance(page).waitFor();
  await sendCommand(page, '/doo-repush');
  await form(page).waitFor();
  await guidance(page).getByText('Choose Acme').waitFor();
  await keepPicture(page, `guidance-${name}`);
  const note = await boxOf(page, '.guide');
  const fields = await boxOf(page, '.modal-form');
  const foot = await boxOf(page, '.modal-foot');
  expect(note.right <= fields.x + 1 || note.bottom <= fields.y + 1).toBe(true);
  expect(note.y).toBeGreaterThanOrEqual(0);
  expect(foot.bottom).toBeLessThanOrEqual(size.height);
  expect(fields.right).toBeLessThanOrEqual(size.width);
  expect(await overflowPx(page)).toBe(0);

  await guidance(page).getByRole('button', { name: 'Hide the guidance' }).click();
  await guidance(page).waitFor({ state: 'detached' });
  expect(await form(page).isVisible()).toBe(true);
});

test.each([
  ['desktop', desktop],
  ['phone', phone],
])('the main job plays by itself from the first screen (%s)', async (name, size) => {
  const server = await startTestPage(await stateFolder());
  const { page, complaints } = await openWindow(browser, size);
  await page.goto(server.url);
  const play = page.getByRole('button', { name: 'Play the main job' });
  await play.waitFor();
  await keepPicture(page, `first-screen-${name}`);
  await play.click();
  await form(page).waitFor();
  await guidance(page).getByText('filled in').waitFor();
  await card(page).getByText('Accepted:').waitFor({ timeout: 40_000 });
  await guidance(page).getByRole('button', { name: 'Stop' }).waitFor({ state: 'detached' });
  expect(await play.count()).toBe(0);
  expect(
    server.session.sandbox.doo.calls.filter(({ endpoint }) => endpoint === 'init'),
  ).toHaveLength(1);
  expect(complaints).toEqual([]);
});

test('what plays by itself stops where somebody says so', async () => {
  const server = await startTestPage(await stateFolder());
  const { page } = await openWindow(browser, desktop);
  await page.goto(server.url);
  await page.getByRole('button', { name: 'Play the main job' }).click();
  await form(page).waitFor();
  await guidance(page).getByRole('button', { name: 'Stop' }).click();
  await guidance(page).getByRole('button', { name: 'Hide the guidance' }).waitFor();
  expect(await form(page).isVisible()).toBe(true);
});
