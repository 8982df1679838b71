import { flushFields } from './fields.ts';
import type { Live } from './live.ts';
import type { Store } from './store.ts';
import type { Place } from './ui-state.ts';

/** Goes to a channel or to the app's pages. */
export function goTo(store: Store, place: Place): void {
  store.update((ui) => {
    ui.place = place;
    ui.thread = undefined;
    ui.pane = 'messages';
    ui.complaint = undefined;
  });
  if (place.kind === 'app' && place.tab === 'home') {
    void store.act('open-home', { person: store.ui.person });
  }
}

export function openThread(store: Store, channelId: string, ts: string): void {
  store.update((ui) => {
    ui.thread = { channelId, ts };
    ui.pane = 'messages';
  });
}

/** Closes the thread and returns the focus to its parent message. */
export function closeThread(store: Store): void {
  const ts = store.ui.thread?.ts;
  store.update((ui) => {
    ui.thread = undefined;
  });
  setTimeout(() => document.getElementById(`replies-${ts}`)?.focus());
}

/**
 * Lets the user play another person, once that person's picture has arrived; text typed into a form is
 * sent first.
 */
export async function playAs(store: Store, live: Live, personId: string): Promise<void> {
  await flushFields(store);
  live.follow(personId);
}

/** The shown channel: the one last opened, if the person is in it. */
export function shownChannelId(store: Store): string | undefined {
  const { picture, ui } = store;
  if (picture === undefined) return undefined;
  const { channels, approvalsId } = picture.workspace;
  if (ui.place.kind === 'app') return channels.find(isAppChannel(store))?.id;
  const wanted = ui.place.channelId;
  const found =
    channels.find(({ id }) => id === wanted) ?? channels.find(({ id }) => id === approvalsId);
  return (found ?? channels.find(({ kind }) => kind !== 'im'))?.id;
}

/** Goes to the target of a workspace address. False for any other address. */
export function followPermalink(store: Store, address: string): boolean {
  const base = `${store.picture?.workspace.url ?? ''}archives/`;
  if (!address.startsWith(base)) return false;
  const url = new URL(address);
  const [, channelId, seconds, micros] =
    /\/archives\/([A-Z0-9]+)\/p(\d+)(\d{6})$/.exec(url.pathname) ?? [];
  if (channelId === undefined) return false;
  goTo(store, { kind: 'channel', channelId });
  const ts = `${seconds}.${micros}`;
  const parent = url.searchParams.get('thread_ts');
  if (parent !== null) openThread(store, channelId, parent);
  setTimeout(() => {
    const element = document.getElementById(`message-${ts}`);
    element?.scrollIntoView({ block: 'center' });
    element?.focus();
  });
  return true;
}

function isAppChannel({ picture }: Store) {
  const appUser = picture?.workspace.app.userId;
  return ({ kind, name }: { kind: string; name: string }) =>
    kind === 'im' && (name === 'directmessage' || name === appUser);
}
