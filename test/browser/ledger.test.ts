import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { desktop, keepPicture, launchChromium, openWindow, phone } from '../support/chromium.ts';
import { everydayCards, seedCards } from '../support/seeded-ledger.ts';
import { startTestPage, stateFolder } from '../support/started-page.ts';
import { become, overflowPx, privateAnswer, sendCommand } from './support/by-mouse.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const CARDS = 60;

test('the ledger, by mouse: history, export and App Home', async () => {
  const server = await startTestPage(await stateFolder());
  const { slack, clock } = server.session.sandbox;
  seedCards(slack.workspace, everydayCards(CARDS, clock.now() - 60_000));
  const { page, complaints } = await openWindow(browser, desktop);
  const shoot = (name: string) => keepPicture(page, `ledger-${name}`);
  await page.goto(server.url);

  await sendCommand(page, '/doo-repush history org:Globex since:30d');
  const found = privateAnswer(page);
  await found.getByText('newest first').waitFor();
  await found.getByText('SUP-57', { exact: false }).waitFor();
  await shoot('01-history');
  await found.getByRole('button', { name: 'Older' }).click();
  await found.getByText('Page 2').waitFor();
  expect(await found.textContent()).toContain('SUP-25');
  await shoot('02-history-older');
  await found.getByRole('button', { name: 'Newer' }).click();
  await found.getByText('Page 1').waitFor();

  await sendCommand(page, '/doo-repush export since:30d');
  await privateAnswer(page).getByText('in your direct messages').waitFor();
  const workspace = page.getByRole('navigation', { name: 'Workspace' });
  await workspace.getByRole('button', { name: /doo repush/ }).click();
  const file = page.getByRole('link', { name: /doo-repush-ledger-/ });
  await file.waitFor();
  await shoot('03-export');
  const [download] = await Promise.all([page.waitForEvent('download'), file.click()]);
  expect(download.suggestedFilename()).toMatch(/^doo-repush-ledger-\d{4}-\d\d-\d\d\.xlsx$/);
  expect(await download.failure()).toBeNull();

  await become(page, 'Ada Approver');
  await page.getByRole('button', { name: 'App Home' }).click();
  const home = page.getByRole('group', { name: 'App Home' });
  await home.getByText('Waiting for you').waitFor();
  await home.getByText('Recent requests').waitFor();
  expect(await home.getByRole('link', { name: /^[0-9A-F]{6}$/ }).count()).toBe(28);
  await shoot('04-app-home');
  expect(complaints).toEqual([]);
});

test('the ledger on a phone', async () => {
  const server = await startTestPage(await stateFolder());
  const { slack, clock } = server.session.sandbox;
  seedCards(slack.workspace, everydayCards(CARDS, clock.now() - 60_000));
  const { page } = await openWindow(browser, phone);
  await page.goto(server.url);
  await sendCommand(page, '/doo-repush history SUP-57');
  await privateAnswer(page).getByText('newest first').waitFor();
  expect(await overflowPx(page)).toBe(0);
  await keepPicture(page, 'ledger-05-phone');
});
