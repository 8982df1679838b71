import { logGroupOf, type Names } from '../src/runtime/installation-names.ts';

type Permission = Extract<
  NonNullable<sst.aws.FunctionArgs['permissions']>,
  readonly unknown[]
>[number];

/** Only Lambda may assume a function's role; by default, SST also lets the whole account. */
export const TRUSTED_BY_LAMBDA = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } },
  ],
});

/** The ARNs of the resources that permissions refer to. */
export interface Resources {
  readonly slackSecret: $util.Input<string>;
  readonly dooSecret: $util.Input<string>;
  readonly organizationsSecret: $util.Input<string>;
  readonly deadLetters: $util.Input<string>;
}

/**
 * The complete permissions of each function; no managed policy is attached. ARNs of functions and log
 * groups are derived from names, because a role exists before its function. An execution's ARN is below a
 * version of its function, so permissions on executions end in `:*` (AWS docs: Security and permissions for
 * Lambda durable functions). Listing executions across versions is a permission on the function itself.
 */
export function permissionsOf(names: Names, resources: Resources) {
  const { partition } = aws.getPartitionOutput();
  const { region } = aws.getRegionOutput();
  const { accountId } = aws.getCallerIdentityOutput();
  const functionArn = (name: string) =>
    $interpolate`arn:${partition}:lambda:${region}:${accountId}:function:${name}`;
  const executions = $interpolate`${functionArn(names.functions.repush)}:*`;

  const readSecrets = (...secrets: $util.Input<string>[]): Permission => ({
    actions: ['secretsmanager:GetSecretValue'],
    resources: secrets,
  });
  const writeLog = (name: string): Permission => ({
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: [
      $interpolate`arn:${partition}:logs:${region}:${accountId}:log-group:${logGroupOf(name)}:*`,
    ],
  });
  const keepDeadLetters: Permission = {
    actions: ['sqs:SendMessage'],
    resources: [resources.deadLetters],
  };

  return {
    slack: [
      writeLog(names.functions.slack),
      readSecrets(resources.slackSecret, resources.organizationsSecret),
      {
        actions: [
          'lambda:InvokeFunction',
          'lambda:SendDurableExecutionCallbackSuccess',
          'lambda:GetDurableExecution',
        ],
        resources: [executions],
      },
      {
        actions: ['lambda:InvokeFunction'],
        resources: [functionArn(names.functions.worker), functionArn(names.functions.lookup)],
      },
    ],
    repush: [
      writeLog(names.functions.repush),
      readSecrets(resources.slackSecret, resources.dooSecret),
      {
        actions: ['lambda:CheckpointDurableExecution', 'lambda:GetDurableExecutionState'],
        resources: [executions],
      },
      keepDeadLetters,
    ],
    worker: [
      writeLog(names.functions.worker),
      readSecrets(resources.slackSecret),
      {
        actions: ['lambda:GetDurableExecution', 'lambda:GetDurableExecutionHistory'],
        resources: [executions],
      },
      {
        actions: ['lambda:ListDurableExecutionsByFunction'],
        resources: [functionArn(names.functions.repush), executions],
      },
      keepDeadLetters,
    ],
    lookup: [writeLog(names.functions.lookup), readSecrets(resources.dooSecret)],
  } satisfies Record<string, Permission[]>;
}
