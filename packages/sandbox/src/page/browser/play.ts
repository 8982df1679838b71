import { newestCardState } from './guide-step.ts';
import type { Live } from './live.ts';
import { goTo, playAs } from './navigate.ts';
import type { Store } from './store.ts';

/** How long a person gets to read before a step is played. */
const READING_MS = 1_500;
const KEY_MS = 15;
const LOOK_AGAIN_MS = 100;
const PATIENCE_MS = 30_000;

const LINE = [
  'orders 41231 org:acme config:CRM production',
  'since:30d reason:The CRM was down on Friday night',
].join(' ');

interface Step {
  readonly words: string;
  /** False if it could not be done. */
  readonly act: (store: Store, live: Live) => Promise<boolean>;
}

const STEPS: readonly Step[] = [
  { words: 'A customer missed webhooks. René types what he knows.', act: typeLine },
  { words: 'Enter opens the form.', act: openForm },
  { words: 'The form is filled in. René asks for approval; nothing is sent yet.', act: ask },
  {
    words: 'The card says what would be sent. René can’t approve it himself: Ada reads it.',
    act: beAda,
  },
  { words: 'Ada approves, and is asked once more.', act: approve },
  { words: 'doo gets one call for the event.', act: confirm },
];

/** Plays the main job with the keys and buttons that anyone would use, slowly enough to follow. */
export async function playMainJob(store: Store, live: Live): Promise<void> {
  for (const { words, act } of STEPS) {
    store.update((ui) => {
      ui.playing = words;
    });
    await new Promise((resolve) => setTimeout(resolve, READING_MS));
    if (store.ui.playing === undefined) return;
    if (await act(store, live)) continue;
    store.update((ui) => {
      ui.complaint ??= 'The job cannot be played on from here. Go on by hand.';
    });
    break;
  }
  stopPlaying(store);
}

export function stopPlaying(store: Store): void {
  store.update((ui) => {
    ui.playing = undefined;
  });
}

async function typeLine(store: Store, live: Live): Promise<boolean> {
  const { workspace } = store.picture ?? {};
  if (workspace === undefined) return false;
  await be(store, live, 'Requester');
  goTo(store, { kind: 'channel', channelId: workspace.approvalsId });
  const text = `${workspace.command.name} ${LINE}`;
  await until(store, () => document.querySelector('.compose textarea') !== null);
  const field = document.querySelector<HTMLTextAreaElement>('.compose textarea');
  for (let length = 1; length <= text.length; length += 1) {
    if (field === null || store.ui.playing === undefined) return false;
    field.value = text.slice(0, length);
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await new Promise((resolve) => setTimeout(resolve, KEY_MS));
  }
  return true;
}

async function openForm(store: Store): Promise<boolean> {
  return press('.compose .send') && (await until(store, () => store.picture?.view !== null));
}

async function ask(store: Store): Promise<boolean> {
  if (!press('.modal .button.primary')) return false;
  const isDecidable = () => document.querySelector('[data-action="approve"]') !== null;
  return until(store, () => store.picture?.view === null && isDecidable());
}

function beAda(store: Store, live: Live): Promise<boolean> {
  return be(store, live, 'Approver');
}

async function approve(store: Store): Promise<boolean> {
  return press('[data-action="approve"]') && (await until(store, () => isQuestionOpen(store)));
}

async function confirm(store: Store): Promise<boolean> {
  store.update((ui) => {
    ui.tab = 'traffic';
  });
  const isSent = () => ['waiting', 'sending'].includes(newestCardState(store.picture) ?? '');
  return press('.confirm .button:last-child') && (await until(store, () => !isSent()));
}

function isQuestionOpen({ ui }: Store): boolean {
  return ui.confirmation !== undefined;
}

async function be(store: Store, live: Live, role: string): Promise<boolean> {
  const person = store.picture?.workspace.people.find((each) => each.role === role);
  if (person === undefined) return false;
  if (store.ui.person !== person.id) await playAs(store, live, person.id);
  return until(store, () => store.ui.person === person.id);
}

/** Clicks the newest element that matches. */
function press(selector: string): boolean {
  const found = [...document.querySelectorAll<HTMLElement>(selector)].at(-1);
  found?.click();
  return found !== undefined;
}

async function until(store: Store, isSo: () => boolean): Promise<boolean> {
  const endMs = Date.now() + PATIENCE_MS;
  while (!isSo()) {
    if (Date.now() > endMs || store.ui.playing === undefined) return false;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
  return true;
}
