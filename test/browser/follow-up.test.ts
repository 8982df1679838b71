import type { PageServer } from '@doo-repush/sandbox/page/server';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { desktop, keepPicture, launchChromium, openWindow, phone } from '../support/chromium.ts';
import { startTestPage, stateFolder } from '../support/started-page.ts';
import { approveForGood, askForOrders, become, card, form, openTab } from './support/by-mouse.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const shoot = (page: Page, name: string) => keepPicture(page, `follow-up-${name}`);

async function openSandbox(): Promise<{ readonly page: Page; readonly server: PageServer }> {
  const server = await startTestPage(await stateFolder());
  const { page } = await openWindow(browser, desktop);
  await page.goto(server.url);
  return { page, server };
}

async function askAndApprove(page: Page): Promise<void> {
  await askForOrders(page);
  await card(page).getByText('Approval needed').waitFor();
  await become(page, 'Ada Approver');
  await approveForGood(page);
}

/** Moves the time once the execution waits for it. */
async function hourOn(page: Page, { session }: PageServer): Promise<void> {
  await session.sandbox.lambda.idle();
  await openTab(page, 'Time');
  await page.getByRole('button', { name: '1 hour on' }).click();
}

test('an unknown outcome is resolved by an approver, and run again', async () => {
  const { page } = await openSandbox();
  await openTab(page, 'Faults');
  await page.getByLabel('What goes wrong').first().selectOption('status_500');
  await page.getByLabel('For how long').selectOption('always');
  await page.getByRole('button', { name: 'Switch on', exact: true }).click();
  await askAndApprove(page);
  await card(page).getByText('Check:').waitFor();
  await shoot(page, '01-unknown');

  await card(page)
    .getByRole('button', { name: /^It didn't start/ })
    .click();
  const asking = page.getByRole('dialog', { name: "doo didn't start" });
  await asking.getByLabel('How do you know?').fill('Nothing in the CRM log since Friday');
  await shoot(page, '02-how-do-you-know');
  await asking.getByRole('button', { name: 'Save' }).click();
  await card(page).getByText("Confirmed: doo didn't start").waitFor();
  expect(await card(page).textContent()).toContain('Nothing in the CRM log since Friday');
  await shoot(page, '03-resolved');

  await become(page, 'René Requester');
  await card(page)
    .getByRole('button', { name: /^Edit and ask again/ })
    .click();
  await form(page).waitFor();
  await shoot(page, '04-run-again');
  expect(await form(page).getByLabel('Event IDs').inputValue()).toBe('41231');
  await form(page).getByRole('button', { name: 'Ask for approval' }).click();
  await form(page).waitFor({ state: 'detached' });
  await card(page).getByText(', unchanged.').waitFor();
  await shoot(page, '05-new-card');
});

test.each([
  ['desktop', desktop],
  ['phone', phone],
] as const)(
  'the card asks whether the webhooks arrived, and the thread calls whoever asked (%s)',
  async (name, window) => {
    const { page, server } = await openSandbox();
    await askAndApprove(page);
    await card(page).getByText('Accepted:').waitFor();
    await hourOn(page, server);
    await card(page).getByText('Did they arrive?').waitFor();
    await page.setViewportSize({ width: window.width, height: window.height });
    const arrived = card(page).getByRole('button', { name: /^Arrived: / });
    await arrived.waitFor();
    await shoot(page, `06-did-it-arrive-${name}`);
    await card(page)
      .getByRole('button', { name: /^Not yet: / })
      .click();
    await card(page).getByText('The question stays open').waitFor();
    await arrived.click();
    await page
      .getByText(/confirmed they arrived/)
      .and(page.locator(':visible'))
      .first()
      .waitFor();
    await arrived.waitFor({ state: 'detached' });
    await shoot(page, `07-arrived-${name}`);
  },
);
