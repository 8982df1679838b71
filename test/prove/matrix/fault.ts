import type { ServerResponse } from 'node:http';
import { type Coding, encoded } from '@doo-repush/sandbox/doo/api/coded-answer';
import type { Exchange, Outage, Reply } from './faulty-peer.ts';

/** What an answer becomes: made from the peer's own, which it has given when it acted. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | ((own: string) => string);
}

/** What goes wrong with one call. `acts`: whether the peer has done what was asked before. */
export type Fault =
  | { readonly kind: 'outage'; readonly outage: Outage | 'names' }
  | { readonly kind: 'reset' | 'hang' | 'kill'; readonly acts: boolean }
  | { readonly kind: 'slow' | 'truncated' | 'endless' }
  /** The peer's own answer in a coding that was not asked for. */
  | { readonly kind: 'coded'; readonly coding: Coding }
  /** A reply stands in the channel's root, as below a message that is gone (slack-go issue 1571). */
  | { readonly kind: 'in_root' }
  | { readonly kind: 'answer'; readonly acts: boolean; readonly answer: Answer };

export const SLOW_MS = 700;
/** More than any answer of doo that is read. */
const ENDLESS_BYTES = 12_000_000;

/** Deals with one call under a fault that has reached it. Kills are their caller's. */
export async function inflict(
  fault: Exclude<Fault, { kind: 'outage' | 'kill' }>,
  { pass, response, cut }: Exchange,
): Promise<void> {
  switch (fault.kind) {
    case 'reset':
      if (fault.acts) await pass();
      cut();
      return;
    case 'hang':
      if (fault.acts) await pass();
      return;
    case 'in_root':
      send(response, await pass(withoutThread));
      return;
    case 'slow': {
      const reply = await pass();
      await new Promise((resolve) => setTimeout(resolve, SLOW_MS));
      send(response, reply);
      return;
    }
    case 'truncated': {
      const { status, headers, body } = await pass();
      response.writeHead(status, { ...headers, 'content-length': String(body.length + 10) });
      response.write(body.subarray(0, Math.floor(body.length / 2)), cut);
      return;
    }
    case 'coded': {
      const { status, headers, body } = await pass();
      const [name, bytes] = encoded(body.toString('utf8'), fault.coding);
      const coded = { ...headers, 'content-encoding': name };
      send(response, { status, headers: coded, body: Buffer.from(bytes) });
      return;
    }
    case 'endless': {
      const { status, headers } = await pass();
      const { 'content-length': _, ...others } = headers;
      response.writeHead(status, others);
      response.write('{"filler":"');
      response.end('x'.repeat(ENDLESS_BYTES));
      return;
    }
    case 'answer': {
      const own = fault.acts ? (await pass()).body.toString('utf8') : '';
      const { status, headers = {}, body } = fault.answer;
      const text = typeof body === 'string' ? body : body(own);
      const given = { 'content-type': 'application/json', ...headers };
      response.writeHead(status, { ...given, 'content-length': String(Buffer.byteLength(text)) });
      response.end(text);
    }
  }
}

function withoutThread(form: string): string {
  const fields = new URLSearchParams(form);
  fields.delete('thread_ts');
  return fields.toString();
}

/** Hands the peer's answer on as it is. */
export function send(response: ServerResponse, { status, headers, body }: Reply): void {
  response.writeHead(status, { ...headers, 'content-length': String(body.length) });
  response.end(body);
}
