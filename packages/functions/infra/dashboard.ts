import type { Names } from '../src/runtime/installation-names.ts';
import { METRICS } from '../src/runtime/metrics.ts';
import { MEMORY_MB } from './functions.ts';

const HOUR = 3_600;
const DAY = 24 * HOUR;
/** Slack waits no longer for an answer. */
const SLACK_WAITS_MS = 3_000;
/** US dollars for arm64 in most regions (AWS pricing: Lambda); the free tier is left out. */
const DOLLARS = { perGbSecond: 0.000_013_333_4, perInvocation: 0.2 / 1_000_000 };

const WIDTH = 12;
const HEIGHT = 6;

export interface DashboardChoices {
  readonly region: string;
  /** What doo allows an API key a day. */
  readonly callsPerDay: number;
}

type Metric = readonly unknown[];

interface Graph {
  readonly title: string;
  readonly metrics: readonly Metric[];
  readonly stat?: 'Sum' | 'Maximum';
  /** Seconds. */
  readonly period?: number;
  readonly stacked?: boolean;
  /** A line that values should stay below. */
  readonly limit?: { readonly label: string; readonly value: number };
}

/** What a stage shows in CloudWatch (AWS docs: Dashboard body structure and syntax). */
export function dashboardOf(names: Names, { region, callsPerDay }: DashboardChoices) {
  const { slack, repush, worker, lookup } = names.functions;
  const byValue = (namespace: string, { name, by }: { name: string; by: string }): Metric => [
    {
      expression: `SEARCH('{"${namespace}","${by}"} MetricName="${name}"', 'Sum', ${DAY})`,
      label: '',
    },
  ];
  const ofFunction = (name: string, metric: string, more: object): Metric => [
    'AWS/Lambda',
    metric,
    'FunctionName',
    name,
    more,
  ];
  const graphs: readonly Graph[] = [
    {
      title: 'Requests by how they ended, a day',
      metrics: [byValue(repush, METRICS.request_ended)],
      period: DAY,
      stacked: true,
    },
    {
      title: 'Calls to doo by their outcome, a day',
      metrics: [byValue(repush, METRICS.target_ended)],
      period: DAY,
      stacked: true,
    },
    {
      title: 'Waiting or being sent: executions that run in the whole account',
      metrics: [['AWS/Lambda', 'ApproximateRunningDurableExecutions', { label: 'running' }]],
      stat: 'Maximum',
    },
    {
      title: 'Requests that began, and executions without a report, an hour',
      metrics: [
        ofFunction(repush, 'DurableExecutionStarted', { label: 'began' }),
        ofFunction(repush, 'DurableExecutionFailed', { label: 'failed' }),
        ofFunction(repush, 'DurableExecutionTimedOut', { label: 'timed out' }),
        ofFunction(repush, 'DurableExecutionStopped', { label: 'stopped' }),
      ],
      period: HOUR,
    },
    {
      title: 'Answers to Slack in milliseconds, with the start of the function',
      metrics: [
        ofFunction(slack, 'UrlRequestLatency', { stat: 'p50', label: 'half of them' }),
        ofFunction(slack, 'UrlRequestLatency', { stat: 'p99', label: '99 of 100' }),
        ofFunction(slack, 'UrlRequestLatency', { stat: 'Maximum', label: 'slowest' }),
        ofFunction(slack, 'Duration', { stat: 'Maximum', label: 'slowest, without its start' }),
      ],
      limit: { label: 'Slack gives up', value: SLACK_WAITS_MS },
    },
    {
      title: 'Calls to doo of the day, of all API keys',
      metrics: [
        ...[repush, lookup, slack].map((namespace, index) => [
          namespace,
          METRICS.doo_called.name,
          METRICS.doo_called.by,
          'doo_called',
          { id: `m${index}`, visible: false },
        ]),
        [{ expression: 'SUM(METRICS())', label: 'calls', id: 'calls' }],
      ],
      period: DAY,
      limit: { label: 'allowed for one API key', value: callsPerDay },
    },
    {
      title: 'Refused deliveries, an hour',
      metrics: [
        [slack, 'RefusedDeliveries', { label: 'refused' }],
        [slack, 'ForeignSignatures', { label: 'with a wrong signature' }],
      ],
      period: HOUR,
    },
    {
      title:
        'Cost of the functions in US dollars, a day (about; storage, logs and operations apart)',
      metrics: costOf({ slack, repush, worker, lookup }),
      period: DAY,
    },
  ];
  return {
    start: '-P7D',
    periodOverride: 'inherit',
    widgets: graphs.map((graph, index) => widgetOf(graph, index, region)),
  };
}

/** Time and invocations of each function, priced by what it may use. */
function costOf(functions: Names['functions']): readonly Metric[] {
  const parts = Object.entries(functions) as [keyof Names['functions'], string][];
  const measured = parts.flatMap(([part, name]) => [
    ['AWS/Lambda', 'Duration', 'FunctionName', name, { id: `${part}Ms`, visible: false }],
    ['AWS/Lambda', 'Invocations', 'FunctionName', name, { id: `${part}Count`, visible: false }],
  ]);
  const priced = parts.map(([part]) => {
    const perMs = ((MEMORY_MB[part] / 1024) * DOLLARS.perGbSecond) / 1_000;
    const expression = `FILL(${part}Ms, 0) * ${plain(perMs)} + FILL(${part}Count, 0) * ${plain(DOLLARS.perInvocation)}`;
    return [{ expression, label: part, id: `${part}Cost` }];
  });
  return [...measured, ...priced];
}

/** Metric math documents no numbers with exponents. */
function plain(value: number): string {
  return value.toFixed(15);
}

function widgetOf(graph: Graph, index: number, region: string): object {
  const { title, metrics, stat = 'Sum', period = 300, stacked = false, limit } = graph;
  return {
    type: 'metric',
    x: (index % 2) * WIDTH,
    y: Math.floor(index / 2) * HEIGHT,
    width: WIDTH,
    height: HEIGHT,
    properties: {
      title,
      region,
      view: 'timeSeries',
      stacked,
      stat,
      period,
      metrics,
      yAxis: { left: { min: 0 } },
      ...(limit && { annotations: { horizontal: [limit] } }),
    },
  };
}
