import { UNREPORTED } from '@doo-repush/functions/model/execution-status';
import { expect } from 'vitest';
import { ACCOUNT, ofType, REGION, theOne } from '../synthesis/graph.ts';
import type { Rule } from './rule.ts';

const arn = (service: string, rest: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;
const ruleArn = (stage: string) => arn('events', `rule/doo-repush-${stage}-endings`);
const deadLetters = (stage: string) => arn('sqs', `doo-repush-${stage}-dead-letters`);

/** How the end of an execution becomes known, and that no deployment causes one. */
export const endingRules: readonly Rule[] = [
  {
    title:
      "matches every execution of this stage's workflow that ended without a report, and no others",
    check(graph) {
      const { stage } = graph.app;
      const [rule, ...others] = ofType(graph, 'aws:cloudwatch/eventRule:EventRule');
      expect(others).toEqual([]);
      const { name, state, eventBusName, eventPattern } = Object(rule?.inputs);
      expect({ name, state, eventBusName }).toEqual({
        name: `doo-repush-${stage}-endings`,
        state: undefined,
        eventBusName: undefined,
      });
      expect(JSON.parse(eventPattern)).toEqual({
        source: ['aws.lambda'],
        'detail-type': ['Durable Execution Status Change'],
        detail: {
          status: UNREPORTED,
          functionArn: [{ prefix: arn('lambda', `function:doo-repush-${stage}-repush:`) }],
        },
      });
    },
  },
  {
    title:
      'starts worker with its events, and keeps those that worker could not process as dead letters',
    check(graph) {
      const { stage } = graph.app;
      expect(
        ofType(graph, 'aws:cloudwatch/eventTarget:EventTarget').map(({ inputs }) => inputs),
      ).toEqual([
        {
          rule: `doo-repush-${stage}-endings`,
          arn: arn('lambda', `function:doo-repush-${stage}-worker`),
          deadLetterConfig: { arn: deadLetters(stage) },
        },
      ]);
    },
  },
  {
    title: 'lets only that rule send to the dead-letter queue',
    check(graph) {
      const { stage } = graph.app;
      const policies = ofType(graph, 'aws:sqs/queuePolicy:QueuePolicy').map(({ inputs }) => [
        inputs.queueUrl,
        JSON.parse(String(inputs.policy)).Statement,
      ]);
      expect(policies).toEqual([
        [
          `https://sqs.example/doo-repush-${stage}-dead-letters`,
          [
            {
              Effect: 'Allow',
              Action: 'sqs:SendMessage',
              Principal: { Service: 'events.amazonaws.com' },
              Resource: deadLetters(stage),
              Condition: { ArnEquals: { 'aws:SourceArn': ruleArn(stage) } },
            },
          ],
        ],
      ]);
    },
  },
  {
    title: 'keeps the workflow’s name, and protects it from replacement or removal in production',
    check(graph) {
      const { stage } = graph.app;
      const workflow = theOne(graph, 'aws:lambda/function:Function', 'RepushHandlerFunction');
      expect(workflow.inputs.name).toBe(`doo-repush-${stage}-repush`);
      expect(workflow.protect).toBe(stage === 'production');
    },
  },
];
