import type { TokenFault } from '@doo-repush/sandbox/aws/faults';
import { cards, click } from '@doo-repush/sandbox/driver';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { describe, expect, it } from 'vitest';
import { productForFile } from '../../support/product-for-file.ts';
import {
  ask,
  endOf,
  executionOf,
  hasButtons,
  initCallsSince,
  linesOf,
  now,
  passTime,
  stateOf,
  submitted,
} from '../../support/requests.ts';

const product = productForFile();

/** What AWS does with the token of one checkpoint: it refuses it, or gives no further one. */
const TOKEN_FAULTS: readonly TokenFault[] = ['stale_token', 'no_token'];

/** Longer than a test takes by itself: one plays a part of a request a dozen times. */
const LONG_MS = 60_000;

/**
 * Plays one part of a request again and again, each time with something going wrong with the token
 * of a later checkpoint, until the part has none that it could meet.
 * @param every 2 leaves out every second one
 */
async function atCheckpoints(
  fault: TokenFault,
  every: number,
  play: (meet: () => void) => Promise<unknown>,
): Promise<readonly unknown[]> {
  const { faults } = product().lambda;
  const ends: unknown[] = [];
  for (let after = 0; ; after += every) {
    const meet = () => faults.add({ operation: 'CheckpointDurableExecution', fault, after });
    const end = await play(meet);
    if (faults.pending()) break;
    ends.push(end);
  }
  faults.clear();
  return ends;
}

describe.each(TOKEN_FAULTS)('%s', (fault) => {
  it(
    'at checkpoints of a new request leads to one card, which the requester can cancel',
    async () => {
      const sandbox = product();
      const ends = await atCheckpoints(fault, 3, async (meet) => {
        const before = cards(sandbox).length;
        meet();
        await submitted(sandbox);
        await passTime(sandbox, () => isShown(before), { stepMs: 1_000 });
        const posted = cards(sandbox).slice(before);
        const [waiting] = posted;
        if (waiting === undefined) throw new Error('no card');
        await click(sandbox, people.requester, waiting, 'cancel');
        const card = await endOf(sandbox, waiting, { stepMs: 1_000 });
        expect(executionOf(sandbox, card).status).toBe('SUCCEEDED');
        expectLinesOnce(card);
        return [posted.length, stateOf(card)];
      });
      expect(ends.length).toBeGreaterThan(3);
      expect(ends).toEqual(ends.map(() => [1, 'cancelled']));
    },
    LONG_MS,
  );

  it(
    'at every checkpoint of an approval calls doo once, or leaves the call unknown',
    async () => {
      const sandbox = product();
      const ends = await atCheckpoints(fault, 1, async (meet) => {
        const waiting = await ask(sandbox);
        meet();
        await click(sandbox, people.approver, waiting, 'approve');
        const card = await endOf(sandbox, waiting, { stepMs: 1_000 });
        expect(executionOf(sandbox, card).status).toBe('RUNNING');
        expectLinesOnce(card);
        const calls = initCallsSince(sandbox, waiting).length;
        return `${stateOf(card)}, ${calls} calls`;
      });
      expect(ends.length).toBeGreaterThan(10);
      const unknown = ends.filter((end) => end !== 'accepted, 1 calls');
      const interrupted = fault === 'stale_token' ? ['unknown, 1 calls'] : ['unknown, 0 calls'];
      expect(unknown).toEqual(interrupted);
    },
    LONG_MS,
  );
});

it('a token that is stale while the state is read ends the invocation, and the request waits on', async () => {
  const sandbox = product();
  const waiting = await ask(sandbox);
  const ended = await sandbox.hosts.repush.invoke({
    DurableExecutionArn: executionOf(sandbox, waiting).arn,
    CheckpointToken: 'stale',
    InitialExecutionState: { Operations: [], NextMarker: '0' },
  });
  expect(ended).toMatchObject({ ok: false, errorMessage: 'Invalid checkpoint token' });
  expect(executionOf(sandbox, waiting).status).toBe('RUNNING');
});

function isShown(cardIndex: number): boolean {
  const card = cards(product())[cardIndex];
  return card !== undefined && hasButtons(card);
}

function expectLinesOnce(card: Message): void {
  const lines = linesOf(product(), now(product(), card));
  expect(new Set(lines).size).toBe(lines.length);
}
