import { expect } from 'vitest';
import { type Promised, promised } from './promise.ts';

/** Every peer is for programs on this machine: a page of another origin gets nothing from it. */
export function refusesForeignPages<Peer>(urlOf: (peer: Peer) => string): Promised<Peer> {
  return promised('A page of another origin is refused with 403', 'of the peer', async (peer) => {
    const headers = { origin: 'https://elsewhere.example', 'content-type': 'application/json' };
    const response = await fetch(urlOf(peer), { method: 'POST', headers, body: '{}' });
    expect(response.status).toBe(403);
  });
}
