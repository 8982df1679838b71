import { type Child, h } from '../dom.ts';
import { nowMs, type Store, zoneOf } from '../store.ts';
import { fullTime } from '../times.ts';
import { spinner } from '../ui/spinner.ts';

const HOUR_MS = 3_600_000;

const MOVES: readonly (readonly [label: string, ms: number])[] = [
  ['5 minutes on', HOUR_MS / 12],
  ['1 hour on', HOUR_MS],
  ['25 hours on', 25 * HOUR_MS],
];

/** The clock, restarts and the reset to the beginning. */
export function time(store: Store): Child {
  const aheadMs = store.picture?.clock.aheadMs ?? 0;
  return [
    h('h2', {}, 'The clock'),
    h('p', { class: 'clock' }, fullTime(nowMs(store), zoneOf(store))),
    h('p', { class: 'hint' }, aheadWords(aheadMs)),
    h(
      'div',
      { class: 'button-row' },
      MOVES.map(([label, ms]) =>
        h(
          'button',
          {
            key: label,
            class: 'button plain',
            attrs: { type: 'button' },
            on: { click: () => void store.act('advance', { ms }) },
          },
          label,
        ),
      ),
    ),
    h('p', { class: 'hint' }, 'Requests expire after 24 hours.'),
    h('h2', {}, 'Restart'),
    h(
      'p',
      { class: 'hint' },
      'Kills the functions, as AWS can at any time. Work resumes from the last checkpoint.',
    ),
    work(store, 'restart-functions', 'Restart the functions', 'plain', () =>
      store.act('restart-functions', {}),
    ),
    h('h2', {}, 'Reset'),
    h('p', { class: 'hint' }, 'Forgets every message, request, fault and call, and starts anew.'),
    work(store, 'reset', 'Reset the sandbox', 'danger', async () => askForReset(store)),
  ];
}

function work(
  store: Store,
  busyKey: string,
  label: string,
  style: string,
  act: () => Promise<unknown>,
): Child {
  const isBusy = store.ui.busy.has(busyKey);
  return h(
    'button',
    {
      key: busyKey,
      class: `button ${style}${isBusy ? ' busy' : ''}`,
      attrs: { type: 'button', 'aria-disabled': isBusy ? 'true' : undefined },
      on: { click: () => void (isBusy ? undefined : act()) },
    },
    isBusy && spinner(),
    h('span', {}, label),
  );
}

function askForReset(store: Store): void {
  store.update((ui) => {
    ui.confirmation = {
      title: 'Reset the sandbox?',
      text: 'Everything in it is forgotten. Nothing outside of it is touched.',
      yes: 'Reset',
      no: 'Keep it',
      isDangerous: true,
      proceed: () => void reset(store),
    };
  });
}

async function reset(store: Store): Promise<void> {
  await store.act('reset', {});
  store.update((ui) => {
    ui.thread = undefined;
    ui.typed.clear();
    ui.seen.clear();
    ui.isGuideHidden = false;
  });
}

function aheadWords(aheadMs: number): string {
  const hours = Math.round(aheadMs / HOUR_MS);
  if (aheadMs === 0) return 'The sandbox’s clock is this machine’s.';
  const words = hours === 0 ? `${Math.round(aheadMs / 60_000)} minutes` : `about ${hours} hours`;
  return `The sandbox’s clock is ${words} ahead of this machine’s.`;
}
