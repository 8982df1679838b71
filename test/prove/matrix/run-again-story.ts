import { cards, click, enter, submit } from '@doo-repush/sandbox/driver';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { factsOf } from '../../support/requests.ts';
import type { Lab, Seen } from './lab.ts';
import { toCrm } from './order.ts';
import { approve, decide, HOUR_MS, insist, isAsked, rest, type Story } from './story.ts';
import { hasButton } from './watch.ts';

/** The form of a finished request, opened from its card and sent as it is. */
async function askFromCard({ sandbox }: Lab): Promise<string> {
  const arns = new Set(sandbox.lambda.executions().map(({ arn }) => arn));
  const card = cards(sandbox).find(
    (each) => hasButton(each, 'again') && arns.has(String(factsOf(each).execution_arn)),
  );
  if (card === undefined) throw new Error('No request has come to its end before');
  await click(sandbox, people.requester, card, 'again');
  if (sandbox.slack.client.openView(people.requester) === undefined) return '';
  await enter(sandbox, people.requester, { reason: 'Once more' });
  const { outcome, errors } = await submit(sandbox, people.requester);
  return outcome === 'closed' ? '' : `The form stayed open (${outcome}): ${JSON.stringify(errors)}`;
}

const isOfOldCard = ({ operation, detail }: Seen) =>
  operation === 'slack chat.postMessage' && detail.startsWith('again');

/** A finished request, run again from its card. */
export const runAgain: Story = {
  name: 'run again',
  end: 'accepted',
  marks: ['requested', 'approved', 'outcomes 1'],
  order: toCrm('41231'),
  mayAlsoEnd: [],
  own: (calls) => {
    const started = calls.findIndex(({ operation }) => operation === 'lambda Invoke repush');
    return calls.filter((call, index) => index < started || isOfOldCard(call));
  },
  async play(lab, seen) {
    const started = () => seen.executions().length > 0;
    const asked = await insist(lab, seen, 'asking again', () => askFromCard(lab), started);
    await rest(lab, () => isAsked(seen), 30 * HOUR_MS);
    return [...asked, ...(await decide(lab, seen, approve))];
  },
};
