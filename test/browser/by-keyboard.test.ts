import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keepPicture, launchChromium, openWindow, phone } from '../support/chromium.ts';
import { startTestPage, stateFolder } from '../support/started-page.ts';
import { card, composer, form, isOffered, overflowPx } from './support/by-mouse.ts';

const MOST_TABS = 60;

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** What a screen reader would call the focused element. */
async function focused(page: Page): Promise<string> {
  const name = await page.evaluate(`(() => {
    const element = document.activeElement;
    const labels = element.labels ? [...element.labels].map((label) => label.innerText) : [];
    return element.getAttribute('aria-label') ?? (labels.join(' ') || element.innerText || element.tagName);
  })()`);
  return String(name).replaceAll(/\s+/g, ' ').trim();
}

/** Presses Tab until the focus is on something of this name, which must be visible. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  const passed: string[] = [];
  for (let count = 0; count < MOST_TABS; count += 1) {
    const now = await focused(page);
    if (name.test(now)) return;
    passed.push(now);
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab did not reach ${name}, but ${passed.join(' | ')}`);
}

async function activate(page: Page, name: RegExp): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
}

/** Opens the look-up that has the focus, types, and takes the first offer. */
async function lookUp(page: Page, query: string, offer: RegExp): Promise<void> {
  const first = page.locator('[role="option"].active', { hasText: offer });
  await page.keyboard.press('ArrowDown');
  do {
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.press('Delete');
    await page.keyboard.type(query);
  } while (!(await isOffered(page, first)));
  await page.keyboard.press('Enter');
  await form(page).locator('.look-up > .spinner').waitFor({ state: 'detached' });
}

test('the whole job, by keyboard alone in a narrow dark window', async () => {
  const server = await startTestPage(await stateFolder());
  const { page, complaints } = await openWindow(browser, phone);
  const shoot = async (name: string) => {
    await keepPicture(page, `keyboard-${name}`);
    expect({ name, overflowPx: await overflowPx(page) }).toEqual({ name, overflowPx: 0 });
  };
  await page.goto(server.url);
  await composer(page).waitFor();
  await page.keyboard.press('Tab');
  expect(await focused(page)).toBe('Skip to the messages');
  await shoot('01-skip-link');
  await page.keyboard.press('Enter');

  await tabTo(page, /^Message #doo-repush/);
  await page.keyboard.type('/d');
  await shoot('02-command-offered');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await form(page).waitFor();
  expect(await focused(page)).toBe('Organization');
  await lookUp(page, 'Acme', /^Acme/);
  await tabTo(page, /^Send to/);
  await page.keyboard.press('ArrowDown');
  await page.locator('[role="option"]').first().waitFor();
  await shoot('03-look-up');
  await page.keyboard.press('Escape');
  await page.getByRole('listbox').waitFor({ state: 'detached' });
  expect(await form(page).isVisible()).toBe(true);
  await lookUp(page, 'CRM prod', /^CRM production/);
  await activate(page, /^Ask for approval/);
  await form(page).getByText('Please complete this required field.').first().waitFor();
  await tabTo(page, /^Event IDs/);
  await page.keyboard.type('41231');
  await tabTo(page, /^Last updated/);
  await page.keyboard.press('A');
  await form(page).getByText('No time limit.').waitFor();
  await tabTo(page, /^Reason/);
  await page.keyboard.type('The CRM was down on Friday night');
  await shoot('04-form');
  await activate(page, /^Ask for approval/);
  await form(page).waitFor({ state: 'detached' });
  expect(await focused(page)).toMatch(/^Message #doo-repush/);
  await card(page).getByText('Approval needed').waitFor();
  await shoot('05-card');

  await activate(page, /^You are René Requester/);
  await page.locator('.person.current:focus').waitFor();
  await shoot('06-people');
  await activate(page, /Ada Approver Approver/);
  await page.getByRole('button', { name: 'You are Ada Approver' }).waitFor();
  await activate(page, /^Approve and send/);
  const question = page.getByRole('dialog', { name: 'Approve and send?' });
  await question.waitFor();
  await shoot('07-confirm');
  await page.keyboard.press('Escape');
  await question.waitFor({ state: 'detached' });
  expect(await focused(page)).toMatch(/^Approve and send/);
  await page.keyboard.press('Enter');
  await activate(page, /^Approve and send/);
  await card(page).getByText('Accepted:').waitFor();
  await shoot('08-accepted');

  await activate(page, /replies/);
  const thread = page.getByRole('region', { name: 'Thread' });
  await thread.getByText('doo accepted 412 orders').first().waitFor();
  await shoot('09-thread');
  await page.keyboard.press('Escape');
  await thread.waitFor({ state: 'detached' });
  await page.locator('.replies:focus').waitFor();

  await activate(page, /^Backstage/);
  await page.getByText('412 of 412 webhooks for orders').waitFor();
  await shoot('10-backstage');
  await page.keyboard.press('Shift+Tab');
  await tabTo(page, /^Traffic/);
  await page.keyboard.press('ArrowRight');
  expect(await focused(page)).toMatch(/^Faults/);
  await shoot('11-faults');
  await page.keyboard.press('ArrowRight');
  await shoot('12-time');
  expect(complaints).toEqual([]);
});
