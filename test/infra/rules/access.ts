import { expect } from 'vitest';
import { ACCOUNT, type Graph, ofType, REGION } from '../synthesis/graph.ts';
import type { Rule } from './rule.ts';

const ROLE = 'aws:iam/role:Role';

interface Statement {
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: unknown;
}

/**
 * Everything that a role may do, one line per action and resource; statements other than Allow are shown as
 * they are.
 */
function grantsOf(graph: Graph, roleName: string): readonly string[] {
  const policies = ofType(graph, ROLE)
    .filter(({ name }) => name === roleName)
    .flatMap(({ inputs }) => (Array.isArray(inputs.inlinePolicies) ? inputs.inlinePolicies : []));
  return policies.flatMap(({ policy }) => statementsOf(policy).flatMap(lines)).toSorted();
}

/** The distinct actions that a role allows on any resource. */
export function actionsOf(graph: Graph, roleName: string): readonly string[] {
  const actions = grantsOf(graph, roleName).map((grant) => grant.split(' ')[0] ?? '');
  return [...new Set(actions)].toSorted();
}

function statementsOf(policy: string): readonly Statement[] {
  return JSON.parse(policy).Statement;
}

function lines(statement: Statement): readonly string[] {
  const { Effect, Action, Resource, Condition } = statement;
  if (Effect !== 'Allow' || Condition !== undefined) return [JSON.stringify(statement)];
  return Action.flatMap((action) => Resource.map((resource) => `${action} ${resource}`));
}

function allGrants(graph: Graph): readonly string[] {
  return ofType(graph, ROLE).flatMap(({ name }) => grantsOf(graph, name));
}

/** The ARNs of a stage's resources as used in permissions. */
function arnsOf(stage: string) {
  const arn = (service: string, rest: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;
  return {
    executions: arn('lambda', `function:doo-repush-${stage}-repush:*`),
    repush: arn('lambda', `function:doo-repush-${stage}-repush`),
    worker: arn('lambda', `function:doo-repush-${stage}-worker`),
    lookup: arn('lambda', `function:doo-repush-${stage}-lookup`),
    log: (name: string) => arn('logs', `log-group:/aws/lambda/doo-repush-${stage}-${name}:*`),
    slackSecret: arn('secretsmanager', `secret:doo-repush/${stage}/slack-AbCdEf`),
    organizationsSecret: arn('secretsmanager', `secret:doo-repush/${stage}/organizations-AbCdEf`),
    dooSecret: arn('secretsmanager', `secret:doo-repush/${stage}/doo-AbCdEf`),
    deadLetters: arn('sqs', `doo-repush-${stage}-dead-letters`),
  };
}

const EXACT: readonly [
  title: string,
  role: string,
  grants: (arns: ReturnType<typeof arnsOf>) => readonly string[],
][] = [
  [
    'lets slack read its secret and the organizations, start and ask for executions, complete callbacks, start worker, wait for lookup',
    'SlackRole',
    ({ executions, worker, lookup, log, slackSecret, organizationsSecret }) => [
      `lambda:GetDurableExecution ${executions}`,
      `lambda:InvokeFunction ${executions}`,
      `lambda:InvokeFunction ${lookup}`,
      `lambda:InvokeFunction ${worker}`,
      `lambda:SendDurableExecutionCallbackSuccess ${executions}`,
      `logs:CreateLogStream ${log('slack')}`,
      `logs:PutLogEvents ${log('slack')}`,
      `secretsmanager:GetSecretValue ${organizationsSecret}`,
      `secretsmanager:GetSecretValue ${slackSecret}`,
    ],
  ],
  [
    'lets lookup read the doo secret',
    'LookupRole',
    ({ log, dooSecret }) => [
      `logs:CreateLogStream ${log('lookup')}`,
      `logs:PutLogEvents ${log('lookup')}`,
      `secretsmanager:GetSecretValue ${dooSecret}`,
    ],
  ],
  [
    'lets the workflow read both secrets, keep its own executions, leave dead letters',
    'RepushHandlerRole',
    ({ executions, log, slackSecret, dooSecret, deadLetters }) => [
      `lambda:CheckpointDurableExecution ${executions}`,
      `lambda:GetDurableExecutionState ${executions}`,
      `logs:CreateLogStream ${log('repush')}`,
      `logs:PutLogEvents ${log('repush')}`,
      `secretsmanager:GetSecretValue ${dooSecret}`,
      `secretsmanager:GetSecretValue ${slackSecret}`,
      `sqs:SendMessage ${deadLetters}`,
    ],
  ],
  [
    'lets worker read the Slack secret, ask for executions and list them, leave dead letters',
    'WorkerRole',
    ({ executions, repush, log, slackSecret, deadLetters }) => [
      `lambda:GetDurableExecution ${executions}`,
      `lambda:GetDurableExecutionHistory ${executions}`,
      `lambda:ListDurableExecutionsByFunction ${executions}`,
      `lambda:ListDurableExecutionsByFunction ${repush}`,
      `logs:CreateLogStream ${log('worker')}`,
      `logs:PutLogEvents ${log('worker')}`,
      `secretsmanager:GetSecretValue ${slackSecret}`,
      `sqs:SendMessage ${deadLetters}`,
    ],
  ],
  [
    'lets the schedule start worker, leave dead letters',
    'ReconcileRole',
    ({ worker, deadLetters }) => [
      `lambda:InvokeFunction ${worker}`,
      `sqs:SendMessage ${deadLetters}`,
    ],
  ],
];

export const accessRules: readonly Rule[] = [
  ...EXACT.map(([title, role, grants]) => ({
    title: `${title}, and nothing else`,
    check: (graph: Graph) =>
      expect(grantsOf(graph, role)).toEqual(grants(arnsOf(graph.app.stage)).toSorted()),
  })),
  {
    title: 'has no other roles, and only inline policies',
    check(graph) {
      expect(
        ofType(graph, ROLE)
          .map(({ name }) => name)
          .toSorted(),
      ).toEqual(['LookupRole', 'ReconcileRole', 'RepushHandlerRole', 'SlackRole', 'WorkerRole']);
      for (const { inputs } of ofType(graph, ROLE))
        expect(inputs.managedPolicyArns ?? []).toEqual([]);
      const attached = graph.resources.filter(({ type }) => /^aws:iam\/(?!role:)/.test(type));
      expect(attached).toEqual([]);
    },
  },
  {
    title:
      'lets only Lambda assume the role of a function, and only the scheduler that of the schedule',
    check(graph) {
      const trusts = ofType(graph, ROLE).map(({ name, inputs }) => {
        const policy = inputs.assumeRolePolicy;
        const { Statement } = typeof policy === 'string' ? JSON.parse(policy) : Object(policy);
        return [
          name,
          Statement.map(({ Effect, Action, Principal }: Record<string, unknown>) => ({
            Effect,
            Action,
            Principal,
          })),
        ];
      });
      const trust = (Service: string) => [
        { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service } },
      ];
      expect(Object.fromEntries(trusts)).toEqual({
        SlackRole: trust('lambda.amazonaws.com'),
        RepushHandlerRole: trust('lambda.amazonaws.com'),
        WorkerRole: trust('lambda.amazonaws.com'),
        LookupRole: trust('lambda.amazonaws.com'),
        ReconcileRole: trust('scheduler.amazonaws.com'),
      });
    },
  },
  {
    title: 'addresses executions by a qualified ARN: an unqualified one matches none',
    check(graph) {
      const durable = allGrants(graph).filter((grant) =>
        /DurableExecution(?!sByFunction)/.test(grant),
      );
      expect(durable.length).toBeGreaterThan(0);
      expect(durable.filter((grant) => !grant.endsWith('-repush:*'))).toEqual([]);
    },
  },
  {
    title: 'lets only slack complete callbacks',
    check(graph) {
      const may = ofType(graph, ROLE).filter(({ name }) =>
        grantsOf(graph, name).some((grant) => /Callback/.test(grant)),
      );
      expect(may.map(({ name }) => name)).toEqual(['SlackRole']);
    },
  },
  {
    title: 'grants no bare wildcard as action or resource, and nothing in another stage',
    check(graph) {
      const { stage } = graph.app;
      const own = new RegExp(`doo-repush[-/]${stage}[-/]`);
      const grants = allGrants(graph);
      expect(grants.filter((grant) => /^\S*\*\S* | \*$/.test(grant))).toEqual([]);
      expect(grants.filter((grant) => !own.test(grant))).toEqual([]);
    },
  },
];
