import { setTimeout as pause } from 'node:timers/promises';
import type { SSEStreamingApi } from 'hono/streaming';
import { pictureOf } from './picture.ts';
import type { Picture } from './protocol.ts';
import type { Session } from './session.ts';

/** Changes within this time are sent together. */
const GATHER_MS = 50;
const HEARTBEAT_MS = 15_000;
/** After how long the browser tries again by itself. */
const RETRY_MS = 500;

/**
 * Sends a person's picture, and from then on each of its parts that has changed, until the browser
 * goes away.
 */
export async function streamPicture(
  stream: SSEStreamingApi,
  session: Session,
  personId: string,
  server: Picture['server'],
): Promise<void> {
  const sent = new Map<string, string>();
  let wake: (() => void) | undefined;
  let isChanged = true;
  const unsubscribe = session.onChange(() => {
    isChanged = true;
    wake?.();
  });
  stream.onAbort(() => wake?.());

  const nextChange = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, HEARTBEAT_MS);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  try {
    while (!stream.aborted && !stream.closed) {
      const parts = isChanged ? changedParts(session, personId, server, sent) : {};
      isChanged = false;
      const data = JSON.stringify(parts);
      await stream.writeSSE({ event: 'parts', data, retry: RETRY_MS });
      await pause(GATHER_MS);
      if (!isChanged) await nextChange();
    }
  } finally {
    unsubscribe();
  }
}

function changedParts(
  session: Session,
  personId: string,
  server: Picture['server'],
  sent: Map<string, string>,
): Record<string, unknown> {
  const picture: Picture = { server, ...pictureOf(session, personId) };
  const changed: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(picture)) {
    const json = JSON.stringify(part);
    if (sent.get(name) === json) continue;
    sent.set(name, json);
    changed[name] = part;
  }
  return changed;
}
