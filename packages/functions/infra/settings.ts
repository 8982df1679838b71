import { readSettings } from '../src/runtime/settings.ts';

/** Settings that are the installation's choice: read from the environment of the deployment. */
export const CHOSEN_SETTINGS = [
  'APPROVAL_CHANNEL',
  'APPROVERS',
  'APPROVER_MENTION',
  'REQUESTERS',
  'APPROVAL_TIMEOUT_HOURS',
  'MAX_OPEN_REQUESTS',
  'DOO_TIME_ZONE',
  'DOO_MAX_RATE',
  'DOO_CALLS_PER_DAY',
] as const;

/** What the person who deploys has chosen. */
export interface Installation {
  /** The settings that were given, as the functions will read them. */
  readonly settings: Readonly<Record<string, string>>;
  /** Who is written to when an alarm goes off; without it an operator subscribes to the topic. */
  readonly alarmEmail: string | undefined;
  /**
   * How many deliveries `slack` may answer at once; what goes beyond is refused by AWS, and so takes
   * nothing of what the other functions need. Without it there is no such bound, since an account
   * with a low quota refuses the reservation, and with it the deployment.
   */
  readonly slackConcurrency: number | undefined;
}

/** A form asks for its choices while a card is clicked: with fewer, people wait for each other. */
const LEAST_CONCURRENCY = 5;
const MOST_CONCURRENCY = 1_000;

function isReservable(concurrency: number): boolean {
  const isInRange = concurrency >= LEAST_CONCURRENCY && concurrency <= MOST_CONCURRENCY;
  return Number.isInteger(concurrency) && isInRange;
}

/** Stands in for what the deployment adds, while the chosen settings are checked. */
const ADDED = {
  SLACK_SECRET_ID: 'added',
  DOO_SECRET_ID: 'added',
  REPUSH_FUNCTION: 'added',
  WORKER_FUNCTION: 'added',
};

/**
 * Reads the installation's settings with the functions' own rules, so that what they would refuse
 * at their start is refused before anything is deployed. An empty variable counts as unset,
 * but an empty list of requesters is refused: unset, it would let the whole channel ask.
 * @throws Error that names every fault of the settings and no value
 */
export function readInstallation(
  env: Readonly<Record<string, string | undefined>>,
  stage: string,
): Installation {
  const given = Object.fromEntries(
    CHOSEN_SETTINGS.flatMap((name) => (env[name] ? [[name, env[name]]] : [])),
  );
  try {
    readSettings('repush', { ...ADDED, ...given });
    readSettings('slack', { ...ADDED, ...given, STAGE: stage });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${reason} They are taken from the environment of the deployment.`);
  }
  if (env.REQUESTERS === '')
    throw new Error(
      'REQUESTERS: empty would let nobody ask. Unset it for the members of the approval channel, or name people, in the environment of the deployment.',
    );
  const alarmEmail = env.ALARM_EMAIL || undefined;
  if (alarmEmail !== undefined && !alarmEmail.includes('@'))
    throw new Error('ALARM_EMAIL: an e-mail address, in the environment of the deployment.');
  const slackConcurrency = env.SLACK_CONCURRENCY ? Number(env.SLACK_CONCURRENCY) : undefined;
  const isRight = slackConcurrency === undefined || isReservable(slackConcurrency);
  if (!isRight)
    throw new Error(
      `SLACK_CONCURRENCY: a whole number from ${LEAST_CONCURRENCY} to ${MOST_CONCURRENCY}, or nothing, in the environment of the deployment.`,
    );
  return { settings: given, alarmEmail, slackConcurrency };
}
