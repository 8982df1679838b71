import type { Names } from '../src/runtime/installation-names.ts';
import {
  DAILY_RUN,
  FOREIGN_SIGNATURE,
  patternOf,
  REFUSED_DELIVERY,
  UNKNOWN_OUTCOME,
} from './counted-lines.ts';

const FIVE_MINUTES = 300;
/** Slack waits 3 s, and the function itself gives up slightly earlier. Milliseconds. */
const SLOW_ANSWER_MS = 2_300;
/**
 * AWS's recommended threshold for an account's executions, in per cent of the quota (AWS docs:
 * durable-monitoring).
 */
const MOST_OF_QUOTA = 80;
/** Out of the 100 MB that an execution may store. */
const MOST_STORED_BYTES = 80_000_000;
/** One person reaches this by clicking repeatedly; scanners send no well-formed signature. */
const MANY_SIGNATURES = 3;
const HOUR = 3_600;
/** A day, plus time for the run and its retries. */
const DAILY_RUN_WITHIN_HOURS = 26;
/** One per second. Internet scanners probe a few times an hour. */
const MANY_REFUSED = 300;

interface Metric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions?: Record<string, $util.Input<string>>;
  readonly statistic: 'Sum' | 'Maximum';
  /** The alarm fires at or above this value. */
  readonly threshold: number;
}

/**
 * Alarms for everything an operator should know about, on one topic.
 * @param logGroups of the functions whose log lines are counted
 * @param email is subscribed to the topic once its owner confirms
 */
export function createAlarms(
  names: Names,
  logGroups: Readonly<Record<'repush' | 'slack' | 'worker', $util.Input<string>>>,
  email: string | undefined,
) {
  const { slack, repush, worker, lookup } = names.functions;
  const topic = new sst.aws.SnsTopic('Alarms', { transform: { topic: { name: names.alarms } } });
  if (email !== undefined)
    new aws.sns.TopicSubscription('AlarmEmail', {
      topic: topic.arn,
      protocol: 'email',
      endpoint: email,
    });

  const alarm = (id: string, name: string, description: string, metric: Metric) =>
    new aws.cloudwatch.MetricAlarm(`${id}Alarm`, {
      ...metric,
      name,
      alarmDescription: description,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      period: FIVE_MINUTES,
      evaluationPeriods: 1,
      treatMissingData: 'notBreaching',
      alarmActions: [topic.arn],
      okActions: [topic.arn],
    });
  const lambdaMetric = (functionName: string, metricName: string): Metric => ({
    namespace: 'AWS/Lambda',
    metricName,
    dimensions: { FunctionName: functionName },
    statistic: 'Sum',
    threshold: 1,
  });

  for (const [id, name] of [
    ['Slack', slack],
    ['Repush', repush],
    ['Worker', worker],
    ['Lookup', lookup],
  ] as const) {
    alarm(
      `${id}Errors`,
      `${name}-errors`,
      `${name} ended with an error`,
      lambdaMetric(name, 'Errors'),
    );
    alarm(
      `${id}Throttles`,
      `${name}-throttles`,
      `${name} was throttled`,
      lambdaMetric(name, 'Throttles'),
    );
  }
  alarm('SlackSlow', `${slack}-slow`, 'An answer to Slack came close to its limit of 3 s', {
    ...lambdaMetric(slack, 'Duration'),
    statistic: 'Maximum',
    threshold: SLOW_ANSWER_MS,
  });
  // `Duration` excludes the cold start, during which Slack is waiting too.
  alarm(
    'SlackLate',
    `${slack}-late`,
    'An answer came close to 3 s, with the start of the function',
    {
      ...lambdaMetric(slack, 'UrlRequestLatency'),
      statistic: 'Maximum',
      threshold: SLOW_ANSWER_MS,
    },
  );
  alarm(
    'RepushFailed',
    `${repush}-failed`,
    'A request ended without a report: its execution failed. worker closes its card',
    lambdaMetric(repush, 'DurableExecutionFailed'),
  );
  alarm(
    'RepushTimedOut',
    `${repush}-timed-out`,
    'A request ended without a report: its execution ran out of time. worker closes its card',
    lambdaMetric(repush, 'DurableExecutionTimedOut'),
  );
  alarm(
    'DeadLetters',
    names.deadLetters,
    'A request ended without a report, or an event could not be given to its function: never send its message again',
    {
      namespace: 'AWS/SQS',
      metricName: 'ApproximateNumberOfMessagesVisible',
      dimensions: { QueueName: names.deadLetters },
      statistic: 'Maximum',
      threshold: 1,
    },
  );

  const counted = (
    id: string,
    namespace: string,
    logGroupName: $util.Input<string>,
    fields: Readonly<Record<string, string>>,
    name: string,
  ): Pick<Metric, 'namespace' | 'metricName'> => {
    new aws.cloudwatch.LogMetricFilter(id, {
      name,
      logGroupName,
      pattern: patternOf(fields),
      metricTransformation: { name: id, namespace, value: '1', unit: 'Count' },
    });
    return { namespace, metricName: id };
  };
  alarm('UnknownOutcomes', `${repush}-unknown`, 'A send ended as unknown: a person decides', {
    ...counted('UnknownOutcomes', repush, logGroups.repush, UNKNOWN_OUTCOME, `${repush}-unknown`),
    statistic: 'Sum',
    threshold: 1,
  });
  alarm(
    'RefusedDeliveries',
    `${slack}-refused`,
    'Somebody floods the function URL, or Slack signs otherwise',
    {
      ...counted('RefusedDeliveries', slack, logGroups.slack, REFUSED_DELIVERY, `${slack}-refused`),
      statistic: 'Sum',
      threshold: MANY_REFUSED,
    },
  );
  alarm(
    'ForeignSignatures',
    `${slack}-signatures`,
    'Deliveries carry signatures that are not right: the signing secret is probably not the one of the Slack app',
    {
      ...counted(
        'ForeignSignatures',
        slack,
        logGroups.slack,
        FOREIGN_SIGNATURE,
        `${slack}-signatures`,
      ),
      statistic: 'Sum',
      threshold: MANY_SIGNATURES,
    },
  );
  alarm(
    'RunningExecutions',
    `${repush}-running`,
    'The executions that run come close to the quota of the account: above it no request begins',
    {
      namespace: 'AWS/Lambda',
      metricName: 'ApproximateRunningDurableExecutionsUtilization',
      statistic: 'Maximum',
      threshold: MOST_OF_QUOTA,
    },
  );
  alarm(
    'StoredBytes',
    `${repush}-stored`,
    'An execution comes close to the 100 MB that it may keep',
    {
      ...lambdaMetric(repush, 'DurableExecutionStorageWrittenBytes'),
      statistic: 'Maximum',
      threshold: MOST_STORED_BYTES,
    },
  );
  // This alarm is about missing data over 26 hours, so it cannot be an `alarm` of five minutes.
  new aws.cloudwatch.MetricAlarm('DailyRunAlarm', {
    ...counted('DailyRuns', worker, logGroups.worker, DAILY_RUN, `${worker}-daily`),
    name: `${worker}-daily`,
    alarmDescription: 'The daily comparison of cards and executions did not happen',
    statistic: 'Sum',
    comparisonOperator: 'LessThanThreshold',
    threshold: 1,
    period: HOUR,
    evaluationPeriods: DAILY_RUN_WITHIN_HOURS,
    treatMissingData: 'breaching',
    alarmActions: [topic.arn],
    okActions: [topic.arn],
  });
  return topic;
}
