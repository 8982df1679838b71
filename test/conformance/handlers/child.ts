import type { DurableContext } from '@aws/durable-execution-sdk-js';
import { GetDurableExecutionHistoryCommand, LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { attempts, capitals, crash, fail, type Handlers, noRetry, textOf } from './handler.ts';

/** Above the 256 KB of one checkpoint. */
const LARGE_CHARACTERS = 300 * 1024;

const namedSchema = z.object({ name: z.string(), value: z.string() });

const give = (context: DurableContext, value: string) => context.step(async () => value);

const failInside = (context: DurableContext) =>
  context.runInChildContext('child', (child) => child.step(fail, noRetry));

/** Resolves once the execution's history has the start of its step; says whether that ran before. */
async function stepHasBegun(arn: string): Promise<{ before: boolean }> {
  const client = new LambdaClient();
  for (;;) {
    const { Events = [] } = await client.send(
      new GetDurableExecutionHistoryCommand({ DurableExecutionArn: arn }),
    );
    const types = Events.map(({ EventType }) => EventType);
    if (types.includes('StepStarted')) return { before: types.includes('InvocationCompleted') };
  }
}

/** The requirements of `child`. */
export const child: Handlers = {
  '3-1': (input, context) => context.runInChildContext((child) => give(child, textOf(input))),

  '3-2': (input, context) => {
    const { name, value } = namedSchema.parse(input);
    return context.runInChildContext(name, (child) => give(child, value));
  },

  '3-3': (input, context) =>
    context.runInChildContext('child', async (child) => {
      const first = await give(child, textOf(input));
      return give(child, first);
    }),

  '3-4': (_, context) => failInside(context),

  '3-5': (input, context) => failInside(context).catch(() => give(context, textOf(input))),

  '3-6': (input, context) =>
    context.runInChildContext('outer', async (outer) => {
      const value = await give(outer, textOf(input));
      return outer.runInChildContext('inner', (inner) => give(inner, value));
    }),

  '3-7': (input, context) =>
    context.runInChildContext('child', (child) =>
      child.step(async ({ attempt }) => (attempt < 2 ? fail() : textOf(input)), {
        retryStrategy: attempts(2),
      }),
    ),

  '3-8': (_, context) =>
    context.runInChildContext('child', (child) => child.step(fail, { retryStrategy: attempts(2) })),

  '3-9': async (input, context) => {
    const value = await context.runInChildContext((child) => give(child, textOf(input)));
    await context.wait({ seconds: 1 });
    return value;
  },

  '3-10': (input, context) =>
    context.runInChildContext('child', async (child) => {
      const value = await give(child, textOf(input));
      await child.wait({ seconds: 1 });
      return value;
    }),

  '3-11': async (input, context) => {
    const value = await context.runInChildContext('child', async (child) => {
      child.configureLogger({ modeAware: false });
      child.logger.info(textOf(input));
      return (await give(child, 'x')).repeat(LARGE_CHARACTERS);
    });
    await context.wait({ seconds: 1 });
    return value.length;
  },

  '3-12': (input, context) =>
    context.runInChildContext((child) =>
      child.step(async () => {
        const { before } = await stepHasBegun(context.executionContext.durableExecutionArn);
        if (!before) crash();
        return textOf(input);
      }),
    ),

  '3-13': async (input, context) => {
    const value = await context.runInChildContext('child', async (child) => {
      await child.wait({ seconds: 1 });
      return textOf(input);
    });
    return give(context, value);
  },

  '3-14': (input, context) =>
    context.runInChildContext('child', (child) => give(child, textOf(input)), {
      serdes: capitals,
    }),

  '3-15': (_, context) => context.runInChildContext('child', fail),

  '3-16': (_, context) => context.runInChildContext('child', async () => null),

  '3-17': async (input, context) => {
    const value = await context.runInChildContext('child', async (child) => {
      child.configureLogger({ modeAware: false });
      child.logger.info(textOf(input));
      return textOf(input);
    });
    await context.wait({ seconds: 1 });
    return value;
  },

  '3-18': async (input, context) => {
    const inner = await context.runInChildContext('child', async (child) => {
      const value = await give(child, textOf(input));
      await child.wait({ seconds: 1 });
      return value;
    });
    const value = await give(context, inner);
    await context.wait({ seconds: 1 });
    return value;
  },
};
