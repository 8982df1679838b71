import type { ViewRecord } from '../../slack/workspace/model.ts';
import type { Store } from './store.ts';

/** Identifies one field of an open form. */
export interface FieldRef {
  readonly viewId: string;
  readonly blockId: string;
  readonly actionId: string;
}

const HAND_OVER_MS = 250;

interface Typing {
  readonly person: string;
  readonly ref: FieldRef;
  timer: number;
}

const typing = new Map<string, Typing>();

export function fieldKey({ viewId, blockId, actionId }: FieldRef): string {
  return `${viewId}/${blockId}/${actionId}`;
}

/** Records text typed into a field; it is sent to the server once typing pauses. */
export function typeInto(store: Store, ref: FieldRef, value: string): void {
  const key = fieldKey(ref);
  store.update((ui) => ui.typed.set(key, value));
  clearTimeout(typing.get(key)?.timer);
  const timer = window.setTimeout(() => void handOver(store, key), HAND_OVER_MS);
  typing.set(key, { person: store.ui.person, ref, timer });
}

/** Sends all typed text that the server does not have yet. */
export async function flushFields(store: Store): Promise<void> {
  await Promise.all([...typing.keys()].map((key) => handOver(store, key)));
}

/** Forgets typed text that the server now has, and that of forms that are gone. */
export function settleFields(store: Store): void {
  const view = store.picture?.view ?? null;
  for (const [key, { timer }] of typing) {
    const isGone = view === null || !key.startsWith(`${view.view.id}/`);
    const isKnown = view !== null && valueAt(view, key) === store.ui.typed.get(key);
    if (!isGone && !isKnown) continue;
    clearTimeout(timer);
    typing.delete(key);
    store.ui.typed.delete(key);
  }
}

async function handOver(store: Store, key: string): Promise<void> {
  const value = store.ui.typed.get(key);
  const typed = typing.get(key);
  if (typed === undefined || value === undefined) return;
  clearTimeout(typed.timer);
  await store.act('fill', { person: typed.person, ...typed.ref, value }, `fill ${key}`);
}

function valueAt(record: ViewRecord, key: string): string | undefined {
  for (const [blockId, actions] of Object.entries(record.values)) {
    for (const [actionId, state] of Object.entries(actions)) {
      if (fieldKey({ viewId: record.view.id, blockId, actionId }) !== key) continue;
      const entered = Object.entries(state).find(([name]) => name !== 'type')?.[1];
      return entered === null || entered === undefined ? '' : String(entered);
    }
  }
  return undefined;
}
