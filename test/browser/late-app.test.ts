import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { desktop, keepPicture, launchChromium, openWindow } from '../support/chromium.ts';
import { startTestPage, stateFolder } from '../support/started-page.ts';
import {
  approve,
  askForOrders,
  card,
  form,
  openTab,
  privateAnswer,
  sendCommand,
} from './support/by-mouse.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** The address of an app that takes requests and never answers. */
async function silentApp(): Promise<string> {
  const server = createServer(() => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}/`;
}

test('an app that is late is shown as Slack shows it, and the lateness is kept', async () => {
  const server = await startTestPage(await stateFolder());
  const { slack, functionUrl } = server.session.sandbox;
  const { page } = await openWindow(browser, desktop);
  await page.goto(server.url);
  await askForOrders(page);
  await card(page).getByText('Approval needed').waitFor();

  slack.setRequestUrl(await silentApp());
  await approve(page);
  await card(page).getByText('did not answer within 3 seconds').waitFor();
  await sendCommand(page, '/doo-repush');
  await privateAnswer(page).getByText('operation_timeout').waitFor();

  slack.setRequestUrl(functionUrl.url);
  await sendCommand(page, '/doo-repush events');
  await form(page).waitFor();
  await form(page).getByLabel('Reason').fill('Kept as typed');
  await form(page).getByLabel('What').selectOption('contacts');
  slack.setRequestUrl(await silentApp());
  const organization = form(page).getByRole('combobox', { name: 'Organization' });
  await organization.fill('Acme');
  await form(page).getByText('The app did not answer within 3 seconds.').waitFor();
  await keepPicture(page, 'late-01-look-up');
  await form(page).getByRole('button', { name: 'Cancel' }).click();
  await form(page).waitFor({ state: 'detached' });

  await openTab(page, 'Traffic');
  await page.getByText(/\d late$/).waitFor();
  await page.getByText(/What Slack sent to the app/).click();
  for (const kind of ['block actions', 'command', 'block suggestion']) {
    const late = page.locator('.deliveries li', { hasText: kind }).filter({ hasText: 'late' });
    await late.first().waitFor();
  }
  await keepPicture(page, 'late-02-record');
});

test('a form that the app is late to take stays, with what Slack says and what was typed', async () => {
  const server = await startTestPage(await stateFolder());
  const { page } = await openWindow(browser, desktop);
  await page.goto(server.url);
  await askForOrders(page);
  await card(page)
    .getByRole('button', { name: /^Cancel request/ })
    .waitFor();
  await page.getByRole('button', { name: /Ada Approver/ }).click();
  await card(page)
    .getByRole('button', { name: /^Reject…/ })
    .click();
  const why = page.getByRole('dialog', { name: 'Reject request' });
  await why.getByLabel('Reason').fill('Not today');
  server.session.sandbox.slack.setRequestUrl(await silentApp());
  await why.getByRole('button', { name: 'Reject', exact: true }).click();
  await why.getByText('We had some trouble connecting. Try again?').waitFor();
  expect(await why.getByLabel('Reason').inputValue()).toBe('Not today');
  await keepPicture(page, 'late-03-form');
});
