import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type PageServer, startPage } from '@doo-repush/sandbox/page/server';
import { editMessage } from '@doo-repush/sandbox/slack/workspace/messages';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { desktop, launchChromium, openWindow } from '../support/chromium.ts';
import { postCards } from '../support/posted-card.ts';
import { builtFunction } from './bundles.ts';
import type { PageFigures } from './figures.ts';
import { frameWorks } from './frame-works.ts';
import { percentile } from './statistics.ts';

const MESSAGES = 200;
const WARM_UPDATES = 20;
const UPDATES = 100;
/** Longer than the page's server gathers changes, so that each update has a frame of its own. */
const BETWEEN_MS = 80;

/** Measures, in Chromium's trace, the frames of a page with 200 messages of which one streams. */
export async function measurePage(): Promise<PageFigures> {
  const stateDir = await mkdtemp(join(tmpdir(), 'doo-repush-bench-page-'));
  const distDir = dirname(builtFunction('slack').folder);
  const server = await startPage({ distDir, stateDir, port: 0 });
  const browser = await launchChromium();
  try {
    const newest = postCards(server.session.sandbox.slack.workspace, MESSAGES).at(-1);
    if (newest === undefined) throw new Error('The channel has no card');
    const { page } = await openWindow(browser, desktop);
    await page.goto(server.url);
    await page
      .locator('.timeline article')
      .nth(MESSAGES - 1)
      .waitFor();
    await stream(server, newest, WARM_UPDATES);
    await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline'] });
    await stream(server, newest, UPDATES);
    const works = frameWorks((await browser.stopTracing()).toString());
    return {
      messages: MESSAGES,
      frames: works.length,
      frameMedianMs: percentile(works, 0.5),
      frame95thMs: percentile(works, 0.95),
      frameWorstMs: Math.max(...works),
    };
  } finally {
    await browser.close();
    await server.stop();
    await rm(stateDir, { recursive: true, force: true });
  }
}

/** Changes a card's words again and again, as the product does while it sends many events. */
async function stream({ session }: PageServer, message: Message, updates: number): Promise<void> {
  const { workspace } = session.sandbox.slack;
  const { text, blocks = [] } = message;
  for (let count = 1; count <= updates; count += 1) {
    const words = `Sending: ${count} of ${updates}`;
    const line = { type: 'context', elements: [{ type: 'mrkdwn', text: words }] };
    editMessage(workspace, message, { text: `${text} ${words}`, blocks: [...blocks, line] });
    await pause(BETWEEN_MS);
  }
}
