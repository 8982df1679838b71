import {
  ALARM,
  added,
  altered,
  changed,
  dropped,
  EVENT_RULE,
  EVENT_TARGET,
  FILTER,
  FUNCTION,
  granted,
  LOG_GROUP,
  type Mutation,
  PERMISSION,
  policy,
  provider,
  QUEUE_POLICY,
  ROLE,
  replaced,
  SCHEDULE,
  SECRET,
  SUBSCRIPTION,
  setting,
  URL_TYPE,
} from './changes.ts';
import { DASHBOARD_MUTATIONS } from './dashboard-mutations.ts';

const TELLS_OF_ALARMS =
  'notifies the one topic of each alarm and its end within five minutes, and never of missing data';
const ofSlack =
  'lets slack read its secret and the organizations, start and ask for executions, complete callbacks, start worker, wait for lookup, and nothing else';
const ofRepush =
  'lets the workflow read both secrets, keep its own executions, leave dead letters, and nothing else';
const ofWorker =
  'lets worker read the Slack secret, ask for executions and list them, leave dead letters, and nothing else';
const KEEPS_WORKFLOW =
  'keeps the workflow’s name, and protects it from replacement or removal in production';
const HEARS_OF_ENDS =
  "matches every execution of this stage's workflow that ended without a report, and no others";
const STARTS_WORKER =
  'starts worker with its events, and keeps those that worker could not process as dead letters';
const LEAVES_DEAD_LETTERS = 'lets only that rule send to the dead-letter queue';
const byWildcard = 'grants no bare wildcard as action or resource, and nothing in another stage';

export const MUTATIONS: readonly Mutation[] = [
  ...DASHBOARD_MUTATIONS,
  ['a wider permission of slack', ofSlack, granted('SlackRole', 'lambda:StopDurableExecution')],
  ['a wider permission of the workflow', ofRepush, granted('RepushHandlerRole', 'sqs:*')],
  ['a permission by wildcard', byWildcard, granted('RepushHandlerRole', 'sqs:*')],
  [
    'the doo secret for worker',
    ofWorker,
    policy('WorkerRole', (text) =>
      text.replace(/("arn:aws:secretsmanager[^"]*)slack(-[^"]*")/, '$1slack$2,$1doo$2'),
    ),
  ],
  [
    'the credentials of doo for slack',
    ofSlack,
    policy('SlackRole', (text) =>
      text.replace(
        /("arn:aws:secretsmanager[^"]*)organizations(-[^"]*")/,
        '$1organizations$2,$1doo$2',
      ),
    ),
  ],
  [
    'the Slack secret for lookup',
    'lets lookup read the doo secret, and nothing else',
    policy('LookupRole', (text) =>
      text.replace(/("arn:aws:secretsmanager[^"]*)doo(-[^"/]*")/, '$1doo$2,$1slack$2'),
    ),
  ],
  [
    'a secret of production for another stage',
    byWildcard,
    policy('SlackRole', (text) =>
      text.replace('doo-repush/production/organizations', 'doo-repush/other/organizations'),
    ),
  ],
  [
    'a wider permission of the schedule',
    'lets the schedule start worker, leave dead letters, and nothing else',
    granted('ReconcileRole', 'lambda:InvokeFunction'),
  ],
  [
    'an unqualified ARN',
    'addresses executions by a qualified ARN: an unqualified one matches none',
    policy('WorkerRole', (text) => text.replace('-repush:*', '-repush')),
  ],
  [
    'callbacks completed by worker',
    'lets only slack complete callbacks',
    policy('WorkerRole', (text) =>
      text.replace('lambda:GetDurableExecution', 'lambda:SendDurableExecutionCallbackFailure'),
    ),
  ],
  [
    'a managed policy',
    'has no other roles, and only inline policies',
    altered(ROLE, 'SlackRole', () => ({
      managedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'],
    })),
  ],
  [
    'a role trusting the account',
    'lets only Lambda assume the role of a function, and only the scheduler that of the schedule',
    altered(ROLE, 'RepushHandlerRole', ({ assumeRolePolicy }) => ({
      assumeRolePolicy: changed(String(assumeRolePolicy), (text) =>
        text.replace('{"Service":', '{"AWS":"arn:aws:iam::123456789012:root","Service":'),
      ),
    })),
  ],
  [
    'a second URL',
    'has one URL, that of slack, without CORS',
    added(URL_TYPE, 'WorkerUrl', { functionName: 'doo-repush-production-worker' }),
  ],
  [
    'CORS',
    'has one URL, that of slack, without CORS',
    altered(URL_TYPE, 'SlackUrl', () => ({ cors: { allowOrigins: ['*'] } })),
  ],
  [
    'a function open to another principal',
    'lets only its URL invoke slack, only that rule invoke worker, and nobody else any function',
    altered(PERMISSION, 'SlackInvokeFunction', () => ({ invokedViaFunctionUrl: false })),
  ],
  [
    'a dropped alarm',
    'has every alarm, with the right metric and threshold',
    dropped(ALARM, 'DeadLettersAlarm'),
  ],
  [
    'an alarm that nobody hears',
    TELLS_OF_ALARMS,
    altered(ALARM, 'SlackErrorsAlarm', () => ({ alarmActions: [] })),
  ],
  [
    'an alarm whose end nobody hears',
    TELLS_OF_ALARMS,
    altered(ALARM, 'DeadLettersAlarm', () => ({ okActions: undefined })),
  ],
  [
    'a daily run that may fail in silence',
    'reports a missing daily run after 26 hours',
    altered(ALARM, 'DailyRunAlarm', () => ({ treatMissingData: 'notBreaching' })),
  ],
  [
    'signatures of which unsigned deliveries are counted',
    'counts the log lines of invalid signatures, and no others',
    altered(FILTER, 'ForeignSignatures', ({ pattern }) => ({
      pattern: changed(String(pattern), (text) => text.replace(' && $.reason = "signature"', '')),
    })),
  ],
  [
    'a lost requester',
    'gives each function exactly its settings',
    altered(FUNCTION, 'WorkerFunction', ({ environment }) => {
      const { REQUESTERS: _, ...variables } = Object(environment).variables;
      return { environment: { variables } };
    }),
  ],
  [
    'another account',
    'is deployed only to its account and region',
    provider(() => ({ allowedAccountIds: ['999999999999'] })),
  ],
  [
    'another region',
    'is deployed only to its account and region',
    provider(() => ({ region: 'us-east-1' })),
  ],
  [
    'a missing tag',
    'tags everything with app, stage and commit',
    provider(() => ({ defaultTags: { tags: { app: 'doo-repush', stage: 'production' } } })),
  ],
  [
    'no subscription',
    'notifies the subscribed person of alarms',
    dropped(SUBSCRIPTION, 'AlarmEmail'),
  ],
  [
    'a filter on another event',
    'counts the log lines of unknown outcomes, and no others',
    altered(FILTER, 'UnknownOutcomes', ({ pattern }) => ({
      pattern: changed(String(pattern), (text) => text.replace('target_ended', 'target_done')),
    })),
  ],
  [
    'a filter on deliveries that are let in',
    'counts the log lines of refused deliveries, and no others',
    altered(FILTER, 'RefusedDeliveries', ({ pattern }) => ({
      pattern: changed(String(pattern), (text) => text.replace('delivery_refused', 'delivered')),
    })),
  ],
  ['a third filter', 'counts nothing else', added(FILTER, 'More')],
  [
    'a reservation that nobody asked for',
    'limits the concurrency of slack if configured, and of nothing else',
    altered(FUNCTION, 'SlackFunction', () => ({ reservedConcurrentExecutions: 50 })),
  ],
  [
    'a reservation of the workflow',
    'limits the concurrency of slack if configured, and of nothing else',
    altered(FUNCTION, 'RepushHandlerFunction', () => ({ reservedConcurrentExecutions: 50 })),
  ],
  [
    'a missing dead-letter queue',
    'keeps dead letters of worker, workflow and schedule for 14 days',
    altered(FUNCTION, 'RepushHandlerFunction', () => ({ deadLetterConfig: undefined })),
  ],
  [
    'an unbounded log',
    'keeps each function’s logs as JSON, for 90 days',
    altered(LOG_GROUP, 'WorkerLogGroup', () => ({ retentionInDays: 0 })),
  ],
  [
    'a log in plain text',
    'keeps each function’s logs as JSON, for 90 days',
    altered(FUNCTION, 'SlackFunction', ({ loggingConfig }) => ({
      loggingConfig: { ...Object(loggingConfig), logFormat: 'Text' },
    })),
  ],
  [
    'another architecture',
    'has four functions on arm64 and Node 24, each with its memory and timeout',
    altered(FUNCTION, 'WorkerFunction', () => ({ architectures: ['x86_64'] })),
  ],
  [
    'a bundle built by SST',
    'packages each function from dist/, without build options of its own',
    ({ builds, ...graph }) => ({
      ...graph,
      builds: builds.map(({ bundle: _, ...build }) => build),
    }),
  ],
  [
    'build options of SST',
    'packages each function from dist/, without build options of its own',
    ({ builds, ...graph }) => ({
      ...graph,
      builds: builds.map((build) => ({ ...build, properties: { minify: false } })),
    }),
  ],
  ['a setting too many', 'gives each function exactly its settings', setting('DEBUG', '1')],
  ['loopback', 'allows no function loopback addresses', setting('ALLOW_LOOPBACK', '1')],
  [
    'an execution that is cut off while it waits',
    'lets an execution outlast the sum of its waits, and keeps it for 90 days',
    altered(FUNCTION, 'RepushHandlerFunction', () => ({
      durableConfig: { executionTimeout: 14 * 24 * 3600, retentionPeriod: 90 },
    })),
  ],
  [
    'a workflow without versions',
    'publishes versions of the workflow, so that pending requests keep their code',
    altered(FUNCTION, 'RepushHandlerFunction', () => ({ publish: false })),
  ],
  [
    'a workflow of another name in production',
    KEEPS_WORKFLOW,
    altered(FUNCTION, 'RepushHandlerFunction', () => ({ name: 'doo-repush-production-workflow' })),
  ],
  [
    'a workflow that another resource takes the place of',
    KEEPS_WORKFLOW,
    replaced(FUNCTION, 'RepushHandlerFunction', (given) => ({
      ...given,
      name: 'WorkflowFunction',
    })),
  ],
  [
    'a workflow that may be removed from production',
    KEEPS_WORKFLOW,
    replaced(FUNCTION, 'RepushHandlerFunction', (given) => ({ ...given, protect: false })),
  ],
  ['nobody who hears of an end', HEARS_OF_ENDS, dropped(EVENT_RULE, 'Endings')],
  ...[
    ['FAILED', 'BROKEN'],
    ['STOPPED', 'SUCCEEDED'],
    ['TIMED_OUT', 'RUNNING'],
    ['Durable Execution Status Change', 'Function Status Change'],
    ['-production-repush:', '-staging-repush:'],
    ['-production-repush:', '-production-repush'],
  ].map(
    ([from = '', to = '']): Mutation => [
      `a rule for ${to} in place of ${from}`,
      HEARS_OF_ENDS,
      altered(EVENT_RULE, 'Endings', ({ eventPattern }) => ({
        eventPattern: changed(String(eventPattern), (text) => text.replace(from, to)),
      })),
    ],
  ),
  [
    'a rule that stands still',
    HEARS_OF_ENDS,
    altered(EVENT_RULE, 'Endings', () => ({ state: 'DISABLED' })),
  ],
  [
    'a rule on a bus of its own',
    HEARS_OF_ENDS,
    altered(EVENT_RULE, 'Endings', () => ({ eventBusName: 'other' })),
  ],
  ['a rule that starts nothing', STARTS_WORKER, dropped(EVENT_TARGET, 'EndingsWorker')],
  [
    'a rule that starts the workflow',
    STARTS_WORKER,
    altered(EVENT_TARGET, 'EndingsWorker', ({ arn }) => ({
      arn: changed(String(arn), (text) => text.replace('-worker', '-repush')),
    })),
  ],
  [
    'a rule that changes what it hands over',
    STARTS_WORKER,
    altered(EVENT_TARGET, 'EndingsWorker', () => ({ input: '{}' })),
  ],
  [
    'a rule whose events are lost where worker cannot be started',
    STARTS_WORKER,
    altered(EVENT_TARGET, 'EndingsWorker', () => ({ deadLetterConfig: undefined })),
  ],
  [
    'a rule that may not start worker',
    'lets only its URL invoke slack, only that rule invoke worker, and nobody else any function',
    dropped(PERMISSION, 'EndingsInvokeWorker'),
  ],
  [
    'a worker that every rule may start',
    'lets only its URL invoke slack, only that rule invoke worker, and nobody else any function',
    altered(PERMISSION, 'EndingsInvokeWorker', () => ({ sourceArn: undefined })),
  ],
  [
    'dead letters that the rule may not leave',
    LEAVES_DEAD_LETTERS,
    dropped(QUEUE_POLICY, 'EndingsDeadLetters'),
  ],
  [
    'dead letters that everybody may leave',
    LEAVES_DEAD_LETTERS,
    altered(QUEUE_POLICY, 'EndingsDeadLetters', ({ policy: text }) => ({
      policy: changed(String(text), (it) => it.replace(/,"Condition":.*?\}\}/, '')),
    })),
  ],
  [
    'a schedule that stands still',
    'starts worker once a day, with the task to reconcile',
    altered(SCHEDULE, 'ReconcileSchedule', () => ({ state: 'DISABLED' })),
  ],
  [
    'a URL that nobody is told',
    'outputs the URL, the alarm topic and the dead-letter queue to the person who deploys',
    ({ outputs: { url: _, ...outputs }, ...graph }) => ({ ...graph, outputs }),
  ],
  [
    'a value in a secret',
    'creates three secrets for the stage, without values',
    added('aws:secretsmanager/secretVersion:SecretVersion', 'SlackSecretValue'),
  ],
  [
    'a production that can be removed',
    'protects and retains production, and lets every other stage be removed at once',
    ({ app, ...graph }) => ({ ...graph, app: { ...app, protect: false } }),
  ],
  [
    'a secret that goes with its stage',
    'protects and retains production, and lets every other stage be removed at once',
    replaced(SECRET, 'DooSecret', (secret) => ({ ...secret, retainOnDelete: false })),
  ],
  [
    'a resource that nobody asked for',
    'consists of exactly these AWS resources',
    added('aws:s3/bucketV2:BucketV2', 'Bucket'),
  ],
];
