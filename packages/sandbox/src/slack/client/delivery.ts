import { setTimeout as waitMs } from 'node:timers/promises';
import type { Clock } from '../../clock.ts';
import { signatureHeaders } from './signature.ts';

export type DeliveryKind =
  | 'command'
  | 'block_actions'
  | 'block_suggestion'
  | 'shortcut'
  | 'message_action'
  | 'view_submission'
  | 'view_closed'
  | 'event';

/** Which retry of a failed event a delivery is, and what was wrong with the attempt before it. */
export interface Retry {
  readonly num: number;
  readonly reason: 'http_timeout' | 'http_error' | 'connection_failed';
}

/** One request from Slack to the app, and whether the app kept to its 3 seconds. */
export interface Delivery {
  readonly id: string;
  readonly kind: DeliveryKind;
  readonly userId: string;
  /** By the sandbox's clock. */
  readonly atMs: number;
  readonly contentType: string;
  readonly body: string;
  /** Null for a first delivery, and for everything but events. */
  readonly retry: Retry | null;
  /** Real time until the response; null until there is one. */
  durationMs: number | null;
  /** HTTP status; null until there is one. */
  status: number | null;
  /** True once the deadline has passed without a response; stays true if one arrives later. */
  late: boolean;
  /** Why there was no response, or why it could not be used. */
  error: string | null;
}

export interface Answer {
  readonly delivery: Delivery;
  /** The body of a timely 200; undefined for everything that the person sees as a failure. */
  readonly text: string | undefined;
  /** True if a failed event is not retried: X-Slack-No-Retry, or deliveries were abandoned. */
  readonly noRetry: boolean;
}

export interface RawAnswer {
  readonly status: number;
  readonly body: string;
}

export interface DelivererOptions {
  readonly clock: Clock;
  readonly fetch: typeof globalThis.fetch;
  readonly signingSecret: string;
  /** How long the app may take, in real milliseconds. */
  readonly deadlineMs: number;
  readonly requestUrl: () => string | undefined;
  readonly newId: (prefix: string) => string;
  /** Called with each delivery when it is sent and again when it ends. */
  readonly onDelivery: (delivery: Delivery) => void;
}

export interface Deliverer {
  /** Signs and sends a body, then waits for the response or the deadline. */
  send(
    kind: DeliveryKind,
    userId: string,
    body: string,
    options?: { readonly contentType?: string; readonly retry?: Retry },
  ): Promise<Answer>;
  /** Calls `run` when the clock reaches `timeMs`, unless deliveries are abandoned before then. */
  later(timeMs: number, run: () => void): void;
  /** Sends a body with exactly these headers; nothing is signed, recorded or shown to anyone. */
  raw(body: string, headers: Record<string, string>): Promise<RawAnswer>;
  /** Abandons every delivery under way. */
  stop(): void;
}

const FORM = 'application/x-www-form-urlencoded';
const NO_ANSWER = { text: undefined, noRetry: false };

/** Creates the sending half of Slack's client. */
export function createDeliverer(options: DelivererOptions): Deliverer {
  const { clock, signingSecret, deadlineMs, newId, onDelivery } = options;
  let stopped = new AbortController();
  const waiting = new Set<() => void>();

  function post(body: string, headers: Record<string, string>): Promise<Response> {
    const url = options.requestUrl();
    if (url === undefined) return Promise.reject(new TypeError('no request URL'));
    const { signal } = stopped;
    return options.fetch(url, { method: 'POST', body, headers, redirect: 'manual', signal });
  }

  function headersFor({ body, contentType, atMs, retry }: Delivery): Record<string, string> {
    const repeated: Record<string, string> =
      retry === null
        ? {}
        : { 'x-slack-retry-num': String(retry.num), 'x-slack-retry-reason': retry.reason };
    return {
      ...repeated,
      'content-type': contentType,
      accept: 'application/json,*/*',
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      ...signatureHeaders(signingSecret, body, atMs),
    };
  }

  async function exchange(delivery: Delivery): Promise<Omit<Answer, 'delivery'>> {
    const startedMs = performance.now();
    const { signal } = stopped;
    try {
      const response = await post(delivery.body, headersFor(delivery));
      const text = await response.text();
      delivery.status = response.status;
      if (response.status !== 200) delivery.error ??= `http_${response.status}`;
      const noRetry = response.headers.get('x-slack-no-retry') === '1';
      return { text: response.status === 200 ? text : undefined, noRetry };
    } catch (error) {
      delivery.error ??= error instanceof Error ? error.message : String(error);
      return { text: undefined, noRetry: signal.aborted };
    } finally {
      delivery.durationMs = performance.now() - startedMs;
      onDelivery(delivery);
    }
  }

  async function deadline(delivery: Delivery, ended: AbortSignal): Promise<typeof NO_ANSWER> {
    await waitMs(deadlineMs, undefined, { signal: ended, ref: false });
    delivery.late = true;
    delivery.error = 'operation_timeout';
    onDelivery(delivery);
    return NO_ANSWER;
  }

  return {
    async send(kind, userId, body, { contentType = FORM, retry } = {}) {
      const delivery: Delivery = {
        id: newId('Dlv'),
        kind,
        userId,
        atMs: clock.now(),
        contentType,
        body,
        retry: retry ?? null,
        durationMs: null,
        status: null,
        late: false,
        error: null,
      };
      onDelivery(delivery);
      const ended = new AbortController();
      const answered = exchange(delivery).finally(() => ended.abort());
      const timedOut = deadline(delivery, ended.signal).catch(() => answered);
      return { delivery, ...(await Promise.race([answered, timedOut])) };
    },
    later(timeMs, run) {
      const cancel = clock.at(timeMs, () => {
        waiting.delete(cancel);
        run();
      });
      waiting.add(cancel);
    },
    async raw(body, headers) {
      const response = await post(body, headers);
      return { status: response.status, body: await response.text() };
    },
    stop() {
      for (const cancel of waiting) cancel();
      waiting.clear();
      stopped.abort();
      stopped = new AbortController();
    },
  };
}
