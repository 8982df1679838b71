import { AnswerDeadlineError, createAnswerDeadline } from '@doo-repush/functions/slack/deadline';
import { createWorkflowClient } from '@doo-repush/functions/slack/workflow-client';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ordersRequest } from '../../support/any-request.ts';
import { sendJson, startLocalServer } from '../../support/local-server.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

const deadline = createAnswerDeadline(Date.now);
const workflow = () => createWorkflowClient('repush:1', 'worker', undefined, deadline);

function awsAt(url: string): void {
  vi.stubEnv('AWS_ENDPOINT_URL_LAMBDA', url);
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'placeholder');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'placeholder');
}

describe('a response after the deadline', () => {
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
  ] as const)(
    '%s, because the person has been told that the result is uncertain',
    async (_, act) => {
      const aws = await startLocalServer(() => undefined);
      awsAt(aws.url);
      vi.useFakeTimers({ toFake: ['performance'] });
      await deadline.answering(undefined, async () => {
        vi.advanceTimersByTime(2_100);
        await expect(act()).rejects.toThrow(AnswerDeadlineError);
      });
      expect(aws.requests).toEqual([]);
    },
  );
});

describe('an execution', () => {
  it.each([
    [200, { Status: 'RUNNING' }, false, false],
    [200, { Status: 'PAUSED' }, false, false],
    [200, { Status: 'SUCCEEDED' }, false, true],
    [200, { Status: 'FAILED' }, true, true],
    [200, { Status: 'STOPPED' }, true, true],
    [200, { Status: 'TIMED_OUT' }, true, true],
    [404, { Type: 'User', Message: 'not kept' }, true, true],
  ] as const)(
    'that AWS answers with %i %o: ended without a report %s, ended %s',
    async (...[status, answer, isUnreported, isEnded]) => {
      const aws = await startLocalServer((_, response) => {
        if (status === 404) response.setHeader('x-amzn-errortype', 'ResourceNotFoundException');
        sendJson(response, status, answer);
      });
      awsAt(aws.url);
      expect(await workflow().endedWithoutReport('arn')).toBe(isUnreported);
      expect(await workflow().hasEnded('arn')).toBe(isEnded);
    },
  );
});

describe('a function that was frozen between two clicks', () => {
  it('handles the later click, although AWS has dropped the connection of the earlier one', async () => {
    const known = new WeakSet<object>();
    const aws = await startLocalServer((_, response) => {
      const { socket } = response;
      if (socket === null || known.has(socket)) return socket?.resetAndDestroy();
      known.add(socket);
      return sendJson(response, 200, {});
    });
    awsAt(aws.url);
    const client = workflow();
    const approved = { v: 1, decision: 'approved', by: 'U0ADAAPPRO' } as const;
    expect(await client.decide('first', approved)).toBe('recorded');
    expect(await client.decide('second', approved)).toBe('recorded');
  });
});
