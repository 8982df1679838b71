import { setTimeout as pause } from 'node:timers/promises';
import type { SSEStreamingApi } from 'hono/streaming';
import { pictureOf } from './picture.ts';
import type { Picture, SentMessages, SentParts } from './protocol.ts';
import type { Session } from './session.ts';

/** Changes within this time are sent together. */
const GATHER_MS = 50;
const HEARTBEAT_MS = 15_000;
/** How soon the browser reconnects by itself. */
const RETRY_MS = 500;

/** What one stream has sent, as JSON: parts by name, messages by channel and `ts`. */
interface Sent {
  readonly parts: Map<string, string>;
  readonly messages: Map<string, string>;
}

/**
 * Sends a person's whole picture, then each part and each message that changes, until the browser
 * disconnects.
 */
export async function streamPicture(
  stream: SSEStreamingApi,
  session: Session,
  personId: string,
  server: Picture['server'],
): Promise<void> {
  const sent: Sent = { parts: new Map(), messages: new Map() };
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
  sent: Sent,
): SentParts {
  const picture: Picture = { server, ...pictureOf(session, personId) };
  const changed: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(picture)) {
    const json = JSON.stringify(part);
    if (sent.parts.get(name) === json) continue;
    sent.parts.set(name, json);
    changed[name] = name === 'messages' ? unsent(picture.messages, sent.messages) : part;
  }
  return changed;
}

function unsent(messages: Picture['messages'], sent: Map<string, string>): SentMessages {
  const channels = Object.entries(messages).map(([channelId, list]) => {
    const entries = list.map((message) => {
      const key = `${channelId} ${message.ts}`;
      const json = JSON.stringify(message);
      if (sent.get(key) === json) return message.ts;
      sent.set(key, json);
      return message;
    });
    return [channelId, entries];
  });
  return Object.fromEntries(channels);
}
