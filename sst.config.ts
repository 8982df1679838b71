/// <reference path="./.sst/platform/config.d.ts" />

/** Settings of an installation, taken from the environment of the deployment. */
const INSTALLATION_SETTINGS = ['APPROVAL_CHANNEL', 'APPROVERS', 'REQUESTERS', 'APPROVER_MENTION'];

export default $config({
  app(input) {
    const isProduction = input?.stage === 'production';
    return {
      name: 'doo-repush',
      home: 'aws',
      protect: isProduction,
      removal: isProduction ? 'retain' : 'remove',
    };
  },
  async run() {
    const secretOf = (name: string) =>
      new aws.secretsmanager.Secret(`${name}Secret`, {
        name: `doo-repush/${$app.stage}/${name.toLowerCase()}`,
      });
    const slackSecret = secretOf('Slack');
    const dooSecret = secretOf('Doo');
    const given = INSTALLATION_SETTINGS.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value] as const];
    });
    const environment = {
      SLACK_SECRET_ID: slackSecret.arn,
      DOO_SECRET_ID: dooSecret.arn,
      ...Object.fromEntries(given),
    };
    const mayReadSecrets = {
      actions: ['secretsmanager:GetSecretValue'],
      resources: [slackSecret.arn, dooSecret.arn],
    };
    const bundled = { handler: 'index.handler', runtime: 'nodejs24.x', architecture: 'arm64' } as const;

    const repush = new sst.aws.Workflow('Repush', {
      ...bundled,
      bundle: 'dist/repush',
      memory: '512 MB',
      retention: '90 days',
      timeout: { execution: '14 days', invocation: '5 minutes' },
      environment,
      permissions: [mayReadSecrets],
    });
    const worker = new sst.aws.Function('Worker', {
      ...bundled,
      bundle: 'dist/worker',
      memory: '512 MB',
      timeout: '5 minutes',
      environment,
      permissions: [
        mayReadSecrets,
        { actions: ['lambda:GetDurableExecution'], resources: [$interpolate`${repush.arn}:*`] },
      ],
    });
    const slack = new sst.aws.Function('Slack', {
      ...bundled,
      bundle: 'dist/slack',
      memory: '1024 MB',
      timeout: '10 seconds',
      url: { authorization: 'none', cors: false },
      environment: {
        ...environment,
        STAGE: $app.stage,
        REPUSH_FUNCTION: $interpolate`${repush.name}:${repush.qualifier}`,
        WORKER_FUNCTION: worker.name,
      },
      permissions: [
        mayReadSecrets,
        {
          actions: [
            'lambda:InvokeFunction',
            'lambda:SendDurableExecutionCallbackSuccess',
            'lambda:GetDurableExecution',
          ],
          resources: [$interpolate`${repush.arn}:*`],
        },
        { actions: ['lambda:InvokeFunction'], resources: [worker.arn] },
      ],
    });
    return { url: slack.url };
  },
});
