import { METRICS } from '@doo-repush/functions/runtime/metrics';
import { expect } from 'vitest';
import * as z from 'zod';
import { type Graph, ofType, REGION, theOne } from '../synthesis/graph.ts';
import type { Rule } from './rule.ts';

/** As far as it is used here (AWS docs: Dashboard body structure and syntax). */
const bodySchema = z.strictObject({
  start: z.string(),
  periodOverride: z.literal('inherit'),
  widgets: z
    .array(
      z.strictObject({
        type: z.literal('metric'),
        x: z.int().min(0).max(23),
        y: z.int().min(0),
        width: z.int().min(1).max(24),
        height: z.int().min(1).max(1_000),
        properties: z.strictObject({
          title: z.string(),
          region: z.string(),
          view: z.literal('timeSeries'),
          stacked: z.boolean(),
          stat: z.string(),
          period: z.int().multipleOf(60),
          metrics: z.array(z.array(z.unknown()).min(1)).min(1).max(500),
          yAxis: z.strictObject({ left: z.strictObject({ min: z.number() }) }),
          annotations: z.optional(
            z.strictObject({
              horizontal: z.array(z.strictObject({ label: z.string(), value: z.number() })),
            }),
          ),
        }),
      }),
    )
    .max(500),
});

const TITLES = [
  /^Requests by how they ended/,
  /^Calls to doo by their outcome/,
  /^Waiting or being sent/,
  /^Requests that began/,
  /^Answers to Slack in milliseconds, with the start/,
  /^Calls to doo of the day/,
  /^Refused deliveries/,
  /^Cost of/,
];

/** AWS docs: Types of metrics for Lambda functions, and durable-monitoring. */
const OF_LAMBDA = [
  'ApproximateRunningDurableExecutions',
  'Duration',
  'DurableExecutionFailed',
  'DurableExecutionStarted',
  'DurableExecutionStopped',
  'DurableExecutionTimedOut',
  'Invocations',
  'UrlRequestLatency',
];

const FILTER = 'aws:cloudwatch/logMetricFilter:LogMetricFilter';
const SEARCHED = /^SEARCH\('\{"([\w-]+)","(\w+)"\} MetricName="(\w+)"', 'Sum', \d+\)$/;

function widgetsOf(graph: Graph) {
  const { dashboardBody } = theOne(graph, 'aws:cloudwatch/dashboard:Dashboard', 'Dashboard').inputs;
  return bodySchema.parse(JSON.parse(String(dashboardBody))).widgets;
}

/** Each metric of the dashboard as namespace, name and dimensions; a search as what it finds. */
function metricsOf(graph: Graph): readonly (readonly string[])[] {
  return widgetsOf(graph).flatMap(({ properties }) =>
    properties.metrics.flatMap((metric) => {
      const texts = metric.filter((part) => typeof part === 'string');
      if (texts.length > 0) return [texts];
      const { expression } = Object(metric[0]);
      const [, namespace, by, name] = SEARCHED.exec(String(expression)) ?? [];
      return namespace && by && name ? [[namespace, name, by]] : [];
    }),
  );
}

export const dashboardRules: readonly Rule[] = [
  {
    title: 'shows requests, waiting, answer times, calls to doo, refused deliveries and cost',
    check(graph) {
      const titles = widgetsOf(graph).map(({ properties }) => properties.title);
      expect(titles).toEqual(TITLES.map((title) => expect.stringMatching(title)));
    },
  },
  {
    title: 'shows metrics of its own stage and region only',
    check(graph) {
      const own = ['slack', 'repush', 'worker', 'lookup'].map(
        (part) => `doo-repush-${graph.app.stage}-${part}`,
      );
      for (const { properties } of widgetsOf(graph)) expect(properties.region).toBe(REGION);
      const metrics = metricsOf(graph);
      expect(metrics.length).toBeGreaterThan(20);
      for (const [namespace = '', , , dimension] of metrics) {
        if (namespace !== 'AWS/Lambda') expect(own).toContain(namespace);
        else if (dimension !== undefined) expect(own).toContain(dimension);
      }
    },
  },
  {
    title: 'shows only metrics that its functions write, its filters count or AWS documents',
    check(graph) {
      const counted = ofType(graph, FILTER).map(({ name }) => name);
      const written = Object.entries(METRICS).map(([event, { name, by }]) =>
        by === 'event' ? [name, by, event] : [name, by],
      );
      for (const [namespace, name = '', ...dimensions] of metricsOf(graph)) {
        if (namespace === 'AWS/Lambda') expect(OF_LAMBDA).toContain(name);
        else if (dimensions.length === 0) expect(counted).toContain(name);
        else expect(written).toContainEqual([name, ...dimensions]);
      }
    },
  },
];
