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
  type Mutate,
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

const TELLS_OF_ALARMS =
  'tells the one topic of each alarm within five minutes, of its end as well, and of no silence';
const ofSlack =
  'lets slack read its secret and the organizations, start and ask for executions, complete callbacks, start worker, wait for lookup, and nothing else';
const ofRepush =
  'lets the workflow read both secrets, keep its own executions, leave dead letters, and nothing else';
const ofWorker =
  'lets worker read the Slack secret, ask for executions and list them, leave dead letters, and nothing else';
const KEEPS_WORKFLOW =
  'keeps the workflow under its name, and production refuses to replace or remove it';
const HEARS_OF_ENDS =
  "hears of every execution of this stage's workflow that ended without a report, and of no others";
const STARTS_WORKER = 'starts worker with what it hears, and keeps what worker could not be given';
const LEAVES_DEAD_LETTERS = 'lets that rule alone, of all others, leave dead letters';
const byWildcard =
  'grants no action and no resource by a bare wildcard, and nothing of another stage';

/** A change, the rule that must notice it, and the change itself. */
export const MUTATIONS: readonly [change: string, title: string, mutate: Mutate][] = [
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
    'lets slack alone complete callbacks',
    policy('WorkerRole', (text) =>
      text.replace('lambda:GetDurableExecution', 'lambda:SendDurableExecutionCallbackFailure'),
    ),
  ],
  [
    'a managed policy',
    'has no other roles, and no policies but those written into them',
    altered(ROLE, 'SlackRole', () => ({
      managedPolicyArns: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'],
    })),
  ],
  [
    'a role trusting the account',
    'lets Lambda alone take on the role of a function, and the scheduler that of the schedule',
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
    'opens slack to callers of its URL, worker to that rule, and no function to anyone else',
    altered(PERMISSION, 'SlackInvokeFunction', () => ({ invokedViaFunctionUrl: false })),
  ],
  [
    'a dropped alarm',
    'has every alarm, on the right metric, from the right value on',
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
    'tells of a daily run that did not happen, when 26 hours are over',
    altered(ALARM, 'DailyRunAlarm', () => ({ treatMissingData: 'notBreaching' })),
  ],
  [
    'signatures of which unsigned deliveries are counted',
    'counts the log lines of signatures that are not right, and no others',
    altered(FILTER, 'ForeignSignatures', ({ pattern }) => ({
      pattern: changed(String(pattern), (text) => text.replace(' && $.reason = "signature"', '')),
    })),
  ],
  [
    'a lost requester',
    'gives each function its settings and no others',
    altered(FUNCTION, 'WorkerFunction', ({ environment }) => {
      const { REQUESTERS: _, ...variables } = Object(environment).variables;
      return { environment: { variables } };
    }),
  ],
  [
    'another account',
    'is deployed to its account and region alone',
    provider(() => ({ allowedAccountIds: ['999999999999'] })),
  ],
  [
    'another region',
    'is deployed to its account and region alone',
    provider(() => ({ region: 'us-east-1' })),
  ],
  [
    'a missing tag',
    'tags everything with app, stage and commit',
    provider(() => ({ defaultTags: { tags: { app: 'doo-repush', stage: 'production' } } })),
  ],
  [
    'no subscription',
    'writes to the person who asked to hear of alarms',
    dropped(SUBSCRIPTION, 'AlarmEmail'),
  ],
  [
    'a filter on another event',
    'counts the log lines of outcomes that are unknown, and no others',
    altered(FILTER, 'UnknownOutcomes', ({ pattern }) => ({
      pattern: changed(String(pattern), (text) => text.replace('target_ended', 'target_done')),
    })),
  ],
  [
    'a filter on deliveries that are let in',
    'counts the log lines of deliveries that are refused, and no others',
    altered(FILTER, 'RefusedDeliveries', ({ pattern }) => ({
      pattern: changed(String(pattern), (text) => text.replace('delivery_refused', 'delivered')),
    })),
  ],
  ['a third filter', 'counts nothing else', added(FILTER, 'More')],
  [
    'a reservation that nobody asked for',
    'bounds how much slack runs at once where that is asked for, and nothing else ever',
    altered(FUNCTION, 'SlackFunction', () => ({ reservedConcurrentExecutions: 50 })),
  ],
  [
    'a reservation of the workflow',
    'bounds how much slack runs at once where that is asked for, and nothing else ever',
    altered(FUNCTION, 'RepushHandlerFunction', () => ({ reservedConcurrentExecutions: 50 })),
  ],
  [
    'a missing dead-letter queue',
    'keeps for 14 days what worker, workflow and schedule could not be given',
    altered(FUNCTION, 'RepushHandlerFunction', () => ({ deadLetterConfig: undefined })),
  ],
  [
    'an unbounded log',
    'keeps the logs of each function as JSON, for 90 days',
    altered(LOG_GROUP, 'WorkerLogGroup', () => ({ retentionInDays: 0 })),
  ],
  [
    'a log in plain text',
    'keeps the logs of each function as JSON, for 90 days',
    altered(FUNCTION, 'SlackFunction', ({ loggingConfig }) => ({
      loggingConfig: { ...Object(loggingConfig), logFormat: 'Text' },
    })),
  ],
  [
    'another architecture',
    'has four functions on arm64 and Node 24, each with its memory and its time',
    altered(FUNCTION, 'WorkerFunction', () => ({ architectures: ['x86_64'] })),
  ],
  [
    'a bundle built by SST',
    'packs each function from dist/, and builds nothing with options of its own',
    ({ builds, ...graph }) => ({
      ...graph,
      builds: builds.map(({ bundle: _, ...build }) => build),
    }),
  ],
  [
    'build options of SST',
    'packs each function from dist/, and builds nothing with options of its own',
    ({ builds, ...graph }) => ({
      ...graph,
      builds: builds.map((build) => ({ ...build, properties: { minify: false } })),
    }),
  ],
  ['a setting too many', 'gives each function its settings and no others', setting('DEBUG', '1')],
  ['loopback', 'lets no function talk to loopback', setting('ALLOW_LOOPBACK', '1')],
  [
    'an execution that is cut off while it waits',
    'lets an execution live longer than its waits together, and keeps it for 90 days',
    altered(FUNCTION, 'RepushHandlerFunction', () => ({
      durableConfig: { executionTimeout: 14 * 24 * 3600, retentionPeriod: 90 },
    })),
  ],
  [
    'a workflow without versions',
    'publishes versions of the workflow, so that what waits keeps its code',
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
  ].map(([from = '', to = '']): (typeof MUTATIONS)[number] => [
    `a rule for ${to} in place of ${from}`,
    HEARS_OF_ENDS,
    altered(EVENT_RULE, 'Endings', ({ eventPattern }) => ({
      eventPattern: changed(String(eventPattern), (text) => text.replace(from, to)),
    })),
  ]),
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
    'opens slack to callers of its URL, worker to that rule, and no function to anyone else',
    dropped(PERMISSION, 'EndingsInvokeWorker'),
  ],
  [
    'a worker that every rule may start',
    'opens slack to callers of its URL, worker to that rule, and no function to anyone else',
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
    'tells who deploys the URL, the topic of the alarms and the queue of dead letters',
    ({ outputs: { url: _, ...outputs }, ...graph }) => ({ ...graph, outputs }),
  ],
  [
    'a value in a secret',
    'makes three secrets of the stage, and writes no value into them',
    added('aws:secretsmanager/secretVersion:SecretVersion', 'SlackSecretValue'),
  ],
  [
    'a production that can be removed',
    'protects and keeps production, and lets every other stage be removed at once',
    ({ app, ...graph }) => ({ ...graph, app: { ...app, protect: false } }),
  ],
  [
    'a secret that goes with its stage',
    'protects and keeps production, and lets every other stage be removed at once',
    replaced(SECRET, 'DooSecret', (secret) => ({ ...secret, retainOnDelete: false })),
  ],
  [
    'a resource that nobody asked for',
    'consists of these resources of AWS and no others',
    added('aws:s3/bucketV2:BucketV2', 'Bucket'),
  ],
];
