import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { desktop, keepPicture, launchChromium, openWindow } from '../support/chromium.ts';
import { type SandboxProcess, startSandboxProcess } from '../support/sandbox-process.ts';
import { stateFolder } from '../support/started-page.ts';
import {
  approve,
  approveForGood,
  askForApproval,
  become,
  card,
  chooseWindow,
  form,
  pick,
  privateAnswer,
  sendCommand,
} from './support/by-mouse.ts';

const READY_WITHIN_MS = 5_000;

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

test('the page and the request go on when the sandbox is restarted between every two steps', async () => {
  const stateDir = await stateFolder();
  let running: SandboxProcess = await startSandboxProcess(stateDir, 0);
  onTestFinished(() => running.end());
  const port = Number(new URL(running.url).port);
  const { page } = await openWindow(browser, desktop);
  const startsMs = [running.startMs];

  async function restart(): Promise<void> {
    const lost = page.getByText('The sandbox is not running.');
    await running.end();
    await lost.waitFor();
    running = await startSandboxProcess(stateDir, port);
    startsMs.push(running.startMs);
    await lost.waitFor({ state: 'detached' });
  }

  await page.goto(running.url);
  await page.getByText('Type /doo-repush').waitFor();
  await restart();
  await sendCommand(page, '/doo-repush orders 41231');
  await form(page).waitFor();
  await restart();
  await pick(page, 'Organization', 'Acme', /^Acme/);
  await restart();
  await pick(page, 'Send to', 'CRM', /^CRM production/);
  await restart();
  await chooseWindow(page, 'everything');
  await restart();
  await form(page).getByLabel('Reason').fill('Typed before a restart');
  await restart();
  await askForApproval(page);
  await restart();
  await card(page).getByText('Typed before a restart').waitFor();
  await card(page).getByText('Approval needed').waitFor();
  await restart();
  await refusedAtFirst(page);
  await restart();
  await become(page, 'Ada Approver');
  await restart();
  await approveForGood(page);
  await card(page).getByText('Accepted:').waitFor();
  await restart();
  await page.getByText('412 of 412 webhooks for orders').waitFor();
  await restart();
  await card(page)
    .getByRole('button', { name: /replies/ })
    .click();
  const thread = page.getByRole('region', { name: 'Thread' });
  await thread.getByText('doo accepted 412 orders').first().waitFor();
  await restart();
  await thread.getByText('doo accepted 412 orders').first().waitFor();
  await page.reload();
  await thread.getByText('doo accepted 412 orders').first().waitFor();
  await thread.getByRole('button', { name: 'Close the thread' }).click();
  expect(await page.getByText('/v1/webhooks/init/orders').count()).toBe(1);
  await keepPicture(page, 'restarts-01-end');
  expect(Math.max(...startsMs)).toBeLessThan(READY_WITHIN_MS);
}, 180_000);

async function refusedAtFirst(page: Page): Promise<void> {
  await approve(page);
  await privateAnswer(page).getByText("can't approve your own request").waitFor();
}
