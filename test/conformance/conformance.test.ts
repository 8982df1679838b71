import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { stringify } from 'yaml';
import { root } from '../support/sources.ts';
import { conform } from './conform.ts';

/** A requirement for the handler of 1-1, which greets whom it is given. */
function greeting(more: object = {}): object {
  const EventTimestamp = '*';
  return {
    description: 'Somebody is greeted',
    Variables: { WHO: `\${GEN_STR:6}` },
    Input: `\${WHO}`,
    ExpectedResult: { ExecutionStatus: 'SUCCEEDED', Result: `Hello, \${WHO}!` },
    ExpectedExecutionHistory: [
      { EventId: 2, EventType: 'StepStarted', Id: `\${STEP}`, EventTimestamp },
      {
        EventId: 3,
        EventType: 'StepSucceeded',
        Id: `\${STEP}`,
        StepSucceededDetails: { Result: { Payload: `"Hello, \${WHO}!"` } },
      },
      { EventId: 4, EventType: 'InvocationCompleted', InvocationCompletedDetails: {} },
      { EventId: 5, EventType: 'ExecutionSucceeded', ExecutionSucceededDetails: {} },
    ],
    ...more,
  };
}

/** A folder with these files: what is not text is written as YAML. */
async function folderOf(files: Readonly<Record<string, unknown>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'requirements-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, typeof content === 'string' ? content : stringify(content));
  }
  return folder;
}

async function conforming(...argv: string[]) {
  const printed: string[] = [];
  const code = await conform(argv, {
    out: (line) => printed.push(line),
    progress: (line) => printed.push(line),
  });
  return { code, printed: printed.join('\n') };
}

const conformingWith = async (files: Readonly<Record<string, unknown>>) =>
  conforming(await folderOf(files));

describe('npm run conformance', () => {
  it('plays what is in a folder, names what the product does not use, and ends with 0', async () => {
    const folder = await folderOf({
      'step/1-1.yaml': greeting(),
      'map/9-1.yaml': { description: 'Cups are filled one by one', ExpectedCups: 3 },
      LICENSE: 'free',
    });
    const command = spawn(process.execPath, ['test/conformance/main.ts', folder], { cwd: root });
    const ended = new Promise((resolve) => command.on('close', resolve));
    const [out, code] = await Promise.all([text(command.stdout), ended]);
    expect(out).toMatch(/✓ *\| step +\| 1-1 +\| Somebody is greeted +\| passed/);
    expect(out).toMatch(/9-1 +\| Cups are filled one by one +\| not played: .*one branch/);
    expect(out).toContain('1 passed, 0 failed, 1 not played');
    expect(code).toBe(0);
  });

  it('ends with 1 and every difference when a requirement is not met', async () => {
    const { code, printed } = await conformingWith({
      'step/1-1.yaml': greeting({
        Variables: { WHO: 'Bea' },
        Input: 'Ann',
        CallbackActions: [{ CallbackName: 'answer', Operation: 'success' }],
      }),
    });
    expect(printed.split('\n').filter((line) => line.startsWith('✗'))).toEqual([
      '✗ 1-1: success of the callback answer was not due',
      '✗ 1-1: event 3.StepSucceededDetails.Result.Payload is "\\"Hello, Ann!\\"", not "\\"Hello, Bea!\\""',
      '✗ 1-1: the result is "Hello, Ann!", not "Hello, Bea!"',
    ]);
    expect(code).toBe(1);
  });

  it('ends with 1 when some of it cannot be played, whatever else is met', async () => {
    const { code, printed } = await conformingWith({
      'step/1-1.yaml': greeting(),
      'step/1-2.yaml': greeting({ ExpectedSpans: [] }),
      'step/1-3.yaml': '',
      'step/1-4.yaml': greeting(),
      'again/1-4.yaml': greeting(),
      'step/1-99.yaml': greeting(),
      'tea/40-1.yaml': greeting(),
    });
    for (const difference of [
      '1-2: ✖ Unrecognized key: "ExpectedSpans"',
      '1-3: ✖ Invalid input',
      '1-4: the id is there twice',
      '1-99: it is not known here',
      '40-1: it is not known here',
    ]) {
      expect(printed).toContain(`✗ ${difference}`);
    }
    expect(printed).toContain('1 passed, 6 failed, 0 not played');
    expect(code).toBe(1);
  });

  it.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['whose requirements are all not played', { 'map/9-1.yaml': {} }, '1 not played'],
    ['with a file that is not YAML', { 'step/1-1.yaml': '{ [' }, '1-1.yaml is not YAML'],
    ['without a requirement', { 'README.md': '#' }, 'no YAML is below it'],
  ])('ends with 1 for a folder %s', async (_, files, words) => {
    const { code, printed } = await conformingWith(files);
    expect(printed).toContain(words);
    expect(code).toBe(1);
  });

  it('says how to call it, and where the folder comes from', async () => {
    for (const argv of [[], ['one', 'two'], ['--help'], ['/nowhere']]) {
      const { code, printed } = await conforming(...argv);
      expect(printed).toContain('npm run conformance -- <folder>');
      expect(printed).toContain('github.com/aws/aws-durable-execution-conformance-tests');
      expect(code).toBe(1);
    }
  });
});
