import { SETTLED_MS } from '../../support/end-on-aws.ts';
import { toCrm } from './order.ts';
import { ask, HOUR_MS, insist, type Story } from './story.ts';
import { stateOf } from './watch.ts';

const ORDER = toCrm('41231');

/**
 * AWS has stopped the execution of a waiting request, and nobody heard of it: the schedule of `worker`
 * closes its card.
 */
export const reconciled: Story = {
  name: 'stopped by AWS',
  end: 'failed',
  marks: ['requested'],
  order: ORDER,
  mayAlsoEnd: [],
  // After the card's own, other open requests of the lab are looked at, which are not always as many.
  own: (calls) => {
    const shown = calls.findIndex(({ detail }) => detail.startsWith('show buttons 1 SUCCEED'));
    const after = calls.slice(shown + 1);
    return after.slice(
      0,
      after.findIndex(({ operation }) => operation === 'slack chat.update') + 1,
    );
  },
  async play(lab, seen) {
    const asked = await ask(lab, seen, ORDER, 'again');
    const { lambda, hosts, clock } = lab.sandbox;
    lambda.statusEvents.lose(true);
    for (const { arn } of seen.executions()) await lambda.control.stop(arn);
    lambda.statusEvents.lose(false);
    clock.advance(SETTLED_MS);
    const isClosed = () => seen.cards().every((card) => stateOf(card) === 'failed');
    const schedule = async () => {
      const { ok } = await hosts.worker.invoke({ source: 'aws.events' });
      if (!isClosed()) clock.advance(HOUR_MS);
      return ok ? 'ran' : 'failed';
    };
    return [...asked, ...(await insist(lab, seen, 'closing', schedule, isClosed))];
  },
};
