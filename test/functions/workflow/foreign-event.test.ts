import { cards } from '@doo-repush/sandbox/driver';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { describe, expect, it } from 'vitest';
import { productForFile } from '../../support/product-for-file.ts';
import {
  ask,
  endOf,
  factsOf,
  hasButtons,
  initCallsSince,
  linesOf,
  passTime,
  press,
  stateOf,
  statesShown,
  submitted,
  wordsOf,
} from '../../support/requests.ts';

const product = productForFile();

/** Eleven events with the form of Initech's, then one of Globex's. */
const TWELVE = [...Array.from({ length: 11 }, (_, index) => 63_001 + index), 52_001].join(' ');
const INITECH = { organization: 'Initech', configuration: 'All systems' } as const;

describe('an event of another customer, with credentials that both customers share', () => {
  it('does not reach the other customer, whatever configurations are requested', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox, { ...INITECH, eventIds: '52001' });
    await press(sandbox, people.approver, waiting, 'approve');
    const card = await endOf(sandbox, waiting);
    const ids = new Set(
      sandbox.doo.data.configurations
        .filter(({ organizationId }) => organizationId === 5103)
        .map(({ id }) => id),
    );
    const calls = initCallsSince(sandbox, waiting);
    expect(calls).toHaveLength(3);
    for (const { body } of calls) expect(ids).toContain(Object(body).webhook_configuration_id);
    const isGlobex = (total: number) => total === 1250;
    expect(sandbox.doo.runs().filter(({ total }) => isGlobex(total))).toEqual([]);
    expect(['refused', 'accepted']).toContain(stateOf(card));
  });

  it('has its title shown to the approver before there are buttons, however many events there are', async () => {
    const sandbox = product();
    const card = await ask(sandbox, {
      organization: 'Initech',
      configuration: 'Reports',
      eventIds: TWELVE,
    });
    expect(hasButtons(card)).toBe(true);
    expect(wordsOf(card)).toContain('and 2 more, in the thread');
    const [details] = linesOf(sandbox, card);
    expect(details).toContain('• 52001 Globex Expo');
    expect(details).toContain('• 63011 · not found in doo');
    expect(details).toMatch(/^Asked/);
    expect(wordsOf(card)).toContain('*10 of 12 events not found in doo*: 63002, 63003');
    const execution = String(factsOf(card).execution);
    const cardWrites = sandbox.slack.calls.filter(({ args }) => {
      const metadata = JSON.stringify(args.metadata ?? '');
      return metadata.includes('doo_repush_card') && metadata.includes(execution);
    });
    expect(JSON.stringify(cardWrites[0]?.args.blocks)).not.toContain('"action_id":"approve"');
    expect(statesShown(sandbox, card)).toEqual(['waiting', 'waiting']);
  });

  it('ends the request, which nobody can approve, if its thread refuses the details', async () => {
    const sandbox = product();
    // The card is posted but its response is lost; the next message is the first of its thread.
    sandbox.slack.faults.add({ method: 'chat.postMessage', fault: 'reset_after' });
    const fault = { error: 'restricted_action_thread_locked' };
    sandbox.slack.faults.add({ method: 'chat.postMessage', fault, times: 3 });
    const before = cards(sandbox).length;
    await submitted(sandbox, { eventIds: TWELVE });
    const posted = () => cards(sandbox)[before];
    await passTime(
      sandbox,
      () => posted() !== undefined && stateOf(posted() as Message) === 'expired',
      { stepMs: 1_000 },
    );
    sandbox.slack.faults.clear();
    const card = posted();
    if (card === undefined) throw new Error('no card');
    expect(stateOf(card)).toBe('expired');
    expect(hasButtons(card)).toBe(false);
    expect(wordsOf(card)).toContain("Slack didn't take the details into the thread");
  });
});
