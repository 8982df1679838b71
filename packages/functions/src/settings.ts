import { isTrustedUrl } from '@doo-repush/core/trusted-url';
import * as z from 'zod';

const SLACK_API_HOSTS = ['slack.com'];

/** The longest that a request may wait for a decision. */
export const LONGEST_APPROVAL_HOURS = 24 * 14;

const secretId = z.string().min(1).max(2048);
const channelId = z.string().regex(/^[CG][A-Z0-9]{2,}$/, 'a channel id (C…)');

/** User ids (`U…`, `W…`) and user group ids (`S…`), separated by commas. */
const peopleList = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((id) => id.trim())
      .filter((id) => id !== ''),
  )
  .refine(
    (ids) => ids.every((id) => /^[UWS][A-Z0-9]{2,}$/.test(id)),
    'user ids (U…) and user group ids (S…), separated by commas',
  );

/** An empty list of people is a list: it names nobody. */
const LISTS = ['APPROVERS', 'REQUESTERS'];

const timeZone = z.string().refine(isTimeZone, 'an IANA time zone');

const numberText = (schema: z.ZodNumber) =>
  z
    .string()
    .regex(/^\d+(\.\d+)?$/, 'a number')
    .transform(Number)
    .pipe(schema);

const common = {
  SLACK_SECRET_ID: secretId,
  DOO_SECRET_ID: secretId,
  SLACK_API_URL: z.string().default('https://slack.com/api/'),
  APPROVAL_CHANNEL: channelId,
  APPROVERS: peopleList.default([]),
  REQUESTERS: peopleList.optional(),
  DOO_TIME_ZONE: timeZone.default('Europe/Berlin'),
  DOO_MAX_RATE: numberText(z.number().int().min(1).max(100)).default(100),
  DOO_CALL_INTERVAL_MS: numberText(z.number().int().min(0).max(60_000)).default(1000),
  ALLOW_LOOPBACK: z.enum(['0', '1']).default('0'),
};

const schemas = {
  slack: z.object({
    ...common,
    REPUSH_FUNCTION: z.string().min(1),
    WORKER_FUNCTION: z.string().min(1),
    STAGE: z.string().min(1).max(30).default('repush'),
  }),
  repush: z.object({
    ...common,
    APPROVER_MENTION: z
      .string()
      .regex(
        /^(?:[UWS][A-Z0-9]{2,}|here|channel)$/,
        'a user id (U…), a user group id (S…), here or channel',
      )
      .optional(),
    APPROVAL_TIMEOUT_HOURS: numberText(z.number().gt(0).max(LONGEST_APPROVAL_HOURS)).default(24),
  }),
  worker: z.object({ ...common, REPUSH_FUNCTION: z.string().min(1).optional() }),
};

export type EntryPoint = keyof typeof schemas;
export type Settings<E extends EntryPoint> = z.infer<(typeof schemas)[E]>;
/** What every entry point is set up with. */
export type CommonSettings = Settings<'slack' | 'repush' | 'worker'>;

/** The settings could not be read; the message names every fault and no value. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * Reads the settings of one entry point from its environment.
 * An empty variable counts as unset, but an empty list of people names nobody. Hosts that are given credentials must be Slack's, or
 * loopback where `ALLOW_LOOPBACK` is `1`.
 * @throws SettingsError that lists every fault by name
 */
export function readSettings<E extends EntryPoint>(
  entryPoint: E,
  env: Readonly<Record<string, string | undefined>>,
): Settings<E> {
  const given = Object.fromEntries(
    Object.entries(env).filter(([name, value]) => value !== '' || LISTS.includes(name)),
  );
  const parsed = schemas[entryPoint].safeParse(given);
  const faults = parsed.success
    ? hostFaults(parsed.data)
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${faultText(issue, given)}`);
  if (!parsed.success || faults.length > 0)
    throw new SettingsError(`The settings of ${entryPoint} cannot be used. ${faults.join('; ')}.`);
  return parsed.data as Settings<E>;
}

function hostFaults(settings: CommonSettings): string[] {
  const allowLoopback = settings.ALLOW_LOOPBACK === '1';
  return isTrustedUrl(settings.SLACK_API_URL, SLACK_API_HOSTS, allowLoopback)
    ? []
    : ['SLACK_API_URL: must be https on slack.com'];
}

function faultText(issue: z.core.$ZodIssue, given: Record<string, unknown>): string {
  const name = String(issue.path[0]);
  if (!Object.hasOwn(given, name)) return 'missing';
  return issue.code === 'custom' ? issue.message : `not usable (${issue.message})`;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
