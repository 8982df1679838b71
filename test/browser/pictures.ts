import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPage } from '@doo-repush/sandbox/page/server';
import { approveForGood, askForOrders, become, card } from './support/by-mouse.ts';
import { desktop, launchChromium, openWindow } from './support/chromium.ts';

/*
 * Makes the README's picture from the page: a request that doo has accepted, on a Monday at ten in
 * Berlin. The reference on the card is another one each time.
 */

const IMAGES = fileURLToPath(new URL('../../docs/images/', import.meta.url));
const SHOWN_AT_MS = Date.UTC(2026, 10, 23, 9, 0);
const SCALE = 1.5;

const stateDir = await mkdtemp(join(tmpdir(), 'sandbox-pictures-'));
const offsetMs = SHOWN_AT_MS - Date.now();
await writeFile(join(stateDir, 'clock.json'), JSON.stringify({ offsetMs }));
const server = await startPage({
  distDir: fileURLToPath(new URL('../../dist', import.meta.url)),
  stateDir,
  port: 0,
  timeFactor: 20,
  dooLimits: { perSecond: null },
  settings: { DOO_CALL_INTERVAL_MS: '0' },
});
const browser = await launchChromium();
try {
  const { page } = await openWindow(browser, { ...desktop, scale: SCALE });
  await page.goto(server.url);
  await askForOrders(page);
  await card(page).getByText('Waiting for approval').waitFor();
  await become(page, 'Ada Approver');
  await approveForGood(page);
  await card(page).getByText('Accepted by doo').waitFor();
  await page.getByText(/^1\d\d of 412 webhooks/).waitFor({ timeout: 60_000 });
  await page.mouse.move(0, 0);
  await mkdir(IMAGES, { recursive: true });
  await page.screenshot({ path: `${IMAGES}sandbox.png`, animations: 'disabled' });
  process.stdout.write(`${IMAGES}sandbox.png\n`);
} finally {
  await browser.close();
  await server.stop();
  await rm(stateDir, { recursive: true, force: true });
}
