import { Hono } from 'hono';
import * as z from 'zod';
import { parseJson } from '../api/json.ts';
import type { PeerEnv } from '../api/loopback-server.ts';

const webhookSchema = z.object({ type: z.string() });

export const arrivalSchema = z.object({ path: z.string(), type: z.string(), count: z.int() });

/** How many webhooks of one type a path has accepted with 200. */
export type Arrival = z.infer<typeof arrivalSchema>;

/** The target system: it accepts webhooks and counts them. */
export interface Receiver {
  arrivals(): Arrival[];
  readonly total: number;
  /** Responds with `status` instead of 200, for the next `calls` webhooks or until `recover`. */
  failWith(status: number, options?: { readonly calls?: number }): void;
  recover(): void;
}

/** `onChange` is called after every change. The webhooks themselves are not kept. */
export function createReceiver(
  onChange: () => void,
  earlier: readonly Arrival[] = [],
): { readonly receiver: Receiver; readonly app: Hono<PeerEnv> } {
  const arrivals = new Map(earlier.map((arrival) => [`${arrival.path} ${arrival.type}`, arrival]));
  let failure: { readonly status: number; callsLeft: number } | undefined;

  function takeFailure(): number | undefined {
    const status = failure?.status;
    if (failure !== undefined) {
      failure.callsLeft -= 1;
      if (failure.callsLeft <= 0) failure = undefined;
    }
    return status;
  }

  function count(path: string, type: string): void {
    const key = `${path} ${type}`;
    arrivals.set(key, { path, type, count: (arrivals.get(key)?.count ?? 0) + 1 });
    onChange();
  }

  const app = new Hono<PeerEnv>();
  app.post('*', async (context) => {
    const webhook = webhookSchema.safeParse(parseJson(await context.req.text()));
    const status = takeFailure();
    if (status !== undefined) {
      return Response.json({ message: 'Failed', description: 'Switched to fail' }, { status });
    }
    count(context.req.path, webhook.data?.type ?? '');
    return context.json({ message: 'OK', description: 'Taken' });
  });

  return {
    app,
    receiver: {
      arrivals: () => [...arrivals.values()],
      get total() {
        return [...arrivals.values()].reduce((sum, arrival) => sum + arrival.count, 0);
      },
      failWith(status, { calls = Number.POSITIVE_INFINITY } = {}) {
        failure = { status, callsLeft: calls };
        onChange();
      },
      recover() {
        failure = undefined;
        onChange();
      },
    },
  };
}
