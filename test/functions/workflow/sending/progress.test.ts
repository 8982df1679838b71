import { until } from '@doo-repush/sandbox/driver';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { describe, expect, it } from 'vitest';
import { answerAll, answerCall, askedFor, IDS, whileSending } from '../../../support/being-sent.ts';
import { productForFile } from '../../../support/product-for-file.ts';
import {
  endOf,
  executionOf,
  now,
  passTime,
  stateOf,
  statesShown,
  wordsOf,
} from '../../../support/requests.ts';

const product = productForFile();

const SOME_SECONDS_MS = 6_000;

function stepsOf(card: Message): string[] {
  return executionOf(product(), card)
    .operations.map(({ name }) => name ?? '')
    .filter((name) => name.startsWith('show'));
}

async function endOfSending(card: Message): Promise<Message> {
  await answerAll(product());
  return endOf(product(), card, { stepMs: 1_000 });
}

describe('the card of a request that is being sent', () => {
  it('shows how far it is every few seconds, and not with every call', async () => {
    const sandbox = product();
    const begun = await whileSending(sandbox, 3);
    expect(wordsOf(now(sandbox, begun))).toContain('Asking doo…');
    await answerCall(sandbox, begun, 4, SOME_SECONDS_MS);
    const shown = await until('progress', () => {
      const card = now(sandbox, begun);
      return wordsOf(card).includes(' done.') ? card : undefined;
    });
    expect(stateOf(shown)).toBe('sending');
    expect(wordsOf(shown)).toMatch(
      /Asking doo: ([34]) of 6 events done\.\ndoo accepted 3 of \1 events \(430 orders\)\./,
    );
    const card = await endOfSending(begun);
    expect(statesShown(sandbox, card)).toEqual([
      'waiting',
      'waiting',
      'sending',
      'sending',
      'partly_accepted',
    ]);
  });

  it.each([
    ['http_500', true],
    ['reset_before', true],
    ['reset_after', true],
    [{ error: 'ratelimited', retryAfterSeconds: 30 }, false],
    [{ error: 'message_not_found' }, false],
  ] as const)(
    'ends as it would have when Slack does not take the progress (%j)',
    async (fault, mayArriveLate) => {
      const sandbox = product();
      const begun = await whileSending(sandbox, 2);
      const posts = () => sandbox.slack.calls.filter(({ method }) => method === 'chat.postMessage');
      const before = posts().length;
      sandbox.slack.faults.add({ method: 'chat.update', fault });
      await answerCall(sandbox, begun, 3, SOME_SECONDS_MS);
      const card = await endOfSending(begun);
      expect(askedFor(sandbox, card)).toEqual(IDS);
      const isAgain = () => stepsOf(card).includes('show end again');
      if (mayArriveLate) await passTime(sandbox, isAgain, { stepMs: 1_000 });
      expect(stepsOf(card)).toEqual([
        'show buttons 1',
        'show approved',
        // How many were done by then is a matter of the machine's speed.
        expect.stringMatching(/^show progress [23]$/),
        'show end',
        ...(mayArriveLate ? ['show end again'] : []),
      ]);
      expect(stateOf(card)).toBe('partly_accepted');
      expect(posts().length - before).toBe(1);
    },
  );
});
