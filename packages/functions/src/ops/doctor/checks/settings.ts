import type { Names } from '../../../runtime/installation-names.ts';
import {
  type CommonSettings,
  type EntryPoint,
  readSettings,
  type Settings,
  SettingsError,
  variableOf,
} from '../../../runtime/settings.ts';
import type { StageFile } from '../../stage/schema.ts';
import { CHOSEN_SETTINGS, settingsOf } from '../../stage/settings.ts';
import { type Finding, faulty, fine } from '../finding.ts';
import type { Deployed } from './functions.ts';

/** What has to be the same for all three that know people. */
const SHARED = [
  'slackSecretId',
  'dooSecretId',
  'slackApiUrl',
  'approvalChannel',
  'approvers',
  'requesters',
] as const satisfies readonly (keyof CommonSettings)[];

export interface SettingsContext {
  readonly names: Names;
  readonly stage: string;
  /** What the stage has chosen; `undefined` where it has no file. */
  readonly file: StageFile | undefined;
  readonly allowLoopback: boolean;
}

/**
 * Whether the deployed settings can be read, are of this stage, agree with each other, and are those of its
 * file.
 */
export function checkSettings(
  deployed: Deployed,
  { names, stage, file, allowLoopback }: SettingsContext,
): Finding<Settings<'slack'>> {
  const mend = `Correct stages/${stage}.json, then: npm run deploy -- --stage ${stage}`;
  const read = {
    slack: tryRead('slack', deployed),
    repush: tryRead('repush', deployed),
    worker: tryRead('worker', deployed),
    lookup: tryRead('lookup', deployed),
  };
  const faults = Object.values(read).flatMap((it) => ('fault' in it ? [it.fault] : []));
  if (!('settings' in read.slack && 'settings' in read.repush && 'settings' in read.worker))
    return faulty(faults.join(' '), mend);
  const slack = read.slack.settings;
  const others = [read.repush.settings, read.worker.settings];
  const differing = SHARED.filter((name) =>
    others.some((other) => JSON.stringify(other[name]) !== JSON.stringify(slack[name])),
  );
  if (differing.length > 0)
    return faulty(`the functions do not agree about ${differing.map(variableOf).join(', ')}`, mend);
  const foreign = [
    ...(isSecret(slack.slackSecretId, names.secrets.slack) ? [] : ['SLACK_SECRET_ID']),
    ...(isSecret(slack.dooSecretId, names.secrets.doo) ? [] : ['DOO_SECRET_ID']),
    ...organizationsFault(slack, names),
    ...(slack.stage === stage ? [] : ['STAGE']),
  ];
  if (foreign.length > 0) return faulty(`not of the stage ${stage}: ${foreign.join(', ')}`, mend);
  if (slack.allowLoopback && !allowLoopback)
    return faulty('ALLOW_LOOPBACK is set', `Take ALLOW_LOOPBACK away. ${mend}`);
  const cards = `cards go to ${slack.approvalChannel}`;
  if (file === undefined)
    return fine(`${cards}; without stages/${stage}.json nothing else was compared`, slack);
  const changed = settingsUnlike(settingsOf(file, stage), deployed);
  return changed.length === 0
    ? fine(`${cards}, as stages/${stage}.json says`, slack)
    : faulty(
        `not deployed as stages/${stage}.json says: ${changed.join(', ')}`,
        `Deploy, without exported variables: npm run deploy -- --stage ${stage}`,
      );
}

/** The chosen settings that a function was not given as the file has them. */
function settingsUnlike(wanted: Readonly<Record<string, string>>, deployed: Deployed): string[] {
  const given = [deployed.slack, deployed.repush, deployed.worker];
  return CHOSEN_SETTINGS.filter((name) =>
    given.some(({ settings }) => settings[name] !== wanted[name]),
  );
}

/** An installation without that secret reads organizations from the doo secret. */
function organizationsFault({ organizationsSecretId: id }: Settings<'slack'>, names: Names) {
  return id === undefined || isSecret(id, names.secrets.organizations)
    ? []
    : ['ORGANIZATIONS_SECRET_ID'];
}

function tryRead<E extends EntryPoint>(
  entryPoint: E,
  deployed: Deployed,
): { settings: Settings<E> } | { fault: string } {
  try {
    return { settings: readSettings(entryPoint, deployed[entryPoint].settings) };
  } catch (error) {
    if (error instanceof SettingsError) return { fault: error.message };
    throw error;
  }
}

/** Whether `id` is the secret `name`: its name, or an ARN, which ends with six characters more. */
function isSecret(id: string, name: string): boolean {
  return id === name || new RegExp(`:secret:${name}-\\w{6}$`).test(id);
}
