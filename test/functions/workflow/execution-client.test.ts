import {
  DurableExecutionApiClient,
  type DurableExecutionClient,
  withDurableExecution,
} from '@aws/durable-execution-sdk-js';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { createExecutionClient } from '@doo-repush/functions/workflow/execution-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sendJson, startLocalServer } from '../../support/local-server.ts';

/** A response of the durable execution service. */
interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly error?: string;
}

const refusal = (
  message: string,
  error = 'InvalidParameterValueException',
  status = 400,
): Answer => ({
  status,
  error,
  body: { Type: 'User', message, Message: message },
});
const taken = (body: object): Answer => ({ status: 200, body });

/**
 * The SDK's client, connected to a service that gives these responses and then accepts every checkpoint.
 */
async function clientBefore(answers: readonly Answer[]) {
  const left = [...answers];
  const server = await startLocalServer((_request, response) => {
    const { status, body, error } = left.shift() ?? taken({ CheckpointToken: 'next' });
    sendJson(response, status, body, error === undefined ? {} : { 'x-amzn-errortype': error });
  });
  const lambda = new LambdaClient({
    endpoint: server.url,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'placeholder', secretAccessKey: 'placeholder' },
    maxAttempts: 1,
  });
  onTestFinished(() => lambda.destroy());
  return { client: silently(new DurableExecutionApiClient(lambda)), server };
}

/** Suppresses the SDK's log about refused calls. */
function silently(client: DurableExecutionClient): DurableExecutionClient {
  return {
    checkpoint: (request) => client.checkpoint(request),
    getExecutionState: (request) => client.getExecutionState(request),
  };
}

/** How an invocation that records two steps ends: with a status, or by failing. */
async function invocation(
  durableExecutionClient: DurableExecutionClient,
  { result = 'done', NextMarker }: { result?: string; NextMarker?: string } = {},
): Promise<string> {
  const handler = withDurableExecution<unknown, string>(
    async (_event, context) => {
      await context.step('one', async () => 1);
      await context.step('two', async () => 2);
      return result;
    },
    { durableExecutionClient },
  );
  const event = {
    DurableExecutionArn:
      'arn:aws:lambda:eu-central-1:000000000000:function:f:1/durable-execution/a/b',
    CheckpointToken: 'first',
    InitialExecutionState: {
      Operations: [{ Id: 'e', Type: 'EXECUTION', Status: 'STARTED', StartTimestamp: new Date(0) }],
      ...(NextMarker !== undefined && { NextMarker }),
    },
  };
  const context = { awsRequestId: 'r', getRemainingTimeInMillis: () => 60_000 };
  const ended = Promise.resolve(handler(event as never, context as never));
  return ended.then(
    (answer) => String(Reflect.get(Object(answer), 'Status')),
    () => 'the invocation failed',
  );
}

const STALE = refusal('Invalid checkpoint token');
const WITHOUT_TOKEN = taken({ NewExecutionState: { Operations: [] } });

describe('a checkpoint token that AWS refuses', () => {
  it.each([
    'Invalid checkpoint token',
    'Invalid Checkpoint Token',
    'INVALID CHECKPOINT TOKEN',
    'invalid checkpoint token: it was used before',
  ])('ends the invocation but not the execution: %s', async (message) => {
    const { client } = await clientBefore([refusal(message)]);
    expect(await invocation(createExecutionClient(client))).toBe('the invocation failed');
  });

  it('ends only the invocation while the state is read, too', async () => {
    const { client } = await clientBefore([STALE]);
    const ended = await invocation(createExecutionClient(client), { NextMarker: '1' });
    expect(ended).toBe('the invocation failed');
  });

  it.each([
    [
      'a payload that is too large',
      refusal('STEP output payload size must be less than or equal to 262144 bytes.'),
    ],
    ['another parameter', refusal('The checkpoint token and more: Invalid checkpoint token')],
    ['another error of these words', refusal('Invalid checkpoint token', 'ValidationException')],
    ['an execution that is gone', refusal('Not found', 'ResourceNotFoundException', 404)],
  ])('is distinguished from %s, which ends the execution as before', async (_what, answer) => {
    const { client } = await clientBefore([answer]);
    expect(await invocation(createExecutionClient(client))).toBe('FAILED');
  });

  it.each([
    ['too many requests', refusal('Rate exceeded', 'TooManyRequestsException', 429)],
    ['trouble of AWS', refusal('Internal error', 'ServiceException', 500)],
  ])('ends the invocation the way %s does', async (_what, answer) => {
    const { client } = await clientBefore([answer]);
    expect(await invocation(createExecutionClient(client))).toBe('the invocation failed');
  });
});

describe('a checkpoint response without a token', () => {
  it.each([
    ['with what has changed', WITHOUT_TOKEN],
    ['with nothing', taken({})],
    ['with null', taken({ CheckpointToken: null })],
    ['with an empty token', taken({ CheckpointToken: '' })],
  ])('ends the invocation and does not reuse the token: %s', async (_what, answer) => {
    const { client, server } = await clientBefore([answer]);
    expect(await invocation(createExecutionClient(client))).toBe('the invocation failed');
    expect(server.requests).toHaveLength(1);
  });

  it('is valid for the checkpoint that ends the execution', async () => {
    const { client, server } = await clientBefore([
      taken({ CheckpointToken: 'second' }),
      taken({ CheckpointToken: 'third' }),
      taken({}),
    ]);
    const result = 'x'.repeat(6 * 1024 * 1024);
    expect(await invocation(createExecutionClient(client), { result })).toBe('SUCCEEDED');
    expect(server.requests).toHaveLength(3);
    expect(JSON.parse(server.requests.at(-1)?.body ?? '')).toMatchObject({
      Updates: [{ Type: 'EXECUTION', Action: 'SUCCEED' }],
    });
  });
});

describe('the SDK’s own client, which still needs our replacement', () => {
  const REMOVE = 'Remove the wrapper (workflow/execution-client.ts), or this half of it: ';

  it('ends the execution because of a stale token', async () => {
    const { client } = await clientBefore([STALE]);
    const why = `${REMOVE}the SDK ends the invocation alone for a stale token`;
    expect(await invocation(client), why).toBe('FAILED');
  });

  it('continues with the used token after a response without one', async () => {
    const { client, server } = await clientBefore([WITHOUT_TOKEN]);
    await invocation(client);
    const tokens = server.requests.map(({ body }) => JSON.parse(body).CheckpointToken);
    const why = `${REMOVE}the SDK no longer uses a token twice`;
    expect(tokens.slice(0, 2), why).toEqual(['first', 'first']);
  });
});
