import type { InvocationResult } from '@doo-repush/sandbox/aws/functions/function-host';
import { createFunctionUrl } from '@doo-repush/sandbox/aws/functions/function-url';
import type { FunctionUrlEvent } from '@doo-repush/sandbox/aws/functions/function-url-event';
import { createClock } from '@doo-repush/sandbox/clock';
import { expect } from 'vitest';
import { refusesForeignPages } from './foreign-page.ts';
import { promised, type Topic } from './promise.ts';

const PAYLOADS = 'AWS docs: function URL request and response payloads';

/** A function URL whose function the check plays. */
export interface FunctionUrlPeer {
  readonly url: string;
  /** Sends a request and gives the event that the function got, and the answer. */
  send(
    request: RequestInit & { readonly target?: string },
  ): Promise<{ event: FunctionUrlEvent; response: Response }>;
  /** Makes the function return this from now on. */
  answers(payload: unknown): void;
  /** Makes the function fail from now on. */
  fails(): void;
}

/** Starts a function URL. */
export async function openFunctionUrlPeer() {
  const events: FunctionUrlEvent[] = [];
  const measured = { durationMs: 1, cold: false };
  let result: InvocationResult = { ok: true, payload: { statusCode: 200 }, ...measured };
  const front = createFunctionUrl({
    clock: createClock(),
    host: {
      async invoke(event) {
        events.push(event as FunctionUrlEvent);
        return result;
      },
    },
  });
  await front.start();
  const peer: FunctionUrlPeer = {
    url: front.url,
    async send({ target = '/', ...request }) {
      const response = await fetch(front.url + target, { method: 'POST', ...request });
      const event = events.at(-1);
      if (event === undefined) throw new Error('The function was not invoked');
      return { event, response };
    },
    answers(payload) {
      result = { ok: true, payload, ...measured };
    },
    fails() {
      const failure = { errorType: 'Error', errorMessage: 'hidden', reason: 'crash' } as const;
      result = { ok: false, ...failure, ...measured };
    },
  };
  return { peer, close: () => front.stop() };
}

/** What the function URL of the sandbox promises. */
export const functionUrlPromises: readonly Topic<FunctionUrlPeer>[] = [
  {
    topic: 'Requests',
    promises: [
      promised(
        'The event is of format 2.0, with method, path and query',
        PAYLOADS,
        async ({ send }) => {
          const { event } = await send({ target: '/a%20b?x=1&x=2' });
          expect(event).toMatchObject({
            version: '2.0',
            rawPath: '/a%20b',
            rawQueryString: 'x=1&x=2',
            queryStringParameters: { x: '1,2' },
            requestContext: { http: { method: 'POST', path: '/a b' } },
          });
        },
      ),
      promised('Header names are in lower case', PAYLOADS, async ({ send }) => {
        const { event } = await send({ headers: { 'X-Slack-Signature': 'v0=0' } });
        expect(event.headers['x-slack-signature']).toBe('v0=0');
      }),
      promised(
        'A form is in base64, text and JSON are not',
        `${PAYLOADS}; which types is assumed`,
        async ({ send }) => {
          const encoded = async (type: string) =>
            (await send({ body: 'a=1', headers: { 'content-type': type } })).event;
          expect(await encoded('application/x-www-form-urlencoded')).toMatchObject({
            isBase64Encoded: true,
            body: Buffer.from('a=1').toString('base64'),
          });
          for (const type of ['application/json', 'text/plain']) {
            expect(await encoded(type)).toMatchObject({ isBase64Encoded: false, body: 'a=1' });
          }
        },
      ),
      refusesForeignPages(({ url }) => url),
    ],
  },
  {
    topic: 'Answers',
    promises: [
      promised(
        'Status, headers and body are handed on, a base64 one decoded',
        PAYLOADS,
        async (peer) => {
          const body = Buffer.from('ä').toString('base64');
          const headers = { 'x-seen': 'yes' };
          peer.answers({ statusCode: 201, headers, body, isBase64Encoded: true });
          const { response } = await peer.send({});
          expect([response.status, response.headers.get('x-seen')]).toEqual([201, 'yes']);
          expect(await response.text()).toBe('ä');
        },
      ),
      promised('Without a status the result is a JSON body with 200', PAYLOADS, async (peer) => {
        peer.answers({ done: true });
        const { response } = await peer.send({});
        expect([response.status, await response.json()]).toEqual([200, { done: true }]);
      }),
      promised(
        'A failed function is 502, without its words',
        'AWS docs: function URL errors',
        async (peer) => {
          peer.fails();
          const { response } = await peer.send({});
          expect([response.status, await response.text()]).toEqual([
            502,
            expect.not.stringContaining('hidden'),
          ]);
        },
      ),
    ],
  },
];
