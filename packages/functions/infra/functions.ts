import { EXECUTION_TIMEOUT_DAYS } from '../src/executions/lifecycle.ts';
import type { Names } from '../src/runtime/installation-names.ts';
import { permissionsOf, type Resources, TRUSTED_BY_LAMBDA } from './permissions.ts';
import type { Installation } from './settings.ts';
import { EXECUTION_RETENTION_DAYS } from './waits.ts';

/** Memory of the functions, in MB. */
export const MEMORY_MB = { slack: 1024, repush: 512, worker: 512, lookup: 1024 } as const;

const BUNDLED = {
  handler: 'index.handler',
  runtime: 'nodejs24.x',
  architecture: 'arm64',
  logging: { format: 'json', retention: '3 months' },
} as const;

/** Creates the functions with their roles, log groups and the only URL. */
export function createFunctions(
  names: Names,
  resources: Resources,
  { settings, slackConcurrency }: Installation,
) {
  $transform(sst.aws.Function, (args) => {
    args.transform = {
      ...args.transform,
      role: { assumeRolePolicy: TRUSTED_BY_LAMBDA, managedPolicyArns: [] },
    };
  });
  const permissions = permissionsOf(names, resources);
  const deadLetterConfig = { targetArn: resources.deadLetters };
  const environment = {
    ...settings,
    COMMIT: process.env.COMMIT ?? 'unknown',
    SLACK_SECRET_ID: resources.slackSecret,
    DOO_SECRET_ID: resources.dooSecret,
  };

  const repush = new sst.aws.Workflow('Repush', {
    ...BUNDLED,
    name: names.functions.repush,
    bundle: 'dist/repush',
    memory: `${MEMORY_MB.repush} MB`,
    timeout: { execution: `${EXECUTION_TIMEOUT_DAYS} days`, invocation: '5 minutes' },
    retention: `${EXECUTION_RETENTION_DAYS} days`,
    environment,
    permissions: permissions.repush,
    transform: {
      function: {
        function(args, options) {
          args.deadLetterConfig = deadLetterConfig;
          // Its requests would end with it: the provider stops every execution of a function that it
          // deletes.
          options.protect = $app.stage === 'production';
        },
      },
    },
  });
  const worker = new sst.aws.Function('Worker', {
    ...BUNDLED,
    name: names.functions.worker,
    bundle: 'dist/worker',
    memory: `${MEMORY_MB.worker} MB`,
    timeout: '5 minutes',
    environment: { ...environment, REPUSH_FUNCTION: names.functions.repush },
    permissions: permissions.worker,
    transform: { function: { deadLetterConfig } },
  });
  // As much CPU as `slack`, because people wait for its cold starts.
  const lookup = new sst.aws.Function('Lookup', {
    ...BUNDLED,
    name: names.functions.lookup,
    bundle: 'dist/lookup',
    memory: `${MEMORY_MB.lookup} MB`,
    timeout: '10 seconds',
    environment: { DOO_SECRET_ID: resources.dooSecret, COMMIT: environment.COMMIT },
    permissions: permissions.lookup,
  });
  const slack = new sst.aws.Function('Slack', {
    ...BUNDLED,
    name: names.functions.slack,
    bundle: 'dist/slack',
    memory: `${MEMORY_MB.slack} MB`,
    timeout: '10 seconds',
    url: { authorization: 'none', cors: false },
    environment: {
      ...environment,
      STAGE: $app.stage,
      REPUSH_FUNCTION: $interpolate`${repush.name}:${repush.qualifier}`,
      WORKER_FUNCTION: worker.name,
      LOOKUP_FUNCTION: lookup.name,
      ORGANIZATIONS_SECRET_ID: resources.organizationsSecret,
    },
    permissions: permissions.slack,
    ...(slackConcurrency !== undefined && { concurrency: { reserved: slackConcurrency } }),
  });
  return { slack, repush, worker };
}
