import { people } from '@doo-repush/sandbox/slack/workspace/people';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { desktop, keepPicture, launchChromium, openWindow, phone } from '../support/chromium.ts';
import { startTestPage, stateFolder } from '../support/started-page.ts';
import { form } from './support/by-mouse.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

test.each([
  ['a window', desktop],
  ['a phone', phone],
])('the shortcuts of a message and of the message field, on %s', async (name, size) => {
  const server = await startTestPage(await stateFolder());
  const { client } = server.session.sandbox.slack;
  client.say(people.approver, people.approvals, 'Acme misses webhooks of event 41231');
  const { page, complaints } = await openWindow(browser, size);
  await page.goto(server.url);

  const message = page.locator('.timeline article', { hasText: 'Acme misses webhooks' });
  await message.hover();
  await message.getByLabel('More actions').click();
  await keepPicture(page, `shortcut-01-${name.replaceAll(' ', '-')}`);
  await message.getByRole('button', { name: 'Repush webhooks…' }).click();
  await form(page).waitFor();
  await expect
    .poll(() =>
      form(page)
        .getByLabel(/^Event IDs/)
        .inputValue(),
    )
    .toBe('41231');
  expect(
    await form(page)
      .getByLabel(/^Ticket/)
      .inputValue(),
  ).toMatch(/\/archives\/C0APPROVAL\/p/);
  await form(page).getByRole('button', { name: 'Cancel' }).click();
  await form(page).waitFor({ state: 'detached' });

  const composer = page.locator('.composer').first();
  await composer.getByLabel('Shortcuts').click();
  await composer.getByRole('button', { name: 'Repush webhooks…' }).click();
  await form(page).waitFor();
  expect(
    await form(page)
      .getByLabel(/^Event IDs/)
      .inputValue(),
  ).toBe('');
  expect(complaints).toEqual([]);
});
