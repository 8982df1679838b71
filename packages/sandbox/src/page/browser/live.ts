import type { Picture, SentMessages, SentParts } from '../protocol.ts';
import { renewToken } from './post.ts';
import type { Store } from './store.ts';
import type { Ui } from './ui-state.ts';

const RETRY_MS = 400;

/** Keeps a store's picture up to date. */
export interface Live {
  /** Follows a person's picture; `store.ui.person` switches to them once their picture arrives. */
  follow(personId: string): void;
}

/**
 * Reads the live stream. When the server goes away, it retries until one responds, and reloads the page
 * if that server has other page code.
 */
export function createLive(store: Store, onParts: () => void): Live {
  let source: EventSource | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let parts: Partial<Picture> = {};
  let followed = store.ui.person;

  function take({ messages, ...others }: SentParts): void {
    const change: Partial<Picture> =
      messages === undefined ? others : { ...others, messages: whole(messages, parts.messages) };
    const isReplaced =
      change.server !== undefined &&
      store.picture !== undefined &&
      change.server.pageVersion !== store.picture.server.pageVersion;
    if (isReplaced) {
      location.reload();
      return;
    }
    parts = { ...parts, ...change };
    const picture = isWhole(parts) ? parts : undefined;
    store.update((ui) => {
      ui.connection = 'live';
      if (picture === undefined) return;
      store.picture = picture;
      if (ui.person !== followed) become(ui, followed);
    });
    onParts();
  }

  function open(): void {
    parts = {};
    const opened = new EventSource(`/api/live?person=${encodeURIComponent(followed)}`);
    source = opened;
    opened.addEventListener('parts', (event) => {
      if (source === opened) take(JSON.parse(event.data));
    });
    opened.addEventListener('error', () => {
      if (source === opened) lose();
    });
  }

  function lose(): void {
    source?.close();
    source = undefined;
    store.update((ui) => {
      ui.connection = 'lost';
    });
    clearTimeout(retry);
    retry = setTimeout(() => void reconnect(), RETRY_MS);
  }

  async function reconnect(): Promise<void> {
    if (await renewToken()) open();
    else lose();
  }

  return {
    follow(personId) {
      followed = personId;
      clearTimeout(retry);
      source?.close();
      open();
    },
  };
}

/** Restores the messages that were sent as a known `ts` only; they stay the same objects. */
function whole(sent: SentMessages, known: Picture['messages'] = {}): Picture['messages'] {
  const channels = Object.entries(sent).map(([channelId, entries]) => {
    const byTs = new Map(known[channelId]?.map((message) => [message.ts, message]));
    const messages = entries.map((entry) => (typeof entry === 'string' ? byTs.get(entry) : entry));
    return [channelId, messages.filter((message) => message !== undefined)] as const;
  });
  return Object.fromEntries(channels);
}

/** Clears what one person had open before the page shows the next person. */
function become(ui: Ui, personId: string): void {
  ui.person = personId;
  ui.thread = undefined;
  ui.pane = 'messages';
  ui.complaint = undefined;
  ui.confirmation = undefined;
  ui.lookUps.clear();
  ui.typed.clear();
}

const PARTS: readonly (keyof Picture)[] = [
  'server',
  'clock',
  'workspace',
  'messages',
  'ephemerals',
  'notices',
  'view',
  'home',
  'calls',
  'endpoint',
  'faults',
  'deliveries',
];

function isWhole(parts: Partial<Picture>): parts is Picture {
  return PARTS.every((name) => name in parts);
}
