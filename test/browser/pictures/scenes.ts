import type { Locator, Page } from 'playwright-core';
import {
  approve,
  askForOrders,
  become,
  card,
  form,
  openTab,
  pick,
  privateAnswer,
  sendCommand,
} from '../support/by-mouse.ts';

/** A picture of the documents: what is on it, once the story has come that far. */
export interface Scene {
  /** Its file is `docs/images/<name>.png`. */
  readonly name: string;
  /** Goes on from the scene before, and names what is pictured. */
  readonly play: (page: Page) => Promise<Locator>;
  /** The window has its size on a desk, since the picture shows all of its height. */
  readonly isWindow?: true;
}

const BROKEN = 'Done, then connection reset';

/** One story in the order in which it is told: a request from the form to the ledger. */
export const SCENES: readonly Scene[] = [
  { name: 'form', play: fillForm },
  { name: 'card-waiting', play: waitForCard },
  { name: 'approve', play: askOnceMore },
  { name: 'sandbox', play: watchWebhooks, isWindow: true },
  { name: 'card-accepted', play: async (page) => card(page) },
  { name: 'arrived', play: askWhetherArrived },
  { name: 'card-unknown', play: breakConnection },
  { name: 'history', play: askForHistory },
  { name: 'home', play: openHome, isWindow: true },
];

async function fillForm(page: Page): Promise<Locator> {
  const command =
    '/doo-repush orders 41231 41232 since:"2026-11-20 18:00" until:"2026-11-21 09:30" reason:"The CRM was down on Friday night" ticket:SUP-4411 org:5101';
  await sendCommand(page, command);
  await form(page).waitFor();
  await pick(page, 'Send to', 'CRM', /^CRM production/);
  return form(page);
}

async function waitForCard(page: Page): Promise<Locator> {
  await form(page).getByRole('button', { name: 'Ask for approval' }).click();
  await form(page).waitFor({ state: 'detached' });
  await card(page).getByText('Approval needed').waitFor();
  return cardWithReplies(page, 1);
}

async function askOnceMore(page: Page): Promise<Locator> {
  await become(page, 'Ada Approver');
  await card(page)
    .getByRole('button', { name: /^Approve and send/ })
    .click();
  return page.getByRole('dialog', { name: 'Approve and send?' });
}

async function watchWebhooks(page: Page): Promise<Locator> {
  const question = page.getByRole('dialog', { name: 'Approve and send?' });
  await question.getByRole('button', { name: 'Approve and send' }).click();
  await question.waitFor({ state: 'detached' });
  await card(page).getByText('Accepted:').waitFor();
  await cardWithReplies(page, 4);
  await page
    .getByText(/^(\d+) of \1 webhooks for orders/)
    .first()
    .waitFor();
  return page.locator('body');
}

async function askWhetherArrived(page: Page): Promise<Locator> {
  await openTab(page, 'Time');
  await page.getByRole('button', { name: '1 hour on' }).click();
  await become(page, 'René Requester');
  await card(page)
    .getByRole('button', { name: /^Arrived/ })
    .waitFor();
  return cardWithReplies(page, 5);
}

async function breakConnection(page: Page): Promise<Locator> {
  await openTab(page, 'Faults');
  await page.getByLabel('What goes wrong').first().selectOption('reset_after');
  await page.getByLabel('For how long').selectOption('always');
  await askForOrders(page);
  await card(page).getByText('Approval needed').waitFor();
  await page.getByRole('button', { name: 'Switch on', exact: true }).click();
  await page.getByRole('button', { name: `Clear: ${BROKEN}` }).waitFor();
  await become(page, 'Ada Approver');
  await approve(page);
  await card(page).getByText('Unclear: doo may have started').waitFor();
  await page.getByRole('button', { name: `Clear: ${BROKEN}` }).click();
  return cardWithReplies(page, 3);
}

/** The card once its thread has this many lines: they follow the state that the card shows. */
async function cardWithReplies(page: Page, count: number): Promise<Locator> {
  const replies = count === 1 ? '1 reply' : `${count} replies`;
  await card(page)
    .getByRole('button', { name: new RegExp(`^${replies}`) })
    .waitFor();
  return card(page);
}

async function askForHistory(page: Page): Promise<Locator> {
  await sendCommand(page, '/doo-repush history');
  await privateAnswer(page).getByText('Accepted:').waitFor();
  return privateAnswer(page);
}

async function openHome(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'App Home' }).click();
  await page.getByText('Accepted:').first().waitFor();
  return page.locator('main');
}
