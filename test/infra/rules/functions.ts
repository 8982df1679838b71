import { EXECUTION_TIMEOUT_DAYS } from '@doo-repush/functions/executions/lifecycle';
import { TIME_LIMITS_MS } from '@doo-repush/sandbox/time-limits';
import { expect } from 'vitest';
import { LONGEST_WAITS_DAYS, SLACK_AWAY_DAYS } from '../../../packages/functions/infra/waits.ts';
import { FILES } from '../stages.ts';
import { type Graph, ofType } from '../synthesis/graph.ts';
import type { Rule } from './rule.ts';

const FUNCTION = 'aws:lambda/function:Function';
const FROM_SST = ['SST_KEY', 'SST_KEY_FILE', 'SST_RESOURCE_App'];
const DAY_SECONDS = 24 * 3600;

const deadLettersArn = (stage: string) =>
  `arn:aws:sqs:eu-central-1:123456789012:doo-repush-${stage}-dead-letters`;
const secretArn = (stage: string, name: string) =>
  `arn:aws:secretsmanager:eu-central-1:123456789012:secret:doo-repush/${stage}/${name}-AbCdEf`;

/** The result of `pick` for each function, by its name without the stage. */
function byFunction(graph: Graph, pick: (inputs: Readonly<Record<string, unknown>>) => unknown) {
  const prefix = `doo-repush-${graph.app.stage}-`;
  return Object.fromEntries(
    ofType(graph, FUNCTION).map(({ inputs }) => [
      String(inputs.name).replace(prefix, ''),
      pick(inputs),
    ]),
  );
}

/** A function's environment as deployed, without what SST adds for its links. */
function settingsOf(inputs: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { variables } = Object(inputs.environment);
  return Object.fromEntries(
    Object.entries(Object(variables)).filter(([name]) => !FROM_SST.includes(name)),
  );
}

export const functionRules: readonly Rule[] = [
  {
    title: 'has four functions on arm64 and Node 24, each with its memory and timeout',
    check(graph) {
      const base = { architectures: ['arm64'], runtime: 'nodejs24.x', handler: 'index.handler' };
      expect(
        byFunction(graph, ({ architectures, runtime, handler, memorySize, timeout }) => ({
          architectures,
          runtime,
          handler,
          memorySize,
          timeout,
        })),
      ).toEqual({
        slack: { ...base, memorySize: 1024, timeout: 10 },
        repush: { ...base, memorySize: 512, timeout: 300 },
        worker: { ...base, memorySize: 512, timeout: 300 },
        lookup: { ...base, memorySize: 1024, timeout: 10 },
      });
      expect(TIME_LIMITS_MS).toMatchObject({
        slack: 10_000,
        repush: 300_000,
        worker: 300_000,
        lookup: 10_000,
      });
    },
  },
  {
    title: 'limits the concurrency of slack if configured, and of nothing else',
    check(graph) {
      const reserved = byFunction(graph, (inputs) => inputs.reservedConcurrentExecutions ?? 'none');
      const slack = FILES[graph.app.stage]?.slackConcurrency;
      expect(reserved).toEqual({
        slack: slack ?? 'none',
        repush: 'none',
        worker: 'none',
        lookup: 'none',
      });
    },
  },
  {
    title: 'packages each function from dist/, without build options of its own',
    check({ builds }) {
      const asked = builds.map(({ functionID, bundle, handler, links, properties, copyFiles }) => ({
        functionID,
        bundle,
        handler,
        links,
        properties,
        copyFiles,
      }));
      const plainly = {
        handler: 'index.handler',
        links: {},
        properties: { architecture: 'arm64' },
        copyFiles: [],
      };
      expect(asked.toSorted((a, b) => a.functionID.localeCompare(b.functionID))).toEqual([
        { functionID: 'Lookup', bundle: 'dist/lookup', ...plainly },
        { functionID: 'RepushHandler', bundle: 'dist/repush', ...plainly },
        { functionID: 'Slack', bundle: 'dist/slack', ...plainly },
        { functionID: 'Worker', bundle: 'dist/worker', ...plainly },
      ]);
    },
  },
  {
    title: 'gives each function exactly its settings',
    check(graph) {
      const { stage } = graph.app;
      const common = {
        APPROVAL_CHANNEL: 'C0APPROVALS',
        APPROVERS: 'U0APPROVER,S0APPROVERS',
        REQUESTERS: 'S0SUPPORT',
        COMMAND: stage === 'production' ? '/doo-repush' : `/doo-repush-${stage}`,
        COMMIT: 'c0ffee',
        DOO_TIME_ZONE: 'Europe/Vienna',
        SLACK_SECRET_ID: secretArn(stage, 'slack'),
        DOO_SECRET_ID: secretArn(stage, 'doo'),
      };
      expect(byFunction(graph, settingsOf)).toEqual({
        repush: common,
        worker: { ...common, REPUSH_FUNCTION: `doo-repush-${stage}-repush` },
        slack: {
          ...common,
          STAGE: stage,
          REPUSH_FUNCTION: `doo-repush-${stage}-repush:7`,
          WORKER_FUNCTION: `doo-repush-${stage}-worker`,
          LOOKUP_FUNCTION: `doo-repush-${stage}-lookup`,
          ORGANIZATIONS_SECRET_ID: secretArn(stage, 'organizations'),
        },
        lookup: { DOO_SECRET_ID: secretArn(stage, 'doo'), COMMIT: 'c0ffee' },
      });
    },
  },
  {
    title: 'allows no function loopback addresses',
    check(graph) {
      const names = Object.values(byFunction(graph, settingsOf)).flatMap((all) =>
        Object.keys(Object(all)),
      );
      expect(names.filter((name) => /LOOPBACK|ENDPOINT_URL/.test(name))).toEqual([]);
    },
  },
  {
    title: 'keeps each function’s logs as JSON, for 90 days',
    check(graph) {
      const { stage } = graph.app;
      const group = (name: string) => `/aws/lambda/doo-repush-${stage}-${name}`;
      const json = (name: string) => ({ logFormat: 'JSON', logGroup: group(name) });
      expect(byFunction(graph, ({ loggingConfig }) => loggingConfig)).toEqual({
        slack: json('slack'),
        repush: json('repush'),
        worker: json('worker'),
        lookup: json('lookup'),
      });
      const kept = ofType(graph, 'aws:cloudwatch/logGroup:LogGroup').map(({ inputs }) => [
        inputs.name,
        inputs.retentionInDays,
      ]);
      expect(kept.toSorted()).toEqual([
        [group('lookup'), 90],
        [group('repush'), 90],
        [group('slack'), 90],
        [group('worker'), 90],
      ]);
    },
  },
  {
    title: 'lets an execution outlast the sum of its waits, and keeps it for 90 days',
    check(graph) {
      const waitsDays = Object.values(LONGEST_WAITS_DAYS).reduce<number>(
        (sum, days) => sum + days,
        0,
      );
      expect(EXECUTION_TIMEOUT_DAYS).toBeGreaterThan(waitsDays + SLACK_AWAY_DAYS);
      expect(TIME_LIMITS_MS.execution).toBe(EXECUTION_TIMEOUT_DAYS * DAY_SECONDS * 1_000);
      expect(byFunction(graph, ({ durableConfig }) => durableConfig ?? 'none')).toEqual({
        slack: 'none',
        worker: 'none',
        lookup: 'none',
        repush: { executionTimeout: EXECUTION_TIMEOUT_DAYS * DAY_SECONDS, retentionPeriod: 90 },
      });
    },
  },
  {
    title: 'publishes versions of the workflow, so that pending requests keep their code',
    check(graph) {
      expect(byFunction(graph, ({ publish }) => publish)).toEqual({
        slack: false,
        worker: false,
        lookup: false,
        repush: true,
      });
    },
  },
  {
    title: 'keeps dead letters of worker, workflow and schedule for 14 days',
    check(graph) {
      const targetArn = deadLettersArn(graph.app.stage);
      expect(byFunction(graph, ({ deadLetterConfig }) => deadLetterConfig ?? 'none')).toEqual({
        slack: 'none',
        lookup: 'none',
        worker: { targetArn },
        repush: { targetArn },
      });
      expect(
        ofType(graph, 'aws:scheduler/schedule:Schedule').map(
          ({ inputs }) => Object(inputs.target).deadLetterConfig,
        ),
      ).toEqual([{ arn: targetArn }]);
      expect(
        ofType(graph, 'aws:sqs/queue:Queue').map(({ inputs }) => [
          inputs.name,
          inputs.messageRetentionSeconds,
        ]),
      ).toEqual([[`doo-repush-${graph.app.stage}-dead-letters`, 14 * DAY_SECONDS]]);
    },
  },
  {
    title: 'starts worker once a day, with the task to reconcile',
    check(graph) {
      const [schedule, ...others] = ofType(graph, 'aws:scheduler/schedule:Schedule');
      expect(others).toEqual([]);
      expect(schedule?.inputs).toMatchObject({
        scheduleExpression: 'cron(30 3 * * ? *)',
        state: 'ENABLED',
      });
      const { arn, input } = Object(schedule?.inputs.target);
      expect(arn).toBe(
        `arn:aws:lambda:eu-central-1:123456789012:function:doo-repush-${graph.app.stage}-worker`,
      );
      expect(JSON.parse(input)).toEqual({ v: 1, task: 'reconcile' });
    },
  },
];
