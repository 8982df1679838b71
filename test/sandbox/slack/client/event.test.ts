import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RecordingApp, startRecordingApp } from '../../../support/recording-app.ts';
import { type StartedSlack, startSlack } from '../../../support/started-slack.ts';

let app: RecordingApp;
let started: StartedSlack;
beforeEach(async () => {
  app = await startRecordingApp();
  started = await startSlack({ requestUrl: app.url, deadlineMs: 40 });
});
afterEach(async () => {
  await started.slack.stop();
  await app.stop();
});

const open = () => started.slack.client.openHome(people.approver);
/** A delivery is in the record as soon as it leaves, so that one too many is seen here too. */
const ended = (count: number) =>
  expect
    .poll(() => started.slack.deliveries.map(({ late, status }) => late || status !== null), {
      interval: 2,
    })
    .toEqual(Array.from({ length: count }, () => true));
const retries = () =>
  app.requests.map(({ headers }) => [
    headers['x-slack-retry-num'],
    headers['x-slack-retry-reason'],
  ]);

describe('an event', () => {
  it('that fails comes again at once, after 1 minute and after 5, and then no more', async () => {
    app.answer({ status: 500 });
    await open();
    await ended(2);
    started.clock.advance(59_999);
    await ended(2);
    started.clock.advance(1);
    await ended(3);
    started.clock.advance(300_000);
    await ended(4);
    started.clock.advance(3_600_000);
    await ended(4);
    expect(retries()).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
      ['2', 'http_error'],
      ['3', 'http_error'],
    ]);
    expect(new Set(app.requests.map(({ body }) => body)).size).toBe(1);
    expect(started.slack.deliveries.map(({ retry }) => retry?.num ?? 0)).toEqual([0, 1, 2, 3]);
  });

  it('that is answered late comes again for that reason, and stops with any 2xx', async () => {
    const { promise: after, resolve: release } = Promise.withResolvers<void>();
    app.answer(({ headers }) =>
      headers['x-slack-retry-num'] === undefined ? { after } : { status: 202 },
    );
    expect(await open()).toMatchObject({ late: true, error: 'operation_timeout' });
    await ended(2);
    release();
    started.clock.advance(3_600_000);
    await ended(2);
    expect(retries()).toEqual([
      [undefined, undefined],
      ['1', 'http_timeout'],
    ]);
  });

  it('that the app declines does not come again', async () => {
    app.answer({ status: 400, headers: { 'x-slack-no-retry': '1' } });
    await open();
    started.clock.advance(3_600_000);
    await ended(1);
  });

  it('that finds no app says so, and ends with Slack', async () => {
    await app.stop();
    await open();
    await expect.poll(() => started.slack.deliveries.length, { interval: 2 }).toBe(2);
    expect(started.slack.deliveries[1]?.retry).toEqual({ num: 1, reason: 'connection_failed' });
    await started.slack.stop();
    started.clock.advance(3_600_000);
    expect(started.slack.deliveries).toHaveLength(2);
  });
});
