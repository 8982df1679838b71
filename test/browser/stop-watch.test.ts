import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { desktop, launchChromium, openWindow } from '../support/chromium.ts';
import { seedAccepted } from '../support/seeded-ledger.ts';
import { startTestPage, stateFolder } from '../support/started-page.ts';
import { card, form } from './support/by-mouse.ts';

const MOST_ACTIONS_OF_A_FIRST_REPUSH = 8;
const MOST_ACTIONS_OF_A_LINE = 3;
const MOST_CHARACTERS_OF_A_LINE = 30;

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** A person at a page: each click, each key that is no text, and each text that is typed is one action. */
function person(page: Page) {
  const done: string[] = [];
  let characters = 0;
  return {
    done,
    characters: () => characters,
    async click(target: Locator) {
      done.push('click');
      await target.click();
    },
    async press(key: string) {
      done.push(key);
      await page.keyboard.press(key);
    },
    /** Types where the focus is. */
    async type(text: string) {
      done.push(text);
      characters += text.length;
      await page.keyboard.type(text);
    },
  };
}

async function openPage() {
  const server = await startTestPage(await stateFolder());
  const { page } = await openWindow(browser, desktop);
  return { server, page };
}

const guidance = (page: Page) => page.getByRole('note', { name: 'Next step' });

test('whoever follows the page has repushed webhooks after eight actions', async () => {
  const { server, page } = await openPage();
  await page.goto(server.url);
  const somebody = person(page);
  const told = await guidance(page)
    .getByText(/^Type /)
    .textContent();
  const [, line = ''] = /^Type (\/.+) below and press Enter\.$/.exec(told ?? '') ?? [];
  await page.getByRole('combobox', { name: 'Message #doo-repush' }).focus();
  await somebody.type(line);
  await somebody.press('Enter');

  await guidance(page).getByText('Send to CRM production.').waitFor();
  await somebody.click(form(page).getByRole('combobox', { name: 'Send to' }));
  await somebody.click(page.getByRole('option', { name: /^CRM production/ }));
  await form(page).locator('.look-up > .spinner').waitFor({ state: 'detached' });
  await somebody.click(form(page).getByRole('button', { name: 'Ask for approval' }));

  await guidance(page).getByText('switch to Ada Approver').waitFor();
  await somebody.click(page.getByRole('button', { name: /^Ada Approver/ }));
  await guidance(page).getByText('Approve and send').waitFor();
  await somebody.click(card(page).getByRole('button', { name: /^Approve and send/ }));
  const question = page.getByRole('dialog', { name: 'Approve and send?' });
  await somebody.click(question.getByRole('button', { name: 'Approve and send' }));
  await card(page).getByText('Accepted: 412 orders').waitFor();
  expect(somebody.done.length, somebody.done.join(', ')).toBeLessThanOrEqual(
    MOST_ACTIONS_OF_A_FIRST_REPUSH,
  );
});

test('one short line and Enter are enough for an event that was repushed before', async () => {
  const { server, page } = await openPage();
  const { sandbox } = server.session;
  seedAccepted(sandbox, '41231');
  await page.goto(server.url);
  const somebody = person(page);
  await page.getByRole('combobox', { name: 'Message #doo-repush' }).focus();
  await somebody.type('/doo-repush 41231 ab:2h why:P1');
  await somebody.press('Enter');
  await form(page).getByText('so we filled that in').waitFor();
  await somebody.click(form(page).getByRole('button', { name: 'Ask for approval' }));
  await form(page).waitFor({ state: 'detached' });
  await card(page).getByText('Approval needed').waitFor();

  const asked = await card(page).textContent();
  for (const words of ['Acme', 'CRM production', '41231', 'P1']) expect(asked).toContain(words);
  expect(somebody.done.length, somebody.done.join(', ')).toBeLessThanOrEqual(
    MOST_ACTIONS_OF_A_LINE,
  );
  expect(somebody.characters()).toBeLessThanOrEqual(MOST_CHARACTERS_OF_A_LINE);
});
