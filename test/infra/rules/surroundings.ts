import { expect } from 'vitest';
import { ACCOUNT, ofType, REGION } from '../synthesis/graph.ts';
import type { Rule } from './rule.ts';

export const surroundingRules: readonly Rule[] = [
  {
    title: 'has one URL, that of slack, without CORS',
    check(graph) {
      expect(
        ofType(graph, 'aws:lambda/functionUrl:FunctionUrl').map(({ inputs }) => inputs),
      ).toEqual([
        {
          functionName: `doo-repush-${graph.app.stage}-slack`,
          authorizationType: 'NONE',
          invokeMode: 'BUFFERED',
        },
      ]);
    },
  },
  {
    title:
      'lets only its URL invoke slack, only that rule invoke worker, and nobody else any function',
    check(graph) {
      const { stage } = graph.app;
      const opened = { function: `doo-repush-${graph.app.stage}-slack`, principal: '*' };
      const given = ofType(graph, 'aws:lambda/permission:Permission').map(({ inputs }) => inputs);
      const byAction = ({ function: name, action }: Readonly<Record<string, unknown>>) =>
        `${name} ${action}`;
      expect(given.toSorted((a, b) => byAction(a).localeCompare(byAction(b)))).toEqual([
        { ...opened, action: 'lambda:InvokeFunction', invokedViaFunctionUrl: true },
        { ...opened, action: 'lambda:InvokeFunctionUrl', functionUrlAuthType: 'NONE' },
        {
          action: 'lambda:InvokeFunction',
          function: `doo-repush-${stage}-worker`,
          principal: 'events.amazonaws.com',
          sourceArn: `arn:aws:events:${REGION}:${ACCOUNT}:rule/doo-repush-${stage}-endings`,
        },
      ]);
    },
  },
  {
    title: 'outputs the URL, the alarm topic and the dead-letter queue to the person who deploys',
    check({ app, outputs }) {
      const { _protect: ofSst, ...told } = outputs;
      expect(told).toEqual({
        url: 'https://made-up.lambda-url.example/',
        alarms: `arn:aws:sns:${REGION}:${ACCOUNT}:doo-repush-${app.stage}-alarms`,
        deadLetters: `https://sqs.example/doo-repush-${app.stage}-dead-letters`,
      });
    },
  },
  {
    title: 'creates three secrets for the stage, without values',
    check(graph) {
      const { stage } = graph.app;
      const secrets = ofType(graph, 'aws:secretsmanager/secret:Secret');
      expect(secrets.map(({ inputs }) => inputs.name)).toEqual([
        `doo-repush/${stage}/slack`,
        `doo-repush/${stage}/doo`,
        `doo-repush/${stage}/organizations`,
      ]);
      expect(
        graph.resources.filter(({ type }) => /^aws:secretsmanager\/(?!secret:)/.test(type)),
      ).toEqual([]);
    },
  },
  {
    title: 'protects and retains production, and lets every other stage be removed at once',
    check(graph) {
      const isProduction = graph.app.stage === 'production';
      expect(graph.app).toMatchObject(
        isProduction ? { protect: true, removal: 'retain' } : { protect: false, removal: 'remove' },
      );
      const secrets = ofType(graph, 'aws:secretsmanager/secret:Secret');
      expect(
        secrets.map(({ inputs, retainOnDelete }) => [inputs.recoveryWindowInDays, retainOnDelete]),
      ).toEqual(Array(3).fill(isProduction ? [30, true] : [0, false]));
    },
  },
  {
    title: 'is deployed only to its account and region',
    check({ app }) {
      expect(app.providers.aws).toMatchObject({ region: REGION, allowedAccountIds: [ACCOUNT] });
    },
  },
  {
    title: 'tags everything with app, stage and commit',
    check({ app }) {
      expect(app.providers.aws?.defaultTags).toEqual({
        tags: { app: 'doo-repush', stage: app.stage, commit: 'c0ffee' },
      });
    },
  },
  {
    title: 'consists of exactly these AWS resources',
    check(graph) {
      const counts: Record<string, number> = {};
      for (const { type } of graph.resources)
        if (!/^(?:sst:|pulumi:)/.test(type)) counts[type] = (counts[type] ?? 0) + 1;
      expect(counts).toEqual({
        'aws:cloudwatch/dashboard:Dashboard': 1,
        'aws:cloudwatch/eventRule:EventRule': 1,
        'aws:cloudwatch/eventTarget:EventTarget': 1,
        'aws:cloudwatch/logGroup:LogGroup': 4,
        'aws:cloudwatch/logMetricFilter:LogMetricFilter': 4,
        'aws:cloudwatch/metricAlarm:MetricAlarm': 19,
        'aws:iam/role:Role': 5,
        'aws:lambda/function:Function': 4,
        'aws:lambda/functionUrl:FunctionUrl': 1,
        'aws:lambda/permission:Permission': 3,
        'aws:s3/bucketObjectv2:BucketObjectv2': 4,
        'aws:scheduler/schedule:Schedule': 1,
        'aws:secretsmanager/secret:Secret': 3,
        'aws:sns/topic:Topic': 1,
        'aws:sns/topicSubscription:TopicSubscription': 1,
        'aws:sqs/queue:Queue': 1,
        'aws:sqs/queuePolicy:QueuePolicy': 1,
        'random:index/randomBytes:RandomBytes': 1,
      });
    },
  },
];
