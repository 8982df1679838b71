import { createReadEnding } from '@doo-repush/functions/executions/ending';
import { afterEach, expect, it, vi } from 'vitest';
import { sendJson, startLocalServer } from '../../support/local-server.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

/** An AWS where every execution has this status and one step that called doo. */
async function endingOf(status: string) {
  const aws = await startLocalServer(({ path }, response) =>
    sendJson(
      response,
      200,
      path.includes('/history') ? HISTORY : { Status: status, EndTimestamp: 90 },
    ),
  );
  vi.stubEnv('AWS_ENDPOINT_URL_LAMBDA', aws.url);
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'placeholder');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'placeholder');
  return createReadEnding()('arn');
}

const HISTORY = { Events: [{ EventId: 1, EventTimestamp: 1, Name: 'send 1 call 1' }] };

it.each([
  ['RUNNING', undefined],
  ['PAUSING', undefined],
  ['PAUSED', undefined],
  ['DELETING', undefined],
  ['FAILED', { ending: { kind: 'failed', mayHaveSent: true }, atMs: 90_000 }],
  ['STOPPED', { ending: { kind: 'stopped', mayHaveSent: true }, atMs: 90_000 }],
  ['TIMED_OUT', { ending: { kind: 'timed_out', mayHaveSent: true }, atMs: 90_000 }],
])('an execution with the status %s ended as %o', async (status, ending) => {
  expect(await endingOf(status)).toEqual(ending);
});

it('an unknown status of an execution leaves its card as it is', async () => {
  await expect(endingOf('ARCHIVED')).rejects.toThrow('not understood');
});
