import type { Names } from '../src/runtime/installation-names.ts';

/** The statuses of an execution that ended without a report. */
const STATUSES = ['FAILED', 'STOPPED', 'TIMED_OUT'];

interface Parts {
  readonly repushArn: $util.Input<string>;
  readonly worker: sst.aws.Function;
  readonly deadLetters: sst.aws.Queue;
}

/**
 * Starts `worker` when an execution of this stage's workflow ends without a report. Lambda publishes each
 * status change to the account's default bus (AWS docs: Monitoring durable functions); the function's ARN
 * in it includes the version.
 */
export function createEndingsRule(names: Names, { repushArn, worker, deadLetters }: Parts): void {
  const rule = new aws.cloudwatch.EventRule('Endings', {
    name: names.endings,
    description: 'An execution of the workflow ended without a report',
    eventPattern: $jsonStringify({
      source: ['aws.lambda'],
      'detail-type': ['Durable Execution Status Change'],
      detail: { status: STATUSES, functionArn: [{ prefix: $interpolate`${repushArn}:` }] },
    }),
  });
  new aws.lambda.Permission('EndingsInvokeWorker', {
    action: 'lambda:InvokeFunction',
    function: worker.name,
    principal: 'events.amazonaws.com',
    sourceArn: rule.arn,
  });
  new aws.cloudwatch.EventTarget('EndingsWorker', {
    rule: rule.name,
    arn: worker.arn,
    deadLetterConfig: { arn: deadLetters.arn },
  });
  new aws.sqs.QueuePolicy('EndingsDeadLetters', {
    queueUrl: deadLetters.url,
    policy: $jsonStringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'sqs:SendMessage',
          Principal: { Service: 'events.amazonaws.com' },
          Resource: deadLetters.arn,
          Condition: { ArnEquals: { 'aws:SourceArn': rule.arn } },
        },
      ],
    }),
  });
}
