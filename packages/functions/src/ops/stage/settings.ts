import type { StageFile } from './schema.ts';

/** Settings of the stage's file that the environment of a deployment may override. */
export const CHOSEN_SETTINGS = [
  'COMMAND',
  'APPROVAL_CHANNEL',
  'APPROVERS',
  'APPROVER_MENTION',
  'REQUESTERS',
  'APPROVAL_TIMEOUT_HOURS',
  'OFFICE_HOURS',
  'OFFICE_TIME_ZONE',
  'REMIND_AFTER_MINUTES',
  'MAX_OPEN_REQUESTS',
  'DOO_TIME_ZONE',
  'DOO_MAX_RATE',
  'DOO_CALLS_PER_DAY',
] as const;

/** What the deployment alone reads, and may be overridden alike. */
const OF_DEPLOYMENT = ['ALARM_EMAIL', 'SLACK_CONCURRENCY'] as const;

/** A list that names nobody and that no layer between here and the function takes for an unset one. */
const NOBODY = ',';

/**
 * The slash command of a stage. The app that is installed last gets a command, so each stage has one
 * of its own: `/doo-repush` in production, `/doo-repush-staging` in `staging`. Slack takes 32 characters:
 * the setting refuses a longer one, and the file names another.
 */
export function commandOf(stage: string): string {
  return stage === 'production' ? '/doo-repush' : `/doo-repush-${stage.toLowerCase()}`;
}

/** What a stage's file sets in the functions, by the names of their settings. */
export function settingsOf(file: StageFile, stage: string): Readonly<Record<string, string>> {
  const { approverMention, approvalTimeoutHours, maxOpenRequests, timeZone, rates } = file;
  const { officeHours, officeTimeZone, remindAfterMinutes } = file;
  const optional = {
    APPROVER_MENTION: approverMention,
    APPROVAL_TIMEOUT_HOURS: approvalTimeoutHours,
    OFFICE_HOURS: officeHours,
    OFFICE_TIME_ZONE: officeTimeZone,
    REMIND_AFTER_MINUTES: remindAfterMinutes,
    MAX_OPEN_REQUESTS: maxOpenRequests,
    DOO_TIME_ZONE: timeZone,
    DOO_MAX_RATE: rates?.maxPerMinute,
    DOO_CALLS_PER_DAY: rates?.callsPerDay,
  };
  return {
    COMMAND: file.command ?? commandOf(stage),
    APPROVAL_CHANNEL: file.channel.id,
    APPROVERS: listed(file.approvers),
    ...(file.requesters !== 'channel' && { REQUESTERS: listed(file.requesters) }),
    ...Object.fromEntries(
      Object.entries(optional).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, String(value)]],
      ),
    ),
  };
}

function listed(people: StageFile['approvers']): string {
  return people.length === 0 ? NOBODY : people.map(({ id }) => id).join(',');
}

/** What a deployment gives the functions, and the names of the settings that are not those of the file. */
export function chosenSettings(
  env: Readonly<Record<string, string | undefined>>,
  stage: string,
  file: StageFile,
) {
  const ofFile: Readonly<Record<string, string | undefined>> = {
    ...settingsOf(file, stage),
    ALARM_EMAIL: file.alarms?.email,
    SLACK_CONCURRENCY: file.slackConcurrency?.toString(),
  };
  const overrides = [...CHOSEN_SETTINGS, ...OF_DEPLOYMENT].flatMap((name) => {
    const value = env[name];
    return value && value !== ofFile[name] ? [[name, value] as const] : [];
  });
  return {
    settings: settingsWith(settingsOf(file, stage), overrides),
    overrides: overrides.map(([name]) => name),
  };
}

function settingsWith(
  settings: Readonly<Record<string, string>>,
  overrides: readonly (readonly [name: string, value: string])[],
): Readonly<Record<string, string>> {
  const ofFunctions = overrides.filter(([name]) => !OF_DEPLOYMENT.some((it) => it === name));
  return { ...settings, ...Object.fromEntries(ofFunctions) };
}
