import * as z from 'zod';
import { attempts, type Deadlines, fail, type Handler, type Handlers, textOf } from './handler.ts';

const submitted = async () => undefined;

const awaited =
  (config?: Deadlines): Handler =>
  (input, context) =>
    context.waitForCallback(textOf(input), submitted, config);

const recovered =
  (words: string, config?: Deadlines): Handler =>
  (input, context) =>
    context.waitForCallback(textOf(input), submitted, config).catch(() => words);

const statusSchema = z.object({ status: z.string() });

/** The requirements of `wait_for_callback`. */
export const waitForCallback: Handlers = {
  '7-1': awaited(),
  '7-2': (_, context) => context.waitForCallback('approval', submitted),
  '7-3': (_, context) => context.waitForCallback(submitted),
  '7-4': awaited(),
  '7-5': awaited({ timeout: { seconds: 3 } }),
  '7-6': recovered('recovered'),

  '7-7': (input, context) =>
    context.waitForCallback(textOf(input), fail, { retryStrategy: attempts(2) }),

  '7-8': (input, context) =>
    context.runInChildContext('wrapper', (child) =>
      child.waitForCallback(textOf(input), submitted),
    ),

  '7-9': async (_, context) => {
    await context.waitForCallback('first', submitted);
    return context.waitForCallback('second', submitted);
  },

  '7-10': async (input, context) => {
    await context.wait({ seconds: 1 });
    await context.step(async () => ({ fixed: true }));
    return context.waitForCallback(textOf(input), submitted);
  },

  '7-11': async (input, context) => {
    const deserialize = async (text?: string) => statusSchema.parse(JSON.parse(text ?? ''));
    const serdes = { deserialize };
    const { status } = await context.waitForCallback(textOf(input), submitted, { serdes });
    return status;
  },

  '7-12': awaited({ heartbeatTimeout: { seconds: 5 } }),
  '7-13': awaited({ heartbeatTimeout: { seconds: 10 } }),
  '7-14': recovered('timed-out-handled', { timeout: { seconds: 3 } }),
  '7-15': awaited(),
};
