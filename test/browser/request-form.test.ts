import { people } from '@doo-repush/sandbox/slack/workspace/people';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { desktop, keepPicture, launchChromium, openWindow, phone } from '../support/chromium.ts';
import { startTestPage, stateFolder } from '../support/started-page.ts';
import {
  card,
  chooseWindow,
  form,
  isOffered,
  overflowPx,
  pick,
  sendCommand,
} from './support/by-mouse.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const field = (page: Page, label: RegExp) => form(page).getByLabel(label);

/** Adds one offer of the look-up for webhook types, which stays open for more. */
async function addType(page: Page, query: string, offer: RegExp): Promise<void> {
  const types = form(page).getByRole('combobox', { name: /^Types/ });
  const option = page.getByRole('option', { name: offer });
  do {
    await types.fill('');
    await types.fill(query);
  } while (!(await isOffered(page, option)));
  await option.first().click();
  await form(page).locator('.tokens li', { hasText: offer }).waitFor();
}

test('every field of the form, by mouse', async () => {
  const server = await startTestPage(await stateFolder());
  const { page, complaints } = await openWindow(browser, { ...desktop, height: 1_000 });
  await page.goto(server.url);
  await sendCommand(page, '/doo-repush 41231 org:acme');
  await form(page).waitFor();
  await pick(page, 'Send to', 'All sys', /^All systems/);
  await form(page).getByText('will receive these').waitFor();
  await chooseWindow(page, 'everything');
  await keepPicture(page, 'form-01-warnings');

  await pick(page, 'Send to', 'CRM', /^CRM production/);
  await form(page).getByText('will receive these').waitFor({ state: 'detached' });
  await chooseWindow(page, 'between');
  await field(page, /^From: date/).fill('2024-03-31');
  await field(page, /^From: time/).fill('02:30');
  await field(page, /^To: date/).fill('2024-04-02');
  await form(page).getByRole('button', { name: 'More options' }).click();
  await addType(page, 'creat', /^order_created/);
  await addType(page, 'cancel', /^order_cancelled/);
  await field(page, /^Max webhooks per minute/).fill('40');
  await field(page, /^Ticket/).fill('urgent');
  await field(page, /^Reason/).fill('The CRM was down on Friday night');
  await form(page).getByRole('button', { name: 'Ask for approval' }).click();
  await form(page).locator('[data-block="after_time"] .error').waitFor();
  await form(page).locator('[data-block="ticket"] .error').waitFor();
  await keepPicture(page, 'form-02-errors');
  await field(page, /^From: time/).fill('03:30');
  await field(page, /^Ticket/).fill('SUP-4411');
  await form(page).getByRole('button', { name: 'Remove order_cancelled' }).click();
  await form(page).locator('.tokens li').nth(1).waitFor({ state: 'detached' });
  await keepPicture(page, 'form-03-filled-in');
  await form(page).getByRole('button', { name: 'Ask for approval' }).click();
  await form(page).waitFor({ state: 'detached' });

  await card(page).getByText('Approval needed').waitFor();
  const words = await card(page).textContent();
  for (const part of ['31 Mar 2024, 03:30', '2 Apr 2024, 23:59:59', 'SUP-4411', '40 a minute'])
    expect(words).toContain(part);
  await keepPicture(page, 'form-04-card');
  expect(complaints).toEqual([]);
});

/** Presses Tab until the focus is in the control of a block. */
async function tabInto(page: Page, block: string): Promise<void> {
  const inside = form(page).locator(`[data-block="${block}"] :focus`);
  for (let count = 0; count < 60; count += 1) {
    if (await inside.isVisible()) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab did not reach ${block}`);
}

test('window and webhook types, by keyboard in a narrow dark window', async () => {
  const server = await startTestPage(await stateFolder());
  const { page, complaints } = await openWindow(browser, phone);
  await page.goto(server.url);
  await sendCommand(page, '/doo-repush orders 41231 org:acme');
  await form(page).waitFor();
  await tabInto(page, 'window');
  await page.keyboard.press('S');
  await form(page).locator('[data-block="after_date"]').waitFor();
  expect(await form(page).locator('[data-block="window"] :focus').isVisible()).toBe(true);
  await tabInto(page, 'after_date');
  await page.keyboard.type('03012024');
  await tabInto(page, 'after_time');
  await page.keyboard.type('0930AM');
  await keepPicture(page, 'form-05-keyboard-window');
  await form(page).getByRole('button', { name: 'More options' }).press('Enter');
  await form(page).locator('[data-block="rate"]').waitFor();
  await tabInto(page, 'webhook_types:orders');
  await page.keyboard.press('ArrowDown');
  await page.locator('[role="option"].active').waitFor();
  await page.keyboard.press('Enter');
  await form(page).locator('.tokens li').waitFor();
  await keepPicture(page, 'form-06-keyboard-types');
  expect(await overflowPx(page)).toBe(0);
  const record = server.session.sandbox.slack.client.openView(people.requester);
  expect(record?.values).toMatchObject({
    after_date: { after_date: { selected_date: '2024-03-01' } },
    after_time: { after_time: { selected_time: '09:30' } },
    'webhook_types:orders': { webhook_types: { selected_options: [{ value: 'order_created' }] } },
  });
  expect(complaints).toEqual([]);
});
