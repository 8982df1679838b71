import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { desktop, keepPicture, launchChromium, openWindow } from '../support/chromium.ts';
import { startTestPage, stateFolder } from '../support/started-page.ts';
import {
  approve,
  approveForGood,
  askForOrders,
  become,
  card,
  chooseWindow,
  composer,
  form,
  openTab,
  overflowPx,
  pick,
  privateAnswer,
  sendCommand,
} from './support/by-mouse.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

test('the whole job, by mouse', async () => {
  const server = await startTestPage(await stateFolder());
  const { page, complaints } = await openWindow(browser, desktop);
  const shoot = (name: string) => keepPicture(page, `mouse-${name}`);
  await page.goto(server.url);
  await page.getByText('Type /doo-repush').waitFor();
  await shoot('01-first-visit');

  await composer(page).fill('/');
  const offer = page.getByRole('option', { name: /Ask for a repush/ });
  await shoot('02-command-offered');
  await offer.click();
  await page.getByText('[event IDs]').waitFor();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await form(page).waitFor();
  await form(page).getByRole('button', { name: 'Ask for approval' }).click();
  const faulty = form(page).getByText('Please complete this required field.');
  await faulty.first().waitFor();
  expect(await faulty.count()).toBe(5);
  await shoot('03-fields-missing');

  await pick(page, 'Organization', 'Acme', /^Acme/);
  await form(page).getByRole('combobox', { name: 'Send to' }).click();
  await page.locator('[role="option"]').first().waitFor();
  await shoot('04-look-up');
  await pick(page, 'Send to', 'CRM', /^CRM production/);
  await chooseWindow(page, 'everything');
  await form(page).getByLabel('Event IDs').fill('acme');
  await form(page).getByLabel('Reason').fill('The CRM was down: <b>*Friday*</b> & <!channel>');
  await form(page).getByRole('button', { name: 'Ask for approval' }).click();
  await form(page).locator('[data-block="event_ids"] .error').waitFor();
  await shoot('05-wrong-field');
  await form(page).getByLabel('Event IDs').fill('41231');
  await form(page).getByRole('button', { name: 'Ask for approval' }).click();
  await form(page).waitFor({ state: 'detached' });

  await card(page).getByText('Approval needed').waitFor();
  expect((await card(page).textContent())?.replaceAll('\u200b', '')).toContain(
    'The CRM was down: <b>*Friday*</b> & <!channel>',
  );
  expect(await page.locator('#news').textContent()).toMatch(/orders of 41231/i);
  await shoot('06-card');
  await approve(page);
  const refusal = page.locator('article.private', { hasText: "can't approve your own request" });
  await refusal.waitFor();
  await shoot('07-not-yours');
  await refusal.getByRole('button', { name: 'Dismiss message' }).click();
  await refusal.waitFor({ state: 'detached' });

  await become(page, 'Gil Guest');
  await approve(page);
  await privateAnswer(page).getByText('is a guest').waitFor();
  await become(page, 'Ada Approver');
  await approveForGood(page);
  await card(page).getByText('Accepted:').waitFor();
  expect(
    await card(page)
      .getByRole('button', { name: /Approve/ })
      .count(),
  ).toBe(0);
  await page.getByText('412 of 412 webhooks for orders').waitFor();
  const received = page.getByRole('complementary', { name: 'Backstage' });
  expect(await received.getByText('/v1/webhooks/init/orders').count()).toBe(1);
  expect(await received.getByText('"event_id": 41231').count()).toBe(1);
  await shoot('08-accepted');

  await card(page)
    .getByRole('button', { name: /replies/ })
    .click();
  const thread = page.getByRole('region', { name: 'Thread' });
  await thread.getByText('What doo gets').waitFor();
  await thread.getByText('doo accepted 412 orders').first().waitFor();
  await shoot('09-thread');
  await thread.getByRole('button', { name: 'Close the thread' }).click();

  await openTab(page, 'Faults');
  await shoot('10-faults');
  await openTab(page, 'Time');
  await shoot('11-time');
  expect(await overflowPx(page)).toBe(0);
  expect(complaints).toEqual([]);
});

test('a rejection asks why, a late approval is told so, an unwanted request is cancelled', async () => {
  const server = await startTestPage(await stateFolder());
  const { page, complaints } = await openWindow(browser, { ...desktop, scheme: 'dark' });
  const other = await openWindow(browser, desktop);
  await page.goto(server.url);
  await askForOrders(page);
  await other.page.goto(server.url);
  await become(other.page, 'May Manager');
  await become(page, 'Ada Approver');
  await card(page)
    .getByRole('button', { name: /^Reject…/ })
    .click();
  const why = page.getByRole('dialog', { name: 'Reject request' });
  await why.getByLabel('Reason').fill('Not before Monday');
  await keepPicture(page, 'mouse-12-reject');
  await why.getByRole('button', { name: 'Reject', exact: true }).click();
  await card(page).getByText('Not before Monday').waitFor();
  await card(other.page).getByText('Not before Monday').waitFor();
  await keepPicture(page, 'mouse-13-rejected');

  await become(page, 'René Requester');
  await askForOrders(page);
  await card(page)
    .getByRole('button', { name: /^Cancel request/ })
    .click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel request' }).click();
  await card(page).getByText('cancelled it').waitFor();
  expect(server.session.sandbox.doo.initCalls()).toEqual([]);
  expect([...complaints, ...other.complaints]).toEqual([]);
});

test('time is moved and everything is reset from the page', async () => {
  const server = await startTestPage(await stateFolder());
  const { page } = await openWindow(browser, desktop);
  await page.goto(server.url);
  await askForOrders(page);
  await card(page).getByText('Approval needed').waitFor();
  await openTab(page, 'Time');
  await page.getByRole('button', { name: 'Restart the functions' }).click();
  await page.getByRole('button', { name: '25 hours on' }).click();
  await card(page).getByText('No one decided by').waitFor();
  await page.getByText('about 25 hours ahead').waitFor();
  await keepPicture(page, 'mouse-15-expired');
  await page.getByRole('button', { name: 'Reset the sandbox' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Reset', exact: true }).click();
  await page.getByRole('button', { name: 'Play the main job' }).waitFor();
  await page.getByText('The sandbox’s clock is this machine’s.').waitFor();
});

test('what is for one person alone reaches that person alone', async () => {
  const server = await startTestPage(await stateFolder());
  const { page, complaints } = await openWindow(browser, desktop);
  await page.goto(server.url);
  await become(page, 'Otto Outsider');
  await sendCommand(page, '/doo-repush');
  await privateAnswer(page).getByText('You may not ask for a repush here').waitFor();
  await become(page, 'René Requester');
  expect(await privateAnswer(page).count()).toBe(0);
  await sendCommand(page, '/doo-repush help');
  await privateAnswer(page).getByText('opens the form').first().waitFor();
  await keepPicture(page, 'mouse-16-help');

  const { faults } = server.session.sandbox.doo;
  await askForOrders(page, () => faults.set('oauth', { kind: 'status_401' }));
  const app = page.getByRole('button', { name: /doo repush.*new messages/ });
  await app.click();
  await page.getByText("wasn't sent for approval").waitFor();
  expect(await page.getByText('Sending messages to this app has been turned off.').count()).toBe(1);
  await keepPicture(page, 'mouse-17-direct');
  await become(page, 'Noor Northwood');
  expect(await page.getByText("wasn't sent for approval").count()).toBe(0);
  await page.getByRole('button', { name: 'Home', exact: true }).click();
  await page.getByRole('button', { name: /Ask for a repush|Open the form/ }).waitFor();
  await keepPicture(page, 'mouse-18-home');
  expect(complaints).toEqual([]);
});
