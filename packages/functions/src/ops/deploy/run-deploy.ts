import { parseArgs } from 'node:util';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import { namesOf } from '../../runtime/installation-names.ts';
import { count } from '../../runtime/text.ts';
import { type Output, readOptions, readStage, runTool } from '../command-line.ts';
import { readFunction } from '../doctor/read-function.ts';
import { readStageFile, stageTrouble } from '../stage/read.ts';
import type { StageFile } from '../stage/schema.ts';
import { chosenSettings } from '../stage/settings.ts';
import type { GroupSize } from './group-size.ts';
import { type RightsChange, rightsChanges } from './rights.ts';

const USAGE = `Usage: npm run deploy -- --stage <stage> [--yes] [--dry-run]
Says what changes in rights, asks, and deploys. --yes does not ask, --dry-run says it and ends.`;

const OPTIONS = {
  stage: { type: 'string' },
  yes: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
} as const;

export interface DeployDeps {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where the folder of the stages' files is. */
  readonly root: string;
  readonly lambdaIn: (region: string) => LambdaClient;
  /** Asks a person; `undefined` where there is none. */
  readonly confirm: ((question: string) => Promise<boolean>) | undefined;
  readonly groupSize: (groupId: string, stage: string, region: string) => Promise<GroupSize>;
  /** Has SST deploy the stage. @returns its exit code */
  readonly deploy: (stage: string) => Promise<number>;
}

/** Deploys a stage once a person has seen what changes in rights. @returns the exit code */
export function runDeploy(
  args: readonly string[],
  output: Output,
  deps: DeployDeps,
): Promise<number> {
  return runTool(USAGE, args, output, async () => {
    const { values } = readOptions(() => parseArgs({ args: [...args], options: OPTIONS }));
    const stage = readStage(values.stage);
    const refuse = (reason: string) => {
      output.err(`${reason}\nNothing was deployed.\n`);
      return 1;
    };
    const reading = await readStageFile(deps.root, stage);
    if (reading.kind !== 'read') return refuse(stageTrouble(stage, reading));
    const { stage: file } = reading;
    const { settings, overrides } = chosenSettings(deps.env, stage, file);
    const slack = namesOf(stage).functions.slack;
    const deployed = await readFunction(deps.lambdaIn(file.region), slack);
    if (deployed.kind !== 'found' && deployed.kind !== 'absent')
      return refuse(
        `What changes in rights is not known, since ${slack} cannot be read: ${deployed.detail}. ${deployed.fix}`,
      );
    const before = deployed.kind === 'found' ? deployed.function : undefined;
    const account = before?.arn.split(':')[4];
    if (account !== undefined && account !== file.account)
      return refuse(
        `These credentials are of the account ${account}, the file says ${file.account}.`,
      );

    for (const name of overrides)
      output.out(`${name}: from the environment, not from stages/${stage}.json\n`);
    const changes = rightsChanges(before?.settings, settings);
    const lines = await Promise.all(
      changes.map(async (change) => {
        const isGroup = change.id?.startsWith('S') === true && change.of !== 'channel';
        const size = isGroup ? await deps.groupSize(change.id, stage, file.region) : undefined;
        return `${changeText(change, file, size)}\n`;
      }),
    );
    output.out(lines.length === 0 ? 'Rights: nothing changes.\n' : lines.join(''));
    if (values['dry-run']) return 0;
    if (!values.yes) {
      if (deps.confirm === undefined) return refuse('There is no terminal to ask at: give --yes.');
      if (!(await deps.confirm(`Deploy ${stage}?`))) return refuse('It was not confirmed.');
    }
    return deps.deploy(stage);
  });
}

/** `approvers: + S0SUPPORT Support leads (4 people)` */
function changeText({ of, sign, id }: RightsChange, file: StageFile, size: GroupSize | undefined) {
  if (id === undefined) return `${of}: ${sign} every member of the approval channel`;
  const listed = [
    file.channel,
    ...file.approvers,
    ...(file.requesters === 'channel' ? [] : file.requesters),
  ];
  const name = listed.find((each) => each.id === id)?.name;
  const known = name === undefined || name === id ? '' : ` ${name}`;
  return `${of}: ${sign} ${id}${known}${sizeText(size)}`;
}

function sizeText(size: GroupSize | undefined): string {
  if (size === undefined) return '';
  return 'people' in size
    ? ` (${count(size.people, 'person', 'people')})`
    : ` (its people were not counted: ${size.unread})`;
}
