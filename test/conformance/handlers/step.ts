import { createRetryStrategy, JitterStrategy, StepSemantics } from '@aws/durable-execution-sdk-js';
import * as z from 'zod';
import { attempts, capitals, crash, fail, type Handlers, noRetry, textOf } from './handler.ts';

class TransientError extends Error {
  override readonly name = 'TransientError';
}

const AT_MOST_ONCE = { semantics: StepSemantics.AtMostOncePerRetry };
const personSchema = z.object({ name: z.string(), tags: z.array(z.string()) });

const greeting = (input: unknown) => `Hello, ${textOf(input)}!`;

/** The requirements of `step`. */
export const step: Handlers = {
  '1-1': (input, context) => context.step(async () => greeting(input)),

  '1-2': (input, context) => context.step('custom_step_name', async () => greeting(input)),

  '1-3': async (_, context) => {
    const first = await context.step(async () => 'first');
    return context.step(async () => `${first}_second`);
  },

  '1-4': (input, context) =>
    context.step(async () => ({ user: personSchema.parse(input), count: 2 })),

  '1-5': (_, context) => context.step(async () => null),

  '1-6': (input, context) => context.step(async () => textOf(input), { serdes: capitals }),

  '1-7': (input, context) =>
    context.step(async ({ logger }) => {
      logger.info(`Greeting step started for: ${textOf(input)}`);
      logger.info(`Greeting step completed with: ${greeting(input)}`);
      return greeting(input);
    }),

  '1-8': async (_, context) => {
    const value = await context.step(async () => 'computed');
    await context.wait({ seconds: 2 });
    return value;
  },

  '1-9': async (_, context) => {
    const value = await context.step(async () => 'cached_value');
    await context.wait({ seconds: 1 });
    return value;
  },

  '1-10': async (_, context) => {
    const failed = await context.step(fail, noRetry).then(
      () => false,
      () => true,
    );
    await context.wait({ seconds: 1 });
    return failed;
  },

  '1-11': (_, context) =>
    context.step(async ({ attempt }) => (attempt < 2 ? fail() : 'Operation succeeded'), {
      retryStrategy: attempts(3),
    }),

  '1-12': (_, context) => context.step(fail, { retryStrategy: attempts(4) }),

  '1-13': (_, context) => context.step(async ({ attempt }) => (attempt < 3 ? fail() : 'done')),

  '1-14': (_, context) =>
    context.step(async ({ attempt }) => (attempt < 3 ? fail() : 'done'), {
      retryStrategy: createRetryStrategy({
        maxAttempts: 5,
        initialDelay: { seconds: 2 },
        backoffRate: 3,
        jitter: JitterStrategy.NONE,
      }),
    }),

  '1-15': (_, context) =>
    context.step(
      async ({ attempt }) => {
        if (attempt === 1) throw new TransientError('once');
      },
      {
        retryStrategy: (error) => ({
          shouldRetry: error instanceof TransientError,
          delay: { seconds: 1 },
        }),
      },
    ),

  '1-16': (_, context) =>
    context.step(
      async () => {
        throw new TransientError('for good');
      },
      { retryStrategy: (error) => ({ shouldRetry: !(error instanceof TransientError) }) },
    ),

  '1-17': (input, context) =>
    context.step(
      'at_most_once_flaky_step',
      async ({ logger }) => {
        logger.info(textOf(input));
        crash();
      },
      { ...AT_MOST_ONCE, ...noRetry },
    ),

  '1-18': (input, context) =>
    context.step(
      async ({ logger, attempt }) => {
        logger.info(textOf(input));
        if (attempt === 1) crash();
        return 'succeeded on second attempt';
      },
      { ...AT_MOST_ONCE, retryStrategy: attempts(2) },
    ),

  '1-19': (_, context) => context.step(fail, noRetry),

  '1-20': async (_, context) => {
    const value = await context.step(fail, noRetry).catch(() => 'fallback_result');
    return context.step(async () => value);
  },
};
