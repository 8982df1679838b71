import { type StageFile, stageFileSchema } from '../src/ops/stage/schema.ts';
import { chosenSettings } from '../src/ops/stage/settings.ts';
import { readSettings } from '../src/runtime/settings.ts';

/** The choices of the person who deploys. */
export interface Installation {
  /** The settings as the functions will read them. */
  readonly settings: Readonly<Record<string, string>>;
  /** Settings for which the deployment's environment overrides the file. */
  readonly overrides: readonly string[];
  /** Receives e-mail when an alarm fires; without it, an operator subscribes to the topic. */
  readonly alarmEmail: string | undefined;
  /**
   * How many deliveries `slack` may handle concurrently. AWS refuses the rest, which leaves the other
   * functions their capacity. By default there is no limit: in an account with a low quota AWS refuses the
   * reservation, and the deployment with it.
   */
  readonly slackConcurrency: number | undefined;
}

/** Placeholders for what the deployment adds, for validating the chosen settings. */
const ADDED = {
  SLACK_SECRET_ID: 'added',
  DOO_SECRET_ID: 'added',
  REPUSH_FUNCTION: 'added',
  WORKER_FUNCTION: 'added',
};

/**
 * Reads an installation's settings: the file of its stage, overridden by the deployment's environment.
 * Validates them with the functions' own rules, so that nothing is deployed that they would refuse at their
 * start. An empty variable counts as unset, except that an empty list of requesters is an error: unset, it
 * would leave the file's list in force.
 * @throws Error that names every invalid setting and no value
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

/**
 * The settings that only the deployment reads. @throws Error that names the invalid variable and no value
 */
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
