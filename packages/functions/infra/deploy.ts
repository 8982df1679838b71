import { DOCUMENTED_CALLS_PER_DAY } from '@doo-repush/core/doo/allowance';
import { readStageFile, stageTrouble } from '../src/ops/stage/read.ts';
import { namesOf } from '../src/runtime/installation-names.ts';
import { createAlarms } from './alarms.ts';
import { buildBundles } from './bundles.ts';
import { dashboardOf } from './dashboard.ts';
import { createEndingsRule } from './endings.ts';
import { createFunctions } from './functions.ts';
import { readInstallation } from './settings.ts';

const FOURTEEN_DAYS_SECONDS = 14 * 24 * 3600;

/**
 * Deploys one stage. Stages share nothing: every name and ARN contains the stage.
 * @throws Error that names every fault of the stage's file and the settings
 */
export async function deployStage(env: Readonly<Record<string, string | undefined>>) {
  if ($cli.command === 'deploy' && !env.COMMIT)
    throw new Error(
      `Deploy with npm run deploy -- --stage ${$app.stage}: it says what changes in rights, asks, and names the commit.`,
    );
  const names = namesOf($app.stage);
  const reading = await readStageFile($cli.paths.root, $app.stage);
  if (reading.kind !== 'read') throw new Error(stageTrouble($app.stage, reading));
  const installation = readInstallation(env, $app.stage, reading.stage);
  for (const name of installation.overrides)
    process.stdout.write(`${name}: from the environment, not from stages/${$app.stage}.json\n`);
  buildBundles($cli.paths.root);

  const deadLetters = new sst.aws.Queue('DeadLetters', {
    transform: {
      queue: { name: names.deadLetters, messageRetentionSeconds: FOURTEEN_DAYS_SECONDS },
    },
  });
  const { slack, repush, worker } = createFunctions(
    names,
    {
      slackSecret: createSecret('Slack', names.secrets.slack),
      dooSecret: createSecret('Doo', names.secrets.doo),
      organizationsSecret: createSecret('Organizations', names.secrets.organizations),
      deadLetters: deadLetters.arn,
    },
    installation,
  );
  new sst.aws.CronV2('Reconcile', {
    schedule: 'cron(30 3 * * ? *)',
    function: worker,
    event: { v: 1, task: 'reconcile' },
    retries: 3,
    dlq: deadLetters.arn,
  });
  createEndingsRule(names, { repushArn: repush.arn, worker, deadLetters });
  const logGroups = {
    repush: repush.nodes.function.nodes.logGroup.apply((group) => $output(group?.name ?? '')),
    slack: slack.nodes.logGroup.apply((group) => $output(group?.name ?? '')),
    worker: worker.nodes.logGroup.apply((group) => $output(group?.name ?? '')),
  };
  const alarms = createAlarms(names, logGroups, installation.alarmEmail);
  new aws.cloudwatch.Dashboard('Dashboard', {
    dashboardName: names.dashboard,
    dashboardBody: JSON.stringify(
      dashboardOf(names, {
        region: reading.stage.region,
        callsPerDay: Number(installation.settings.DOO_CALLS_PER_DAY ?? DOCUMENTED_CALLS_PER_DAY),
      }),
    ),
  });
  return { url: slack.url, alarms: alarms.arn, deadLetters: deadLetters.url };
}

/** Creates a secret without a value: an operator writes it, which keeps it out of the state. */
function createSecret(id: string, name: string): $util.Output<string> {
  const isProduction = $app.stage === 'production';
  return new aws.secretsmanager.Secret(
    `${id}Secret`,
    { name, recoveryWindowInDays: isProduction ? 30 : 0 },
    { retainOnDelete: isProduction },
  ).arn;
}
