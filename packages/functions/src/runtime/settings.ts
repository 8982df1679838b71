import { type OfficeHours, parseOfficeHours } from '@doo-repush/core/repush/office-hours';
import {
  LONGEST_DECISION_MS,
  longestDecisionMs,
  type WaitingRules,
} from '@doo-repush/core/repush/waiting';
import * as z from 'zod/mini';
import { isSlackApi, SLACK_API_URL } from './slack-address.ts';

const HOUR_MS = 3_600_000;
const LONGEST_APPROVAL_HOURS = LONGEST_DECISION_MS / HOUR_MS;
/** Reminded of an hour after it was posted, where hours are set in which people are there. */
const REMIND_AFTER_MINUTES = 60;

const someText = z.string().check(z.minLength(1, 'some text'));
const secretId = someText.check(z.maxLength(2048, 'at most 2048 characters'));
const slashCommand = z
  .string()
  .check(z.regex(/^\/[a-z0-9_-]{1,31}$/, 'a slash command of at most 32 characters'));
const channelId = z.string().check(z.regex(/^[CG][A-Z0-9]{2,}$/, 'a channel id (C…)'));

/** User ids (`U…`, `W…`) and user group ids (`S…`), separated by commas. */
const peopleList = z
  .pipe(
    z.string(),
    z.transform((text: string) =>
      text
        .split(',')
        .map((id) => id.trim())
        .filter((id) => id !== ''),
    ),
  )
  .check(
    z.refine(
      (ids) => ids.every((id) => /^[UWS][A-Z0-9]{2,}$/.test(id)),
      'user ids (U…) and user group ids (S…), separated by commas',
    ),
  );

/** An empty list of people is valid: it names nobody. */
const LISTS = ['APPROVERS', 'REQUESTERS'];

const timeZone = z.string().check(z.refine(isTimeZone, 'an IANA time zone'));

/** Decimal digits of a number that satisfies `isAllowed`; `expected` describes the allowed numbers. */
const numberText = (expected: string, isAllowed: (value: number) => boolean) =>
  z
    .pipe(z.string().check(z.regex(/^\d+(\.\d+)?$/, expected)), z.transform(Number))
    .check(z.refine(isAllowed, expected));

const wholeNumber = (min: number, max: number) =>
  numberText(
    `a whole number from ${min} to ${max}`,
    (value) => Number.isInteger(value) && value >= min && value <= max,
  );

const officeHours = z.pipe(
  z.string(),
  z.transform((text: string, context): Omit<OfficeHours, 'timeZone'> => {
    const parsed = parseOfficeHours(text);
    if (parsed.ok) return parsed.hours;
    context.issues.push({ code: 'custom', message: parsed.expected, input: text });
    return z.NEVER;
  }),
);

const ofDoo = {
  DOO_SECRET_ID: secretId,
  DOO_CALL_INTERVAL_MS: z._default(wholeNumber(0, 60_000), 1000),
  DOO_CALLS_PER_DAY: z._default(wholeNumber(1, 1_000_000), 1000),
  ALLOW_LOOPBACK: z._default(
    z.pipe(
      z.enum(['0', '1'], '0 or 1'),
      z.transform((flag) => flag === '1'),
    ),
    false,
  ),
};

const common = {
  ...ofDoo,
  SLACK_SECRET_ID: secretId,
  SLACK_API_URL: z._default(z.string(), SLACK_API_URL),
  COMMAND: z._default(slashCommand, '/doo-repush'),
  APPROVAL_CHANNEL: channelId,
  APPROVERS: z._default(peopleList, []),
  REQUESTERS: z.optional(peopleList),
  DOO_TIME_ZONE: z._default(timeZone, 'Europe/Berlin'),
  DOO_MAX_RATE: z._default(wholeNumber(1, 100), 100),
};

const schemas = {
  slack: () =>
    z.object({
      ...common,
      REPUSH_FUNCTION: someText,
      WORKER_FUNCTION: someText,
      ORGANIZATIONS_SECRET_ID: z.optional(secretId),
      LOOKUP_FUNCTION: z.optional(someText),
      STAGE: z._default(someText.check(z.maxLength(30, 'at most 30 characters')), 'repush'),
    }),
  repush: () =>
    z.object({
      ...common,
      APPROVER_MENTION: z.optional(
        z
          .string()
          .check(
            z.regex(
              /^(?:[UWS][A-Z0-9]{2,}|here|channel)$/,
              'a user id (U…), a user group id (S…), here or channel',
            ),
          ),
      ),
      APPROVAL_TIMEOUT_HOURS: z._default(
        numberText(
          `a number of hours, at most ${LONGEST_APPROVAL_HOURS}`,
          (hours) => hours > 0 && hours <= LONGEST_APPROVAL_HOURS,
        ),
        24,
      ),
      OFFICE_HOURS: z.optional(officeHours),
      OFFICE_TIME_ZONE: z.optional(timeZone),
      REMIND_AFTER_MINUTES: z.optional(wholeNumber(0, LONGEST_APPROVAL_HOURS * 60)),
      MAX_OPEN_REQUESTS: z._default(wholeNumber(1, 1000), 10),
    }),
  worker: () => z.object({ ...common, REPUSH_FUNCTION: z.optional(someText) }),
  lookup: () => z.object(ofDoo),
};

export type EntryPoint = keyof typeof schemas;
/** The camel-case name of a variable: `dooMaxRate` for `DOO_MAX_RATE`. */
type CamelCase<Name extends string> = Name extends `${infer First}_${infer Rest}`
  ? `${Lowercase<First>}${Capitalize<CamelCase<Rest>>}`
  : Lowercase<Name>;

type Variables<E extends EntryPoint> = z.infer<ReturnType<(typeof schemas)[E]>>;

/** The settings of an entry point, in camel case. */
export type Settings<E extends EntryPoint> = {
  readonly [Name in keyof Variables<E> as CamelCase<Name & string>]: Variables<E>[Name];
};
/** The settings that most entry points share. */
export type CommonSettings = Settings<'slack' | 'repush' | 'worker'>;

/** The settings are invalid; the message names every fault and no value. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * Reads an entry point's settings from its environment. An empty variable counts as unset, except that an
 * empty list of people names nobody. Hosts that receive credentials must be Slack's, or loopback if
 * `ALLOW_LOOPBACK` is `1`.
 * @throws SettingsError that names every fault
 */
export function readSettings<E extends EntryPoint>(
  entryPoint: E,
  env: Readonly<Record<string, string | undefined>>,
): Settings<E> {
  const given = Object.fromEntries(
    Object.entries(env).filter(([name, value]) => value !== '' || LISTS.includes(name)),
  );
  // To compile a schema takes longer than to check one environment.
  const parsed = schemas[entryPoint]().safeParse(given, { jitless: true });
  const faults = parsed.success
    ? [...hostFaults(parsed.data), ...waitFaults(parsed.data)]
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${faultText(issue, given)}`);
  if (!parsed.success || faults.length > 0)
    throw new SettingsError(`The settings of ${entryPoint} cannot be used. ${faults.join('; ')}.`);
  return inCamelCase(parsed.data) as Settings<E>;
}

/** The variable of a setting: `DOO_MAX_RATE` for `dooMaxRate`. */
export function variableOf(setting: string): string {
  return setting.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

function inCamelCase(variables: object): object {
  const named = Object.entries(variables).map(([name, value]) => [camelCase(name), value]);
  return Object.fromEntries(named);
}

function camelCase(name: string): string {
  return name.toLowerCase().replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function hostFaults(variables: Variables<EntryPoint>): string[] {
  if (!('SLACK_API_URL' in variables)) return [];
  const { SLACK_API_URL: url, ALLOW_LOOPBACK: allowLoopback } = variables;
  return isSlackApi(url, allowLoopback) ? [] : ['SLACK_API_URL: must be https on slack.com'];
}

/** How long requests wait for a decision by these settings, and when they are reminded of. */
export function waitingRules({
  approvalTimeoutHours,
  officeHours,
  officeTimeZone,
  dooTimeZone,
  remindAfterMinutes = officeHours === undefined ? 0 : REMIND_AFTER_MINUTES,
}: Pick<
  Settings<'repush'>,
  'approvalTimeoutHours' | 'officeHours' | 'officeTimeZone' | 'dooTimeZone' | 'remindAfterMinutes'
>): WaitingRules {
  return {
    timeoutMs: approvalTimeoutHours * HOUR_MS,
    ...(officeHours !== undefined && {
      officeHours: { ...officeHours, timeZone: officeTimeZone ?? dooTimeZone },
    }),
    ...(remindAfterMinutes > 0 && { remindAfterMs: remindAfterMinutes * 60_000 }),
  };
}

function waitFaults(variables: Variables<EntryPoint>): string[] {
  if (!('APPROVAL_TIMEOUT_HOURS' in variables)) return [];
  const rules = waitingRules(inCamelCase(variables) as Settings<'repush'>);
  return longestDecisionMs(rules) <= LONGEST_DECISION_MS
    ? []
    : [
        `APPROVAL_TIMEOUT_HOURS: a number of hours that OFFICE_HOURS has within ${LONGEST_APPROVAL_HOURS / 24} days`,
      ];
}

function faultText(issue: z.core.$ZodIssue, given: Record<string, unknown>): string {
  return Object.hasOwn(given, String(issue.path[0])) ? issue.message : 'missing';
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
