import { click, enter, openForm, submit } from '@doo-repush/sandbox/driver';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { acmeOrders } from '../support/product.ts';
import { ask, press } from '../support/requests.ts';
import type { Proof, Violation } from './frame/proof.ts';
import { RACES, STORM } from './races/all-races.ts';
import { run } from './races/race.ts';

export const ROUNDS = { quick: 2, whole: 12 };
export const DELIVERIES = 20;
/** Deliveries of the form that *Run again* opened twice. */
const AGAIN_DELIVERIES = 5;

/** People who act simultaneously: one decision, one set of sends, and everyone else is told. */
export const proof: Proof = {
  title: 'races between people, deliveries and time',
  limitMs: { quick: 3 * 60_000, whole: 10 * 60_000 },
  async run({ quick, startProduct }) {
    const sandbox = await startProduct();
    const violations: Violation[] = [];
    let racers = 0;
    let races = 0;
    const meetings = { time: 0, people: 0 };
    for (let round = 0; round < (quick ? ROUNDS.quick : ROUNDS.whole); round++) {
      for (const race of RACES) {
        const ran = await run(sandbox, race, round);
        if (race.isByTime !== undefined) meetings[ran.isByTime ? 'time' : 'people'] += 1;
        racers += ran.racers;
        races += 1;
        violations.push(...ran.violations);
      }
    }
    const storm = await run(sandbox, STORM);
    violations.push(...storm.violations);

    const before = sandbox.lambda.executions().length;
    await openForm(sandbox, people.requester);
    await enter(sandbox, people.requester, acmeOrders);
    await submit(sandbox, people.requester, { times: DELIVERIES });
    await sandbox.lambda.idle();
    const started = sandbox.lambda.executions().length - before;
    if (started !== 1)
      violations.push({
        promise: 'sentTwice',
        what: `one form, delivered ${DELIVERIES} times, started ${started} requests`,
        reproduce: 'the same form delivered many times',
      });
    violations.push(...(await runAgainTwice(sandbox)));
    const all = racers + storm.racers + DELIVERIES + AGAIN_DELIVERIES;
    return {
      counts: { racers: all, races: races + 3 },
      violations,
      notes: [`time was first ${meetings.time} times, people ${meetings.people}`],
    };
  },
};

/** Two simultaneous clicks on *Run again* whose form is delivered many times: one request, nothing sent. */
async function runAgainTwice(sandbox: Sandbox): Promise<readonly Violation[]> {
  const card = await press(sandbox, people.requester, await ask(sandbox), 'cancel');
  const before = { started: sandbox.lambda.executions().length, ...sentBy(sandbox) };
  const again = () => click(sandbox, people.requester, card, 'again');
  await Promise.all([again(), again()]);
  await enter(sandbox, people.requester, { reason: 'Once more' });
  await submit(sandbox, people.requester, { times: AGAIN_DELIVERIES });
  await sandbox.lambda.idle();
  const started = sandbox.lambda.executions().length - before.started;
  const sent = sentBy(sandbox).sent - before.sent;
  if (started === 1 && sent === 0) return [];
  return [
    {
      promise: 'sentTwice',
      what: `run again, clicked twice, started ${started} requests and sent ${sent}`,
      reproduce: 'run again, clicked twice',
    },
  ];
}

function sentBy({ doo }: Sandbox): { readonly sent: number } {
  return { sent: doo.initCalls().length };
}
