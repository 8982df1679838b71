import { enter, openForm, submit } from '@doo-repush/sandbox/headless';
import { people } from '@doo-repush/sandbox/slack/people';
import { acmeOrders } from '../support/product.ts';
import type { Proof, Violation } from './frame/proof.ts';
import { RACES, run, STORM } from './races/race.ts';

export const ROUNDS = { quick: 2, whole: 12 };
export const DELIVERIES = 20;

/** People who act at the same time: one decision, one set of sends, everyone else told. */
export const proof: Proof = {
  title: 'races between people, deliveries and time',
  limitMs: { quick: 3 * 60_000, whole: 10 * 60_000 },
  async run({ quick, startProduct }) {
    const sandbox = await startProduct();
    const violations: Violation[] = [];
    let racers = 0;
    let races = 0;
    for (let round = 0; round < (quick ? ROUNDS.quick : ROUNDS.whole); round++) {
      for (const race of RACES) {
        const ran = await run(sandbox, race);
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
    return {
      counts: { racers: racers + storm.racers + DELIVERIES, races: races + 2 },
      violations,
    };
  },
};
