import { describe, test } from 'vitest';

/** One thing that a peer does as the real service is known to do it. */
export interface Promised<Peer> {
  /** As docs/peers.md has it. */
  readonly promise: string;
  /** The document, SDK type or issue that says so; "assumed" where none does. */
  readonly source: string;
  /** Fails where the peer does not keep the promise. */
  readonly holds: (peer: Peer) => unknown;
}

/** The promises about one thing, in the order in which they are read. */
export interface Topic<Peer> {
  readonly topic: string;
  readonly promises: readonly Promised<Peer>[];
}

/** A row of a table of promises. */
export function promised<Peer>(
  promise: string,
  source: string,
  holds: (peer: Peer) => unknown,
): Promised<Peer> {
  return { promise, source, holds };
}

/** A peer that has been started for one promise. */
export interface OpenPeer<Peer> {
  readonly peer: Peer;
  close(): Promise<void>;
}

/** Holds a peer to every promise, each with a peer of its own. */
export function holdTo<Peer>(
  topics: readonly Topic<Peer>[],
  open: () => Promise<OpenPeer<Peer>>,
): void {
  describe.each(topics)('$topic', ({ promises }) => {
    test.each(promises)('$promise', async ({ holds }) => {
      const { peer, close } = await open();
      try {
        await holds(peer);
      } finally {
        await close();
      }
    });
  });
}
