import * as z from 'zod/mini';

/**
 * The shape of `stages/<stage>.json`: what an installation has chosen, reviewed and committed. It holds
 * no secret. Unknown fields are refused, and so is whatever would give rights by being absent.
 */

const NAMED = 'a name that people know it by';

const name = z
  .string(NAMED)
  .check(z.minLength(1, NAMED), z.maxLength(200, 'at most 200 characters'));

/** An id of Slack's with the name that a reader of the file knows it by. */
const named = (id: RegExp, expected: string) =>
  z.strictObject({ id: z.string(expected).check(z.regex(id, expected)), name });

const people = z
  .array(
    named(/^[UWS][A-Z0-9]{2,}$/, 'a user id (U…) or a user group id (S…)'),
    'a list of people and user groups',
  )
  .check(
    z.refine(
      (list) => new Set(list.map(({ id }) => id)).size === list.length,
      'an id stands twice',
    ),
  );

const wholeNumber = (min: number, max: number) => {
  const expected = `a whole number from ${min} to ${max}`;
  return z.int(expected).check(z.minimum(min, expected), z.maximum(max, expected));
};

/** A form asks for its choices while a card is clicked: with fewer, people wait for each other. */
const LEAST_CONCURRENCY = 5;
const MOST_CONCURRENCY = 1_000;

const COMMAND = 'a command: /, then small letters, digits, hyphens and underscores, at most 32';
const MENTION = 'a user id (U…), a user group id (S…), here or channel';
const APP = 'the id of a Slack app (A…)';
const EMAIL = 'an e-mail address';
const OFFICE_HOURS = 'days and times such as Mon-Fri 08:00-18:00, several with commas';
const HOURS = 'a number of hours above 0';

export const stageFileSchema = z.strictObject({
  $schema: z.optional(z.string()),
  account: z
    .string('an AWS account id')
    .check(z.regex(/^\d{12}$/, 'an AWS account id of 12 digits')),
  region: z
    .string('an AWS region')
    .check(z.regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/, 'an AWS region, such as eu-central-1')),
  command: z.optional(z.string(COMMAND).check(z.regex(/^\/[a-z0-9_-]{1,31}$/, COMMAND))),
  channel: named(/^[CG][A-Z0-9]{2,}$/, 'a channel id (C…)'),
  approvers: people,
  requesters: z.union(
    [z.literal('channel'), people],
    '"channel" for the members of the approval channel, or a list of people and user groups',
  ),
  approverMention: z.optional(
    z.string(MENTION).check(z.regex(/^(?:[UWS][A-Z0-9]{2,}|here|channel)$/, MENTION)),
  ),
  /** The app of the stage, as Slack names it (A…). */
  slackApp: z.optional(z.string(APP).check(z.regex(/^A[A-Z0-9]{2,}$/, APP))),
  alarms: z.optional(
    z.strictObject({ email: z.string(EMAIL).check(z.regex(/^[^\s@]+@[^\s@]+$/, EMAIL)) }),
  ),
  approvalTimeoutHours: z.optional(z.number(HOURS).check(z.positive(HOURS))),
  officeHours: z.optional(z.string(OFFICE_HOURS).check(z.minLength(1, OFFICE_HOURS))),
  officeTimeZone: z.optional(z.string('an IANA time zone')),
  remindAfterMinutes: z.optional(wholeNumber(0, 20_160)),
  maxOpenRequests: z.optional(wholeNumber(1, 1_000)),
  timeZone: z.optional(z.string('an IANA time zone')),
  rates: z.optional(
    z.strictObject({
      maxPerMinute: z.optional(wholeNumber(1, 100)),
      callsPerDay: z.optional(wholeNumber(1, 1_000_000)),
    }),
  ),
  slackConcurrency: z.optional(wholeNumber(LEAST_CONCURRENCY, MOST_CONCURRENCY)),
});

/** A file that grows, step by step: a deployment refuses it until it is complete. */
export const stageDraftSchema = z.partial(stageFileSchema);
export type StageDraft = z.infer<typeof stageDraftSchema>;

/** What a stage's file says. */
export type StageFile = z.infer<typeof stageFileSchema>;
