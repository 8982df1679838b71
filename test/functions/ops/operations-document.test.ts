import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stageFileText } from '@doo-repush/functions/ops/stage/parse';
import { describe, expect, it } from 'vitest';
import { root } from '../../support/sources.ts';
import { openInstallation, stage } from './installation.ts';
import { STAGE, stagesFolder } from './stages-folder.ts';
import { runToolProcess, TOOLS } from './tool-process.ts';

const manual = readFileSync(join(root, 'docs/operations.md'), 'utf8');
const ci = readFileSync(join(root, '.ci/run'), 'utf8');

/** Every command of the manual, from its blocks and its sentences. */
const commands = [
  ...new Set(
    [...manual.matchAll(/^```sh\n([\s\S]*?)^```$/gm)]
      .flatMap(([, block = '']) => block.trim().split('\n'))
      .concat(
        [...manual.matchAll(/`((?:npm|npx|aws|git|gh) [^`]+)`/g)].map(([, line = '']) => line),
      ),
  ),
];

/** What changes something, or asks somebody, is run as far as it goes without. */
const HELD_BACK: Readonly<Record<string, readonly string[]>> = {
  setup: ['--dry-run'],
  deploy: ['--dry-run'],
  rollback: ['--dry-run'],
  secrets: ['--file', 'none.json', '--yes'],
  doctor: ['--allow-loopback'],
  reconcile: ['--allow-loopback'],
};

/** Only a browser, and only an account of AWS, can run these. */
const NOT_HERE = ['aws sso login', 'npx sst remove --stage staging'];

const ofTools = commands.filter((line) => TOOLS.some((tool) => line.includes(` ${tool} -- `)));
const ofAws = commands.filter((line) => line.startsWith('aws lambda '));
const others = commands.filter((line) => ![...ofTools, ...ofAws, ...NOT_HERE].includes(line));

describe('the operators’ manual', () => {
  it('has commands for every tool', () => {
    const named = TOOLS.filter((tool) => ofTools.some((line) => line.includes(` ${tool} -- `)));
    expect(named).toEqual(TOOLS);
    expect(ofAws.length).toBeGreaterThan(4);
  });

  it.each(ofTools)('names a command that its tool understands: %s', async (line) => {
    const { environment } = await openInstallation();
    const file = stageFileText({ ...STAGE, account: '000000000000' });
    const cwd = await stagesFolder({ [stage]: file });
    await writeFile(join(cwd, 'organizations.csv'), 'name,organizationId,teamId\n');
    const [, tool = '', rest = ''] = / (\w+) -- (.*)$/.exec(line) ?? [];
    const words = rest.replace(/production|staging/, stage).split(' ');
    const sure = tool === 'organizations' && words[0] === 'import' ? ['--yes'] : [];
    const known = TOOLS.find((name) => name === tool);
    if (known === undefined) throw new Error(`${tool} is no tool`);
    const run = await runToolProcess(known, [...words, ...(HELD_BACK[tool] ?? []), ...sure], {
      env: environment,
      cwd,
    });
    expect(run.out + run.err).not.toMatch(/Usage:|\n +at /);
    expect([0, 1]).toContain(run.code);
  });

  it.each(ofAws)('names an operation of Lambda with members that it has: %s', (line) => {
    const models = readFileSync(
      join(root, 'node_modules/@aws-sdk/client-lambda/dist-types/models/models_0.d.ts'),
      'utf8',
    );
    const pascal = (kebab: string) =>
      kebab.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
    const [, , verb = '', ...words] = line.split(' ');
    // The CLI calls the operation Invoke "invoke", and its request InvocationRequest.
    const request = verb === 'invoke' ? 'InvocationRequest' : `${pascal(verb)}Request`;
    const [, members = ''] =
      new RegExp(`export interface ${request} \\{([\\s\\S]*?)\\n\\}`).exec(models) ?? [];
    const ofCli = ['--cli-binary-format'];
    for (const word of words.filter((it) => it.startsWith('--') && !ofCli.includes(it)))
      expect(members, word).toMatch(new RegExp(`\\n    ${pascal(word.slice(2))}\\??: `));
  });

  it('names nothing else but what CI runs', () => {
    expect(others.filter((line) => !ci.split('\n').includes(line))).toEqual([]);
    for (const line of NOT_HERE) expect(commands).toContain(line);
  });
});
