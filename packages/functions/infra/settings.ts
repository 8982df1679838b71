import { type StageFile, stageFileSchema } from '../src/ops/stage/schema.ts';
import { chosenSettings } from '../src/ops/stage/settings.ts';
import { readSettings } from '../src/runtime/settings.ts';

/** What the person who deploys has chosen. */
export interface Installation {
  /** The settings as the functions will read them. */
  readonly settings: Readonly<Record<string, string>>;
  /** The settings that are not those of the file: the environment of the deployment has its way. */
  readonly overrides: readonly string[];
  /** Who is written to when an alarm goes off; without it an operator subscribes to the topic. */
  readonly alarmEmail: string | undefined;
  /**
   * How many deliveries `slack` may answer at once; what goes beyond is refused by AWS, and so takes
   * nothing of what the other functions need. Without it there is no such bound, since an account
   * with a low quota refuses the reservation, and with it the deployment.
   */
  readonly slackConcurrency: number | undefined;
}

/** Stands in for what the deployment adds, while the chosen settings are checked. */
const ADDED = {
  SLACK_SECRET_ID: 'added',
  DOO_SECRET_ID: 'added',
  REPUSH_FUNCTION: 'added',
  WORKER_FUNCTION: 'added',
};

/**
 * What an installation has chosen: the file of its stage, and over it what the environment of the
 * deployment says. It is read with the functions' own rules, so that what they would refuse at their
 * start is refused before anything is deployed. An empty variable counts as unset, but an empty list of
 * requesters is refused: unset, it would leave those of the file.
 * @throws Error that names every fault of the settings and no value
 */
export function readInstallation(
  env: Readonly<Record<string, string | undefined>>,
  stage: string,
  file: StageFile,
): Installation {
  if (env.REQUESTERS === '')
    throw new Error(
      'REQUESTERS: empty names nobody and overrides nobody. Unset it, and name people in the file of the stage.',
    );
  const { settings, overrides } = chosenSettings(env, stage, file);
  try {
    readSettings('repush', { ...ADDED, ...settings });
    readSettings('slack', { ...ADDED, ...settings, STAGE: stage });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `${reason} They are taken from stages/${stage}.json and the environment of the deployment.`,
    );
  }
  return {
    settings,
    overrides,
    ...ofDeployment(env, file),
  };
}

/** What the deployment alone reads. @throws Error that names the faulty variable and no value */
function ofDeployment(
  {
    ALARM_EMAIL: email,
    SLACK_CONCURRENCY: concurrency,
  }: Readonly<Record<string, string | undefined>>,
  file: StageFile,
): Pick<Installation, 'alarmEmail' | 'slackConcurrency'> {
  const parsed = stageFileSchema.safeParse({
    ...file,
    ...(email && { alarms: { email } }),
    ...(concurrency && { slackConcurrency: Number(concurrency) }),
  });
  if (parsed.success)
    return {
      alarmEmail: parsed.data.alarms?.email,
      slackConcurrency: parsed.data.slackConcurrency,
    };
  const faults = parsed.error.issues.map(
    ({ path, message }) =>
      `${path[0] === 'alarms' ? 'ALARM_EMAIL' : 'SLACK_CONCURRENCY'}: ${message}`,
  );
  throw new Error(`${faults.join('; ')}, in the environment of the deployment.`);
}
