import type { DurableContext } from '@aws/durable-execution-sdk-js';
import * as z from 'zod';
import { type Deadlines, type Handler, type Handlers, textOf } from './handler.ts';

/** Starts a callback and answers with its promise. */
async function asked(context: DurableContext, name: string, config?: Deadlines) {
  const [answer] = await context.createCallback(name, config);
  return { answer };
}

const awaited =
  (config?: Deadlines): Handler =>
  async (input, context) => {
    const { answer } = await asked(context, textOf(input), config);
    return answer;
  };

const afterAStep =
  (config?: Deadlines): Handler =>
  async (input, context) => {
    const { answer } = await asked(context, textOf(input), config);
    await context.step(async () => 'done');
    return answer;
  };

const afterAWait =
  (seconds: number, config?: Deadlines): Handler =>
  async (input, context) => {
    const { answer } = await asked(context, textOf(input), config);
    await context.wait({ seconds });
    return answer;
  };

const caughtBeforeAWait =
  (config?: Deadlines): Handler =>
  async (input, context) => {
    const { answer } = await asked(context, textOf(input), config);
    const value = await answer.catch(String);
    await context.wait({ seconds: 2 });
    return value;
  };

const namesOf = (input: unknown) => z.tuple([z.string(), z.string()]).parse(input);

const messageSchema = z.object({
  id: z.string(),
  message: z.string(),
  timestamp: z.iso.datetime().transform((text) => new Date(text)),
});

/** The requirements of `callback`. */
export const callback: Handlers = {
  '4-1': awaited(),
  '4-2': (_, context) => awaited()('approval', context),
  '4-3': awaited({ timeout: { seconds: 5 } }),
  '4-4': awaited({ heartbeatTimeout: { seconds: 5 } }),
  '4-5': awaited({ heartbeatTimeout: { seconds: 10 } }),
  '4-6': awaited(),
  '4-7': afterAStep(),
  '4-8': afterAStep({ timeout: { seconds: 5 } }),
  '4-9': afterAWait(5),
  '4-10': afterAWait(5),
  '4-11': afterAWait(6, { timeout: { seconds: 3 } }),

  '4-12': async (input, context) => {
    const { answer } = await asked(context, textOf(input));
    const value = await answer;
    await context.wait({ seconds: 2 });
    return value;
  },

  '4-13': caughtBeforeAWait(),
  '4-14': caughtBeforeAWait({ timeout: { seconds: 3 } }),

  '4-15': async (input, context) => {
    const deserialize = async (text?: string) => messageSchema.parse(JSON.parse(text ?? ''));
    const [answer] = await context.createCallback(textOf(input), { serdes: { deserialize } });
    const { timestamp, ...rest } = await answer;
    return { received: { ...rest, timestamp: timestamp.getTime() / 1000 } };
  },

  '4-16': async (input, context) => {
    const deserialize = async (text?: string) => Number(text);
    const [answer] = await context.createCallback(textOf(input), { serdes: { deserialize } });
    const count = await answer;
    return { count, doubled: count * 2 };
  },

  '4-17': async (input, context) => {
    const [a, b] = namesOf(input);
    const first = await (await asked(context, a)).answer;
    return [first, await (await asked(context, b)).answer];
  },

  '4-18': async (input, context) => {
    const [a, b] = namesOf(input);
    const first = await asked(context, a);
    const second = await asked(context, b);
    const answer = await first.answer;
    return [answer, await second.answer];
  },

  '4-19': async (input, context) => {
    const [a, b] = namesOf(input);
    const first = await asked(context, a);
    const second = await asked(context, b);
    const answer = await second.answer;
    return [await first.answer, answer];
  },
};
