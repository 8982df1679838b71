import { createLog } from '@doo-repush/functions/runtime/log';
import { expect } from 'vitest';
import { ACCOUNT, type Graph, ofType, REGION, theOne } from '../synthesis/graph.ts';
import type { Rule } from './rule.ts';

/** Every alarm by its name without the stage, with its metric and threshold. */
const ALARMS: readonly [name: string, metric: string, statistic: string, threshold: number][] = [
  ['dead-letters', 'AWS/SQS ApproximateNumberOfMessagesVisible dead-letters', 'Maximum', 1],
  ['lookup-errors', 'AWS/Lambda Errors lookup', 'Sum', 1],
  ['lookup-throttles', 'AWS/Lambda Throttles lookup', 'Sum', 1],
  ['repush-errors', 'AWS/Lambda Errors repush', 'Sum', 1],
  ['repush-failed', 'AWS/Lambda DurableExecutionFailed repush', 'Sum', 1],
  ['repush-running', 'AWS/Lambda ApproximateRunningDurableExecutionsUtilization', 'Maximum', 80],
  ['repush-stored', 'AWS/Lambda DurableExecutionStorageWrittenBytes repush', 'Maximum', 80_000_000],
  ['repush-throttles', 'AWS/Lambda Throttles repush', 'Sum', 1],
  ['repush-timed-out', 'AWS/Lambda DurableExecutionTimedOut repush', 'Sum', 1],
  ['repush-unknown', 'repush UnknownOutcomes', 'Sum', 1],
  ['slack-errors', 'AWS/Lambda Errors slack', 'Sum', 1],
  ['slack-late', 'AWS/Lambda UrlRequestLatency slack', 'Maximum', 2300],
  ['slack-refused', 'slack RefusedDeliveries', 'Sum', 300],
  ['slack-signatures', 'slack ForeignSignatures', 'Sum', 3],
  ['slack-slow', 'AWS/Lambda Duration slack', 'Maximum', 2300],
  ['slack-throttles', 'AWS/Lambda Throttles slack', 'Sum', 1],
  ['worker-daily', 'worker DailyRuns', 'Sum', 1],
  ['worker-errors', 'AWS/Lambda Errors worker', 'Sum', 1],
  ['worker-throttles', 'AWS/Lambda Throttles worker', 'Sum', 1],
];

const ALARM = 'aws:cloudwatch/metricAlarm:MetricAlarm';
const isNotDaily = ({ name }: { readonly name: string }) => name !== 'DailyRunAlarm';
const FILTER = 'aws:cloudwatch/logMetricFilter:LogMetricFilter';
const EQUALITY = /\$\.(\w+) = "(\w+)"/g;

/** Whether a filter pattern of the form `{ $.a = "x" && $.b = "y" }` matches a log line. */
function counts(pattern: string, line: string): boolean {
  if (!/^\{ \$\.\w+ = "\w+"(?: && \$\.\w+ = "\w+")* \}$/.test(pattern))
    throw new Error(`not a pattern that is understood here: ${pattern}`);
  const fields = JSON.parse(line);
  return [...pattern.matchAll(EQUALITY)].every(([, name = '', value]) => fields[name] === value);
}

function logLine(event: string, fields: Record<string, string>): string {
  const lines: string[] = [];
  createLog(
    (line) => lines.push(line),
    () => 0,
  )
    .with({ reference: 'ABC123' })
    .info(event, fields);
  return lines.join('');
}

export const alarmRules: readonly Rule[] = [
  {
    title: 'has every alarm, with the right metric and threshold',
    check(graph) {
      const prefix = `doo-repush-${graph.app.stage}-`;
      const alarms = ofType(graph, ALARM).map(({ inputs }) => {
        const of = Object.values(Object(inputs.dimensions));
        const metric = [inputs.namespace, inputs.metricName, ...of].join(' ');
        const name = String(inputs.name).replace(prefix, '');
        return [name, metric.replaceAll(prefix, ''), inputs.statistic, inputs.threshold];
      });
      expect(alarms.toSorted()).toEqual(ALARMS);
    },
  },
  {
    title:
      'notifies the one topic of each alarm and its end within five minutes, and never of missing data',
    check(graph) {
      const topic = `arn:aws:sns:${REGION}:${ACCOUNT}:doo-repush-${graph.app.stage}-alarms`;
      for (const { name, inputs } of ofType(graph, ALARM).filter(isNotDaily))
        expect(inputs, name).toMatchObject({
          comparisonOperator: 'GreaterThanOrEqualToThreshold',
          period: 300,
          evaluationPeriods: 1,
          treatMissingData: 'notBreaching',
          alarmActions: [topic],
          okActions: [topic],
        });
    },
  },
  {
    title: 'notifies the subscribed person of alarms',
    check(graph) {
      const subscriptions = ofType(graph, 'aws:sns/topicSubscription:TopicSubscription');
      expect(subscriptions.map(({ inputs }) => inputs)).toEqual([
        {
          topic: `arn:aws:sns:${REGION}:${ACCOUNT}:doo-repush-${graph.app.stage}-alarms`,
          protocol: 'email',
          endpoint: 'operators@example.com',
        },
      ]);
    },
  },
  {
    title: 'counts the log lines of unknown outcomes, and no others',
    check(graph) {
      const pattern = patternOf(graph, 'repush', 'UnknownOutcomes');
      expect(counts(pattern, logLine('target_ended', { outcome: 'unknown' }))).toBe(true);
      expect(counts(pattern, logLine('target_ended', { outcome: 'accepted' }))).toBe(false);
      expect(counts(pattern, logLine('request_ended', { outcome: 'unknown' }))).toBe(false);
    },
  },
  {
    title: 'counts the log lines of refused deliveries, and no others',
    check(graph) {
      const pattern = patternOf(graph, 'slack', 'RefusedDeliveries');
      expect(counts(pattern, logLine('delivery_refused', { reason: 'signature' }))).toBe(true);
      expect(counts(pattern, logLine('delivery_failed', { reason: 'signature' }))).toBe(false);
    },
  },
  {
    title: 'counts the log lines of invalid signatures, and no others',
    check(graph) {
      const pattern = patternOf(graph, 'slack', 'ForeignSignatures');
      expect(counts(pattern, logLine('delivery_refused', { reason: 'signature' }))).toBe(true);
      expect(counts(pattern, logLine('delivery_refused', { reason: 'unsigned' }))).toBe(false);
    },
  },
  {
    title: 'reports a missing daily run after 26 hours',
    check(graph) {
      const pattern = patternOf(graph, 'worker', 'DailyRuns');
      expect(counts(pattern, logLine('task_done', { task: 'reconcile' }))).toBe(true);
      expect(counts(pattern, logLine('task_done', { task: 'home' }))).toBe(false);
      const topic = `arn:aws:sns:${REGION}:${ACCOUNT}:doo-repush-${graph.app.stage}-alarms`;
      expect(theOne(graph, ALARM, 'DailyRunAlarm').inputs).toMatchObject({
        comparisonOperator: 'LessThanThreshold',
        period: 3_600,
        evaluationPeriods: 26,
        treatMissingData: 'breaching',
        alarmActions: [topic],
        okActions: [topic],
      });
    },
  },
  {
    title: 'counts nothing else',
    check(graph) {
      expect(ofType(graph, FILTER)).toHaveLength(4);
    },
  },
];

/** The pattern that counts a function's log lines into the metric of that name. */
function patternOf(graph: Graph, of: string, metric: string): string {
  const name = `doo-repush-${graph.app.stage}-${of}`;
  const filter = theOne(graph, FILTER, metric);
  expect(filter.inputs).toMatchObject({
    logGroupName: `/aws/lambda/${name}`,
    metricTransformation: { name: metric, namespace: name, value: '1' },
  });
  return String(filter.inputs.pattern);
}
