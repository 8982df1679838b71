import { type Graph, type Resource, theOne } from './synthesis/graph.ts';

export type Mutate = (graph: Graph) => Graph;
/** A change, the rule that must catch it, and how to make it. */
export type Mutation = readonly [change: string, title: string, mutate: Mutate];
type Inputs = Readonly<Record<string, unknown>>;

export const ALARM = 'aws:cloudwatch/metricAlarm:MetricAlarm';
export const DASHBOARD = 'aws:cloudwatch/dashboard:Dashboard';
export const EVENT_RULE = 'aws:cloudwatch/eventRule:EventRule';
export const EVENT_TARGET = 'aws:cloudwatch/eventTarget:EventTarget';
export const FILTER = 'aws:cloudwatch/logMetricFilter:LogMetricFilter';
export const FUNCTION = 'aws:lambda/function:Function';
export const LOG_GROUP = 'aws:cloudwatch/logGroup:LogGroup';
export const PERMISSION = 'aws:lambda/permission:Permission';
export const QUEUE_POLICY = 'aws:sqs/queuePolicy:QueuePolicy';
export const ROLE = 'aws:iam/role:Role';
export const SCHEDULE = 'aws:scheduler/schedule:Schedule';
export const SECRET = 'aws:secretsmanager/secret:Secret';
export const SUBSCRIPTION = 'aws:sns/topicSubscription:TopicSubscription';
export const URL_TYPE = 'aws:lambda/functionUrl:FunctionUrl';

export const replaced = (
  type: string,
  name: string,
  change: (given: Resource) => Resource,
): Mutate => {
  return (graph) => {
    const given = theOne(graph, type, name);
    const resources = graph.resources.map((each) => (each === given ? change(given) : each));
    return { ...graph, resources };
  };
};

/** Changes the inputs of one resource. */
export const altered = (type: string, name: string, change: (inputs: Inputs) => Inputs): Mutate =>
  replaced(type, name, (given) => ({
    ...given,
    inputs: { ...given.inputs, ...change(given.inputs) },
  }));

export const added =
  (type: string, name: string, inputs: Inputs = {}): Mutate =>
  (graph) => ({
    ...graph,
    resources: [...graph.resources, { type, name, inputs, retainOnDelete: false, protect: false }],
  });

export const dropped =
  (type: string, name: string): Mutate =>
  (graph) => {
    const given = theOne(graph, type, name);
    return { ...graph, resources: graph.resources.filter((each) => each !== given) };
  };

/** Changes a role's only policy. */
export const policy = (role: string, change: (text: string) => string): Mutate =>
  altered(ROLE, role, ({ inlinePolicies }) => ({
    inlinePolicies: Array.isArray(inlinePolicies)
      ? inlinePolicies.map(({ name, policy }) => ({ name, policy: changed(policy, change) }))
      : [],
  }));

/** @throws Error if the change has no effect: it would prove nothing */
export function changed(text: string, change: (text: string) => string): string {
  const next = change(text);
  if (next === text) throw new Error(`nothing to change in ${text}`);
  return next;
}

export const granted = (role: string, action: string, resource = '*'): Mutate =>
  policy(role, (text) => {
    const { Statement, ...rest } = JSON.parse(text);
    const more = { Effect: 'Allow', Action: [action], Resource: [resource] };
    return JSON.stringify({ ...rest, Statement: [...Statement, more] });
  });

export const setting = (name: string, value: string): Mutate =>
  altered(FUNCTION, 'SlackFunction', ({ environment }) => ({
    environment: { variables: { ...Object(environment).variables, [name]: value } },
  }));

/** Changes the configuration of the AWS provider. */
export const provider =
  (change: () => Inputs): Mutate =>
  ({ app, ...graph }) => ({
    ...graph,
    app: { ...app, providers: { aws: { ...app.providers.aws, ...change() } } },
  });
