import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPage } from '@doo-repush/sandbox/page/server';
import type { Locator } from 'playwright-core';
import { desktop, launchChromium, openWindow } from '../../support/chromium.ts';
import { distDir } from '../../support/product.ts';
import { SCENES } from './scenes.ts';

/** A Monday at ten in Berlin. */
const SHOWN_AT_MS = Date.UTC(2026, 10, 23, 9, 0);
const SCALE = 1.5;
/** Room for the longest card below the page's own header. */
const TALL_PX = 1_600;

/** Plays the scenes one after the other in a sandbox of their own; `shoot` gets what each shows. */
export async function playScenes(
  shoot: (name: string, shown: Locator) => Promise<void>,
): Promise<void> {
  const stateDir = await mkdtemp(join(tmpdir(), 'sandbox-pictures-'));
  const offsetMs = SHOWN_AT_MS - Date.now();
  await writeFile(join(stateDir, 'clock.json'), JSON.stringify({ offsetMs }));
  const server = await startPage({
    distDir,
    stateDir,
    port: 0,
    timeFactor: 20,
    dooLimits: { perSecond: null },
    settings: { DOO_CALL_INTERVAL_MS: '0' },
  });
  const browser = await launchChromium();
  try {
    const { page } = await openWindow(browser, { ...desktop, scale: SCALE });
    page.setDefaultTimeout(20_000);
    await page.goto(server.url);
    await page.getByRole('button', { name: 'Hide the guidance' }).click();
    for (const { name, play, isWindow } of SCENES) {
      const { width, height } = desktop;
      await page.setViewportSize({ width, height: isWindow ? height : TALL_PX });
      const shown = await play(page);
      await page.mouse.move(0, 0);
      await shoot(name, shown);
    }
  } finally {
    await browser.close();
    await server.stop();
    await rm(stateDir, { recursive: true, force: true });
  }
}
