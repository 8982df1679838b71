import { createClock } from '@doo-repush/sandbox/clock';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { commandAnswer } from '../../../support/command-answer.ts';
import { formHead, formValues } from '../../../support/command-form.ts';
import { failedDeliveries } from '../../../support/failed-deliveries.ts';
import { productForFile } from '../../../support/product-for-file.ts';
import { ANSWERS_KEPT_MS } from '../../../support/requests.ts';
import { TYPED_CURLS } from '../../../support/typed-curls.ts';
import { TYPED_LINES, type TypedLine, typedTimes } from '../../../support/typed-lines.ts';

const DAY_MS = 86_400_000;
/** The table names days without a year, which mean others once a year has passed. */
const START_MS = Date.UTC(2026, 10, 30, 6);
const clock = createClock();
clock.advance(START_MS - clock.now());
const product = productForFile({ clock });
const berlin = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin', dateStyle: 'short' });
/** The date depends on the product's clock, which is known only once it runs. */
const dayAgo = (days: number) => `${days} days ago`;
const dateOf = (value: string) => {
  const days = /^(\d+) days ago$/.exec(value)?.[1];
  return days === undefined ? value : berlin.format(product().clock.now() - Number(days) * DAY_MS);
};
const LINES = [...typedTimes(dayAgo), ...TYPED_LINES, ...TYPED_CURLS];

beforeEach(() => product().clock.advance(ANSWERS_KEPT_MS));
afterAll(() => expect(failedDeliveries(product())).toEqual([]));

/** What the form takes from a line, and what its head says. */
async function readThroughTheDoor(line: string) {
  const { client } = product().slack;
  const told = await commandAnswer(product(), people.requester, line);
  const view = client.openView(people.requester);
  if (view === undefined) throw new Error(`no form: ${told}`);
  const read = {
    held: formValues(product(), people.requester),
    head: formHead(product(), people.requester),
  };
  await client.close(people.requester, view.view.id);
  return read;
}

test('the table of typed lines is long', () => {
  expect(new Set(LINES.map(([line]) => line)).size).toBeGreaterThanOrEqual(200);
});

describe('a line as people type and paste it', () => {
  test.for(LINES)('%j', async ([line, held, named]: TypedLine) => {
    const read = await readThroughTheDoor(line);
    const expected = { resource: 'orders', ...held };
    expect(read.held).toEqual(
      Object.fromEntries(
        Object.entries(expected).flatMap(([name, value]) =>
          value === undefined ? [] : [[name, typeof value === 'string' ? dateOf(value) : value]],
        ),
      ),
    );
    if (named === undefined) expect(read.head).not.toContain('understand all');
    else expect(read.head).toContain(named.replaceAll('>', '&gt;'));
  });
});
