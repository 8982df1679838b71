import type { Picture } from '../protocol.ts';
import { type Failure, post } from './post.ts';
import { loadPlace, savePlace } from './remembered.ts';
import type { Ui } from './ui-state.ts';

/** The picture, the page's state and the ways to change them. */
export interface Store {
  picture: Picture | undefined;
  readonly ui: Ui;
  /** Changes the page's own state and shows it. */
  update(change: (ui: Ui) => void): void;
  /** Schedules a redraw. */
  changed(): void;
  /** Resolves when the picture next changes. */
  nextPicture(): Promise<void>;
  /** Resolves every pending `nextPicture`. */
  pictureCame(): void;
  /** Posts an action to the server as the current person; undefined if it failed. */
  act(action: string, args: object, busyKey?: string): Promise<object | undefined>;
}

/** Actions that change nothing the page shows. */
const QUIET = ['suggest', 'fill'];
const PICTURE_WITHIN_MS = 150;

/** The sandbox's time, in milliseconds since the epoch. */
export function nowMs(store: Store): number {
  return Date.now() + (store.picture?.clock.aheadMs ?? 0);
}

/** The current person's time zone. */
export function zoneOf(store: Store): string {
  const { picture, ui } = store;
  return picture?.workspace.people.find(({ id }) => id === ui.person)?.timeZone ?? 'UTC';
}

/** `show` draws the whole page from the store. */
export function createStore(person: string, show: (store: Store) => void): Store {
  let isScheduled = false;
  let awaited = Promise.withResolvers<void>();
  const store: Store = {
    picture: undefined,
    ui: {
      person,
      place: { kind: 'channel', channelId: '' },
      thread: undefined,
      pane: 'messages',
      tab: 'traffic',
      connection: 'opening',
      confirmation: undefined,
      complaint: undefined,
      playing: undefined,
      typed: new Map(),
      lookUps: new Map(),
      busy: new Set(),
      seen: new Map(),
      choices: new Map(),
      ...loadPlace(),
    },
    update(change) {
      change(store.ui);
      savePlace(store.ui);
      store.changed();
    },
    changed() {
      if (isScheduled) return;
      isScheduled = true;
      queueMicrotask(() => {
        isScheduled = false;
        show(store);
      });
    },
    nextPicture: () => awaited.promise,
    pictureCame() {
      awaited.resolve();
      awaited = Promise.withResolvers();
    },
    async act(action, args, busyKey) {
      const key = busyKey ?? action;
      store.update((ui) => ui.busy.add(key));
      const result = await post(action, args);
      if (result.ok && !QUIET.includes(action)) await settled(store);
      store.update((ui) => {
        ui.busy.delete(key);
        ui.complaint = result.ok ? undefined : wordsFor(result);
      });
      return result.ok ? result.value : undefined;
    },
  };
  return store;
}

/** Waits briefly for the picture that shows the result; it may arrive shortly after the response. */
async function settled(store: Store): Promise<void> {
  const patience = new Promise((resolve) => setTimeout(resolve, PICTURE_WITHIN_MS));
  await Promise.race([store.nextPicture(), patience]);
}

function wordsFor({ error, message }: Failure): string {
  switch (error) {
    case 'unreachable':
      return 'The sandbox did not answer. If it was ended, start it again; this page goes on by itself.';
    case 'not_there':
      return 'That is no longer there.';
    case 'not_a_member':
      return 'This person is not in that channel.';
    default:
      return message;
  }
}
