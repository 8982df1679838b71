import type { Locator, Page } from 'playwright-core';

/** What a person does in the window with the mouse, and what they look for. */

export function composer(page: Page): Locator {
  return page.getByRole('combobox', { name: 'Message #doo-repush' });
}

export function form(page: Page): Locator {
  return page.getByRole('dialog', { name: 'Repush webhooks' });
}

/** The newest message that can be decided or was. */
export function card(page: Page): Locator {
  return page
    .locator('.timeline article:not(.private)', { hasText: / (?:wants to repush .* to|→) / })
    .last();
}

export function privateAnswer(page: Page): Locator {
  return page.locator('article.private').last();
}

export async function sendCommand(page: Page, text: string): Promise<void> {
  await composer(page).fill(text);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
}

const MOST_TRIES = 6;
const ANSWER_WITHIN_MS = 5_000;

/**
 * Whether `option` is offered by the open look-up once it has its answer: on a busy machine the app
 * may be late or say that doo was, as it may be for anybody.
 */
export async function isOffered(page: Page, option: Locator): Promise<boolean> {
  const answered = page.locator('.options-frame:not(:has(.spinner))');
  await Promise.any([
    option.first().waitFor({ timeout: ANSWER_WITHIN_MS }),
    answered.waitFor({ timeout: ANSWER_WITHIN_MS }),
  ]).catch(() => undefined);
  return option.first().isVisible();
}

/** Chooses from a look-up; asks again where the app had no time to answer. */
export async function pick(
  page: Page,
  label: string,
  query: string,
  option: RegExp,
): Promise<void> {
  const field = form(page).getByRole('combobox', { name: label });
  const offered = page.getByRole('option', { name: option });
  for (let tries = 1; ; tries += 1) {
    await field.fill('');
    await field.fill(query);
    if (await isOffered(page, offered)) break;
    if (tries === MOST_TRIES) throw new Error(`${label} does not offer ${option}`);
  }
  await offered.first().click();
  await form(page).locator('.look-up > .spinner').waitFor({ state: 'detached' });
}

/** Chooses the kind of window, until the form has been rebuilt for it. */
export async function chooseWindow(
  page: Page,
  kind: 'between' | 'since' | 'until' | 'everything',
): Promise<void> {
  await form(page).getByRole('combobox', { name: 'Last updated (Berlin time)' }).selectOption(kind);
  const block = kind === 'everything' ? '.section' : '[data-block$="_date"]';
  await form(page).locator(block).first().waitFor();
}

/**
 * From the command to a submitted form for the 412 orders of Acme Summit. `beforeSubmit` runs once
 * the form is filled in.
 */
export async function askForOrders(
  page: Page,
  beforeSubmit: () => Promise<void> = async () => undefined,
): Promise<void> {
  await sendCommand(page, '/doo-repush orders 41231');
  await form(page).waitFor();
  await pick(page, 'Organization', 'Acme', /^Acme/);
  await pick(page, 'Send to', 'CRM', /^CRM production/);
  await chooseWindow(page, 'everything');
  await form(page).getByLabel('Reason').fill('The CRM was down on Friday night');
  await beforeSubmit();
  await askForApproval(page);
}

/** Submits the form, until the app has taken it: it may be late, and Slack's client then says so. */
export async function askForApproval(page: Page): Promise<void> {
  for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
    await form(page).getByRole('button', { name: 'Ask for approval' }).click();
    const gone = { state: 'detached', timeout: ANSWER_WITHIN_MS } as const;
    await form(page)
      .waitFor(gone)
      .catch(() => undefined);
    if (!(await form(page).isVisible())) return;
  }
  throw new Error('The form is not taken');
}

export async function become(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Workspace' }).getByRole('button', { name }).click();
  await page.getByRole('button', { name: `You are ${name}` }).waitFor();
}

/** Presses *Approve and send* on the card, and confirms it. */
export async function approve(page: Page): Promise<void> {
  await card(page)
    .getByRole('button', { name: /^Approve and send/ })
    .click();
  const question = page.getByRole('dialog', { name: 'Approve and send?' });
  await question.getByRole('button', { name: 'Approve and send' }).click();
  await question.waitFor({ state: 'detached' });
}

/** Approves as one who may, until the card has taken it: a click may be late as well. */
export async function approveForGood(page: Page): Promise<void> {
  const waiting = card(page).getByText('Approval needed');
  for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
    await approve(page);
    await waiting.waitFor({ state: 'detached', timeout: ANSWER_WITHIN_MS }).catch(() => undefined);
    if (!(await waiting.isVisible())) return;
  }
  throw new Error('The card does not take the approval');
}

export async function openTab(page: Page, name: 'Traffic' | 'Faults' | 'Time'): Promise<void> {
  await page.getByRole('tab', { name }).click();
}

/** How much wider than its window the page is. */
export async function overflowPx(page: Page): Promise<number> {
  return Number(
    await page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    ),
  );
}
