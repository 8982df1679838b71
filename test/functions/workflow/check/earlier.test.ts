import { cards } from '@doo-repush/sandbox/driver';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { describe, expect, it } from 'vitest';
import { productForFile } from '../../../support/product-for-file.ts';
import {
  ask,
  factsOf,
  HOUR_MS,
  now,
  passTime,
  press,
  stateOf,
  submitted,
  wordsOf,
} from '../../../support/requests.ts';

const product = productForFile();

const FIRST = /\*Last time\*\nNever, back to <!date\^/;

function repeatsOn(card: Message): string[] {
  return wordsOf(card)
    .split('\n')
    .filter((line) => line.startsWith(':warning:'))
    .flatMap((line) => line.split(' · '))
    .filter((part) => part.includes('Already'));
}

function told(userId: string = people.requester): string {
  return product().slack.client.directMessages(userId).at(-1)?.text ?? '';
}

describe('a request that was made before', () => {
  it('names the first repush to a configuration, and the earlier one of the last day with its link', async () => {
    const sandbox = product();
    const first = await ask(sandbox);
    expect(wordsOf(first)).toMatch(FIRST);
    expect(repeatsOn(first)).toEqual([]);
    expect(sandbox.slack.client.directMessages(people.requester)).toEqual([]);

    const waitingTwice = await ask(sandbox);
    expect(repeatsOn(waitingTwice)).toEqual([expect.stringMatching(/Already waiting.*: 41231 /)]);
    expect(wordsOf(waitingTwice)).not.toMatch(FIRST);

    await press(sandbox, people.approver, first, 'approve');
    const again = await ask(sandbox, { eventIds: '41232 41231' });
    expect(wordsOf(again)).not.toMatch(FIRST);
    const { reference } = factsOf(first);
    const link = `https://sandbox.slack.example/archives/${people.approvals}/p${first.ts.replace('.', '')}`;
    expect(repeatsOn(again)).toHaveLength(2);
    expect(repeatsOn(again).find((line) => line.includes('accepted'))).toContain(
      `: 41231 (<${link}|${reference}>)`,
    );
    const [, message] = sandbox.slack.client.directMessages(people.requester);
    expect(message?.text).toContain(`(<${link}|${reference}>)`);
    expect(message?.text).toContain(`Yours still waits in <#${people.approvals}>`);
  });

  it('is no repeat of another event, resource or organization, nor of one a day ago', async () => {
    const sandbox = product();
    await press(sandbox, people.approver, await ask(sandbox), 'approve');
    const before = told();
    for (const other of [{ eventIds: '77777' }, { resource: 'attendees' }])
      expect(repeatsOn(await ask(sandbox, other))).toEqual([]);
    sandbox.clock.advance(24 * HOUR_MS);
    const later = await ask(sandbox);
    expect(repeatsOn(later)).toEqual([]);
    expect(wordsOf(later)).toMatch(/\*Last time\*\n412 orders \(<!date/);
    expect(told()).toBe(before);
  });

  it('counts as repeated for a day after it was approved, not only after it was asked', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox, { resource: 'invitees' });
    sandbox.clock.advance(23 * HOUR_MS);
    await press(sandbox, people.approver, waiting, 'approve');
    sandbox.clock.advance(20 * HOUR_MS);
    expect(repeatsOn(await ask(sandbox, { resource: 'invitees' }))).toEqual([
      expect.stringContaining('Already accepted'),
    ]);
  });

  it('says that repeats are not known when Slack does not show the channel', async () => {
    const sandbox = product();
    const fault = { error: 'fatal_error' };
    sandbox.slack.faults.add({ method: 'conversations.history', fault, times: 5 });
    const card = await ask(sandbox, { eventIds: '41233' });
    expect(stateOf(card)).toBe('waiting');
    expect(wordsOf(card)).toContain(
      "*Couldn't check for repeats*: Slack didn't load earlier requests",
    );
    expect(wordsOf(card)).not.toMatch(FIRST);
  });

  it('is read once more when Slack answers at the second time, and shown without a link it does not give', async () => {
    const sandbox = product();
    const first = await ask(sandbox, { eventIds: '41233' });
    sandbox.slack.faults.add({ method: 'conversations.history', fault: 'reset_before' });
    sandbox.slack.faults.add({ method: 'chat.getPermalink', fault: 'http_500', times: 3 });
    const [line] = repeatsOn(await ask(sandbox, { eventIds: '41233' }));
    expect(line).toContain(`(${factsOf(first).reference})`);
    expect(cards(sandbox).length).toBeGreaterThan(1);
  });
});

describe('the events of a request', () => {
  it('are shown with title and days, and one that doo does not know is told apart', async () => {
    const sandbox = product();
    const words = wordsOf(await ask(sandbox, { eventIds: '41231 99999' }));
    expect(words).toMatch(/^41231 Acme Summit$/m);
    expect(words).toContain('99999 · not found in doo');
  });

  it('are told apart from events that could not be checked', async () => {
    const sandbox = product();
    await sandbox.doo.faults.set('graphql', { kind: 'status_500' });
    const words = wordsOf(await ask(sandbox, { eventIds: '41231 99999' }));
    expect(words).toContain("41231 (couldn't load the title)");
    expect(words).toContain("99999 (couldn't load the title)");
  });
});

describe('a request for all configurations', () => {
  it('says how many there are, where they are, and that this is unusual', async () => {
    const sandbox = product();
    const waiting = await ask(sandbox, { configuration: 'All systems' });
    const words = wordsOf(waiting);
    expect(words).toMatch(/to \*all \d\d systems\*/);
    expect(words).toMatch(/\*All \d\d systems\* of Acme Conferences will get these/);
    expect(words).toContain('*Production* among the systems');
    expect(words).toMatch(/^\*Systems\*$/m);
  });
});

describe('two requests for the same that are checked at one moment', () => {
  it('are told apart by their cards: the later one names the earlier one, on the card and to the requester', async () => {
    const sandbox = product();
    const before = cards(sandbox).length;
    sandbox.slack.faults.add({ method: 'chat.postMessage', fault: 'http_500' });
    await submitted(sandbox, { resource: 'contacts' });
    expect(cards(sandbox)).toHaveLength(before);
    const earlier = await ask(sandbox, { resource: 'contacts' });
    expect(repeatsOn(earlier)).toEqual([]);
    const toldBefore = sandbox.slack.client.directMessages(people.requester).length;
    const own = () => cards(sandbox).at(before + 1);
    await passTime(sandbox, () => own() !== undefined, { stepMs: 1_000 });
    await sandbox.lambda.idle();

    const later = own();
    if (later === undefined) throw new Error('no card');
    expect(repeatsOn(later)).toEqual([expect.stringContaining(`|${factsOf(earlier).reference}>)`)]);
    expect(repeatsOn(now(sandbox, earlier))).toEqual([]);
    const [message, ...others] = sandbox.slack.client
      .directMessages(people.requester)
      .slice(toldBefore);
    expect(others).toEqual([]);
    expect(message?.text).toContain(`|${factsOf(earlier).reference}>)`);
    const card = await press(sandbox, people.approver, later, 'approve');
    expect(stateOf(card)).toBe('accepted');
  });
});
