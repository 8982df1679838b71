import { AnswerDeadlineError, answering } from '@doo-repush/functions/slack/answer-deadline';
import { createWorkflowClient } from '@doo-repush/functions/slack/workflow-client';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ordersRequest } from '../../support/any-request.ts';
import { startLocalServer } from '../../support/local-server.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

const workflow = () => createWorkflowClient('repush:1', 'worker');

describe('an answer whose time is over', () => {
  it.each([
    [
      'starts no request',
      () =>
        workflow().start('x-V1', {
          v: 1,
          viewId: 'V1',
          requesterId: 'U0RENEREQU',
          request: ordersRequest(),
        }),
    ],
    [
      'takes no decision',
      () => workflow().decide('callback', { v: 1, decision: 'approved', by: 'U0ADAAPPRO' }),
    ],
    ['starts no worker', () => workflow().startWorker({ v: 1, task: 'reconcile' })],
  ] as const)('%s: the person has been told that it is not certain', async (_, act) => {
    const aws = await startLocalServer(() => undefined);
    vi.stubEnv('AWS_ENDPOINT_URL_LAMBDA', aws.url);
    vi.stubEnv('AWS_REGION', 'eu-central-1');
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'placeholder');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'placeholder');
    vi.useFakeTimers({ toFake: ['performance'] });
    await answering(async () => {
      vi.advanceTimersByTime(2_100);
      await expect(act()).rejects.toThrow(AnswerDeadlineError);
    });
    expect(aws.requests).toEqual([]);
  });
});
