import type { StageFile } from './schema.ts';

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
  const optional = {
    APPROVER_MENTION: approverMention,
    APPROVAL_TIMEOUT_HOURS: approvalTimeoutHours,
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
