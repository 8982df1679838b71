import { click, until } from '@doo-repush/sandbox/driver';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { SETTLED_MS } from '../../support/end-on-aws.ts';
import {
  executionOf,
  initCallsSince,
  MINUTE_MS,
  now,
  stateOf,
  wordsOf,
} from '../../support/requests.ts';
import type { Race } from './race.ts';

/** Moves the stop later in every round, across the time that an approval and its sends take. */
const STEP_MS = 25;
/** Longer than a closing that does not wait takes. */
const LATE_MS = 800;

/** Somebody stops the execution on AWS while its invocation shows the approval and sends. */
export const stopOnAws: Race = {
  name: 'a stop on AWS with the invocation still running',
  events: '41231 41232 41233',
  states: ['failed', 'accepted', 'partly_accepted'],
  async start(sandbox, card, turn) {
    const { arn } = executionOf(sandbox, card);
    // The stop meets either an edit of the card in flight, or a call to doo.
    const meetsEdit = turn % 2 === 0;
    if (meetsEdit) sandbox.slack.faults.add({ method: 'chat.update', fault: { lateMs: LATE_MS } });
    else await sandbox.doo.faults.set('init', { kind: 'slow', delayMs: LATE_MS }, { calls: 1 });
    const before = sandbox.slack.calls.length;
    await click(sandbox, people.approver, card, 'approve');
    await until('what is met', () =>
      meetsEdit
        ? sandbox.slack.calls.slice(before).find(({ method }) => method === 'chat.update')
        : initCallsSince(sandbox, card)[0],
    );
    await new Promise((resolve) => setTimeout(resolve, STEP_MS * turn));
    await sandbox.lambda.control.stop(arn);
    await until('the end of what runs', () => (isIdle(sandbox) ? true : undefined));
    sandbox.slack.faults.clear();
    await sandbox.doo.faults.clear();
    sandbox.clock.advance(SETTLED_MS);
    await sandbox.lambda.idle();
    // What has been written by then must last.
    sandbox.clock.advance(MINUTE_MS);
    await sandbox.lambda.idle();
    return [];
  },
  isOver: (sandbox, card) => !['waiting', 'sending'].includes(String(stateOf(now(sandbox, card)))),
  faults(sandbox, card) {
    const words = wordsOf(card);
    const called = initCallsSince(sandbox, card).length;
    if (stateOf(card) !== 'failed') return [];
    if (called > 0 && words.includes('nothing was sent')) return ['"nothing was sent", and it was'];
    return words.includes('AWS says that the execution was stopped') ? [] : ['no word of the stop'];
  },
};

function isIdle({ hosts }: Sandbox): boolean {
  return hosts.repush.stats().running === 0;
}
