import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';

const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP rebound.example 127.0.0.1',
];
const SCREENSHOTS = fileURLToPath(new URL('../../screenshots/', import.meta.url));

/** Debian's Chromium without a window, with no way to the internet that it would use by itself. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: '/usr/bin/chromium', args: ARGS });
}

export interface Window {
  readonly width: number;
  readonly height: number;
  readonly scheme: 'light' | 'dark';
  readonly scale?: number;
}

export const desktop: Window = { width: 1280, height: 800, scheme: 'light' };
export const phone: Window = { width: 390, height: 844, scheme: 'dark' };

/** A page in a profile of its own, and what it complained about. */
export async function openWindow(
  browser: Browser,
  { width, height, scheme, scale = 1 }: Window,
): Promise<{ readonly page: Page; readonly complaints: readonly string[] }> {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: scheme,
    reducedMotion: 'reduce',
    deviceScaleFactor: scale,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return { page, complaints };
}

/** Keeps a picture of the window under `screenshots/`, for somebody to look at. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  await mkdir(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: `${SCREENSHOTS}${name}.png`, animations: 'disabled' });
}
