import { localTime } from '@doo-repush/core/doo/time';
import { click, enter, openForm, submit } from '@doo-repush/sandbox/driver';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { afterEach, describe, expect, it } from 'vitest';
import { commandAnswer } from '../../../support/command-answer.ts';
import { formHead, formValues } from '../../../support/command-form.ts';
import { failedDeliveries } from '../../../support/failed-deliveries.ts';
import { acmeOrders } from '../../../support/product.ts';
import { productForFile } from '../../../support/product-for-file.ts';
import { factsOf, HOUR_MS, MINUTE_MS, now, press, stateOf } from '../../../support/requests.ts';

const product = productForFile();
const DAY_MS = 24 * HOUR_MS;
const ZONE = 'Europe/Berlin';

afterEach(() => expect(failedDeliveries(product())).toEqual([]));

/** Asks with what a line says of the window. @returns the card, which waits */
async function askedBy(line: string, change: Parameters<typeof enter>[2] = {}): Promise<Message> {
  const { window: _window, ...others } = acmeOrders;
  await openForm(product(), people.requester, line);
  await enter(product(), people.requester, { ...others, ...change });
  const { outcome, errors } = await submit(product(), people.requester);
  expect({ outcome, errors }).toEqual({ outcome: 'closed', errors: {} });
  await product().lambda.idle();
  const card = product()
    .slack.client.messages(people.approvals)
    .findLast((message) => message.metadata?.event_type === 'doo_repush_card');
  if (card === undefined) throw new Error('No card was posted');
  return now(product(), card);
}

async function expired(card: Message): Promise<Message> {
  product().clock.advance(DAY_MS + MINUTE_MS);
  await product().lambda.idle();
  expect(stateOf(now(product(), card))).toBe('expired');
  return now(product(), card);
}

/** The window in the form that *Run again* opens, as the pickers show it. */
async function windowAgain(card: Message): Promise<Record<string, unknown>> {
  const { clock } = product();
  // Early in a minute, so that it is still the same one when the form is looked at.
  clock.advance(65_000 - (clock.now() % 60_000));
  await click(product(), people.requester, card, 'again');
  const values = formValues(product(), people.requester);
  return Object.fromEntries(
    Object.entries(values).filter(([name]) => /^(?:window|after|before)/.test(name)),
  );
}

const head = () => formHead(product(), people.requester);
const minutesAgo = (minutes: number) => localTime(product().clock.now() - minutes * 60_000, ZONE);
const picked = (side: string, local: string) => ({
  [`${side}_date`]: local.slice(0, 10),
  [`${side}_time`]: local.slice(11, 16),
});
const ABSOLUTE = { kind: 'since', after: { date: '2026-10-01', time: '08:30' } } as const;

describe('Run again on an expired card', () => {
  it.each([
    ['since:2h', 120],
    ['since:"2 Stunden"', 120],
    ['since:"last 90 minutes"', 90],
    ['since:1d', 1_440],
  ])('moves on a window that was typed as "%s", and says so', async (line, minutes) => {
    const card = await expired(await askedBy(line));
    const before = String(factsOf(card).after);
    expect(await windowAgain(card)).toEqual({
      window: 'since',
      ...picked('after', minutesAgo(minutes)),
    });
    expect(head()).toContain('*The times have moved on*');
    expect(head()).toContain(minutesAgo(minutes).slice(11, 16));
    expect(head()).toContain(before.slice(11, 16));
  });

  it('moves both ends on, and once more when that request expires too', async () => {
    const card = await expired(await askedBy('since:6h until:1h'));
    const moved = () => ({
      window: 'between',
      ...picked('after', minutesAgo(360)),
      ...picked('before', localTime(product().clock.now() - 60 * MINUTE_MS + 59_999, ZONE)),
    });
    expect(await windowAgain(card)).toEqual(moved());
    await submit(product(), people.requester);
    await product().lambda.idle();
    const second = product()
      .slack.client.messages(people.approvals)
      .findLast((message) => message.metadata?.event_type === 'doo_repush_card');
    if (second === undefined) throw new Error('No card was posted');
    expect(second.ts).not.toBe(card.ts);
    await expired(second);
    expect(await windowAgain(now(product(), second))).toEqual(moved());
  });

  it.each(['since:2026-10-01T08:30', 'since:"01.10.2026 08:30"'])(
    'leaves the window of "%s" as it is',
    async (line) => {
      const card = await expired(await askedBy(line));
      expect(await windowAgain(card)).toEqual({
        window: 'since',
        ...picked('after', '2026-10-01 08:30'),
      });
      expect(head()).not.toContain('moved on');
    },
  );

  it('leaves a day that was named as it is', async () => {
    const card = await expired(await askedBy('since:yesterday'));
    expect(await windowAgain(card)).toMatchObject({
      after_date: String(factsOf(card).after).slice(0, 10),
    });
    expect(head()).not.toContain('moved on');
  });

  it('leaves a window that was changed by hand as it is', async () => {
    const card = await expired(await askedBy('since:2h', { window: ABSOLUTE }));
    expect(await windowAgain(card)).toEqual({
      window: 'since',
      ...picked('after', '2026-10-01 08:30'),
    });
  });

  it('moves on nothing where nothing would be left of the window', async () => {
    const until = localTime(product().clock.now() - HOUR_MS, ZONE)
      .slice(0, 16)
      .replace(' ', 'T');
    const card = await expired(await askedBy(`since:2h until:${until}`));
    expect(await windowAgain(card)).toEqual({
      window: 'between',
      ...picked('after', String(factsOf(card).after)),
      ...picked('before', until.replace('T', ' ')),
    });
    expect(head()).not.toContain('moved on');
  });

  it('does the same for the command "again"', async () => {
    const card = await expired(await askedBy('since:3h'));
    await commandAnswer(product(), people.requester, `again ${factsOf(card).reference}`);
    expect(formValues(product(), people.requester)).toMatchObject(picked('after', minutesAgo(180)));
  });
});

describe('Run again on a card that did not expire', () => {
  it('keeps the window of a request that was cancelled', async () => {
    const card = await press(product(), people.requester, await askedBy('since:2h'), 'cancel');
    const before = String(factsOf(card).after);
    product().clock.advance(DAY_MS);
    await product().lambda.idle();
    expect(await windowAgain(card)).toEqual({ window: 'since', ...picked('after', before) });
    expect(head()).not.toContain('moved on');
  });
});
