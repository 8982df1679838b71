import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { cards, request, until } from '@doo-repush/sandbox/driver';
import { type PageServer, startPage } from '@doo-repush/sandbox/page/server';
import { findElement } from '@doo-repush/sandbox/slack/blocks/parts';
import { addBotMessage, editMessage } from '@doo-repush/sandbox/slack/workspace/messages';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { desktop, launchChromium, openWindow } from '../support/chromium.ts';
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
  const server = await startPage({ distDir, stateDir, port: 0, provisioned: ['slack'] });
  const browser = await launchChromium();
  try {
    const newest = await fillChannel(server);
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

/** Fills the approval channel with cards like one that the product posted. Gives the newest. */
async function fillChannel({ session: { sandbox } }: PageServer): Promise<Message> {
  await request(sandbox, people.requester, {
    organization: 'Acme',
    configuration: 'CRM production',
    resource: 'orders',
    eventIds: '41231',
    window: { kind: 'everything' },
    reason: 'CRM outage on Friday',
  });
  const card = await until('the card with its buttons', () =>
    cards(sandbox).find(({ blocks = [] }) => findElement(blocks, 'approve')),
  );
  const { workspace } = sandbox.slack;
  const { text, blocks = [] } = card;
  const unnamed = blocks.map(({ block_id: _, ...block }) => block);
  let newest = card;
  while (shownIn(workspace.state.messages[people.approvals]) < MESSAGES)
    newest = addBotMessage(workspace, people.approvals, { text, blocks: unnamed });
  return newest;
}

function shownIn(messages: readonly Message[] = []): number {
  return messages.filter(({ ts, thread_ts: parent = ts }) => parent === ts).length;
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
