import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CARD_STORIES } from '../support/card-stories.ts';
import { desktop, keepPicture, launchChromium, openWindow, phone } from '../support/chromium.ts';
import { postCard, postCards } from '../support/posted-card.ts';
import { startTestPage, stateFolder } from '../support/started-page.ts';
import { overflowPx } from './support/by-mouse.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const bottomOf = async (shown: Locator) => {
  const box = await shown.boundingBox();
  if (box === null) throw new Error('is not shown');
  return box.y + box.height;
};

/** How much of the card, down to the last of its buttons or to its end, is longer than the list of messages. */
async function belowFoldPx(page: Page, shown: Locator): Promise<number> {
  const list = await page.locator('.timeline').boundingBox();
  const top = (await shown.boundingBox())?.y ?? 0;
  const buttons = shown.locator('.actions .button');
  const last = (await buttons.count()) > 0 ? buttons.last() : shown;
  return Math.max(0, Math.ceil((await bottomOf(last)) - top - (list?.height ?? 0)));
}

/** How far the list of messages is from its end. */
function fromEndPx(page: Page): Promise<number> {
  return page
    .locator('.timeline')
    .evaluate((list) => Math.round(list.scrollHeight - list.scrollTop - list.clientHeight));
}

test.each([
  ['desktop', desktop],
  ['phone', phone],
])('everything that a card is decided by fits the list at once (%s)', async (name, size) => {
  const server = await startTestPage(await stateFolder());
  const { workspace } = server.session.sandbox.slack;
  const { page } = await openWindow(browser, size);
  await page.goto(server.url);
  await page.getByRole('button', { name: 'Hide the guidance' }).click();
  for (const [index, [story, , card]] of CARD_STORIES.entries()) {
    const { ts } = postCard(workspace, card);
    const shown = page.locator(`[id="message-${ts}"]`);
    await shown.waitFor();
    expect({ story, fromEndPx: await fromEndPx(page) }).toEqual({ story, fromEndPx: 0 });
    await shown.evaluate((element) => element.scrollIntoView());
    await keepPicture(page, `card-${name}-${index}`);
    expect({ story, belowFoldPx: await belowFoldPx(page, shown) }).toEqual({
      story,
      belowFoldPx: 0,
    });
    expect({ story, collapsed: await shown.locator('.collapsed').count() }).toEqual({
      story,
      collapsed: 0,
    });
    expect({ story, overflowPx: await overflowPx(page) }).toEqual({ story, overflowPx: 0 });
    await page.locator('.timeline').evaluate((list) => list.scrollTo(0, list.scrollHeight));
  }
});

test('a list of hundreds of cards opens at its end and stays there', async () => {
  const server = await startTestPage(await stateFolder());
  const { workspace } = server.session.sandbox.slack;
  const { page } = await openWindow(browser, phone);
  postCards(workspace, 200);
  await page.goto(server.url);
  await page.locator('.timeline article').nth(199).waitFor();
  expect(await fromEndPx(page)).toBe(0);
  postCards(workspace, 12);
  await page.locator('.timeline article').nth(211).waitFor();
  expect(await fromEndPx(page)).toBe(0);
});
