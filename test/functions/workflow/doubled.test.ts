import { click } from '@doo-repush/sandbox/driver';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { describe, expect, it } from 'vitest';
import { productForFile } from '../../support/product-for-file.ts';
import {
  ask,
  endOf,
  factsOf,
  HOUR_MS,
  hasButtons,
  initCallsSince,
  linesOf,
  now,
  passTime,
  press,
  stateOf,
  wordsOf,
} from '../../support/requests.ts';

const product = productForFile();

function warningsOf(card: Message): string {
  return wordsOf(card)
    .split('\n')
    .filter((line) => line.startsWith(':warning:'))
    .join('\n');
}

function callsOf(card: Message): number {
  return initCallsSince(product(), card).length;
}

describe('two requests for the same', () => {
  it('are not both sent when both are approved: the second needs another approval', async () => {
    const sandbox = product();
    const first = await ask(sandbox);
    expect(wordsOf(first)).toContain('Never, back to');
    sandbox.clock.advance(HOUR_MS / 2);
    const second = await ask(sandbox);
    await press(sandbox, people.approver, second, 'approve');
    sandbox.clock.advance(2 * HOUR_MS);

    const asked = await press(sandbox, people.approver, first, 'approve');
    expect(stateOf(asked)).toBe('waiting');
    expect(hasButtons(asked)).toBe(true);
    expect(callsOf(first)).toBe(1);
    expect(wordsOf(asked)).not.toContain('Never, back to');
    const { reference } = factsOf(second);
    expect(warningsOf(asked)).toMatch(
      new RegExp(`\\*Already accepted\\* .*: 41231 \\(<https://.*\\|${reference}>\\)`),
    );
    expect(warningsOf(asked)).toContain('Nothing was sent: decide again');
    expect(linesOf(sandbox, asked).at(-1)).toMatch(/^Approved by .* Nothing was sent: someone/);

    await press(sandbox, people.approver, asked, 'approve');
    const sent = await endOf(sandbox, first);
    expect(stateOf(sent)).toBe('accepted');
    expect(callsOf(first)).toBe(2);
  });

  it('stop mentioning each other once that is no longer true at the approval', async () => {
    const sandbox = product();
    const event = { eventIds: '41232' };
    const first = await ask(sandbox, event);
    const second = await ask(sandbox, event);
    expect(warningsOf(second)).toContain('Already waiting');
    await press(sandbox, people.requester, first, 'cancel');
    const sent = await press(sandbox, people.approver, second, 'approve');
    expect(callsOf(second)).toBe(1);
    expect(wordsOf(sent)).not.toContain('Already');
  });

  it('are sent at most once by simultaneous approvals', async () => {
    const sandbox = product();
    const event = { eventIds: '41231' };
    const both = [await ask(sandbox, event), await ask(sandbox, event)] as const;
    await Promise.all(both.map((card) => click(sandbox, people.approver, card, 'approve')));
    const isSettled = () =>
      both.every((card) => stateOf(now(sandbox, card)) !== 'sending') &&
      sandbox.lambda.executions().length > 0;
    await passTime(sandbox, isSettled);
    expect(callsOf(both[0])).toBeLessThanOrEqual(1);
  });

  it('overlap if doo would send the same: in the same window, but not in the next one', async () => {
    const sandbox = product();
    const event = { resource: 'attendees', eventIds: '41231' } as const;
    const until = { kind: 'until', before: { date: '2026-11-20', time: '10:00' } } as const;
    const since = (time: string) => ({
      window: { kind: 'since', after: { date: '2026-11-20', time } } as const,
    });
    await ask(sandbox, { ...event, window: until });
    expect(warningsOf(await ask(sandbox, { ...event, ...since('11:00') }))).not.toContain(
      'Already',
    );
    expect(warningsOf(await ask(sandbox, { ...event, ...since('09:00') }))).toContain(
      'Already waiting',
    );
  });
});

describe('an event of another organization', () => {
  it('triggers a warning with a link to the request in the ledger', async () => {
    const sandbox = product();
    const first = await ask(sandbox, {
      organization: 'Globex',
      configuration: 'Ticket sync',
      eventIds: '52001',
    });
    const wrong = await ask(sandbox, {
      organization: 'Initech',
      configuration: 'Reports',
      eventIds: '63001 52001',
    });
    expect(warningsOf(wrong)).toMatch(
      new RegExp(`\\*Asked for Globex Events before\\*: 52001, .*\\|${factsOf(first).reference}>`),
    );
  });
});
