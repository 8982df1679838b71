import { runLogs } from '@doo-repush/functions/ops/logs/run-logs';
import { stageFileText } from '@doo-repush/functions/ops/stage/parse';
import { logGroupOf } from '@doo-repush/functions/runtime/installation-names';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Installation, names, openInstallation, stage } from './installation.ts';
import { STAGE, stagesFolder } from './stages-folder.ts';
import { recordedIn, type ToolRun } from './tool-process.ts';

const NOW_MS = Date.parse('2026-11-30T12:00:00Z');
const HOUR_MS = 3_600_000;

let installation: Installation;

beforeEach(async () => {
  installation = await openInstallation();
});

function write(of: keyof typeof names.functions, agoMs: number, fields: object): void {
  const atMs = NOW_MS - agoMs;
  installation.logs.write(logGroupOf(names.functions[of]), JSON.stringify(fields), atMs);
}

async function logs(
  args: readonly string[],
  env: object = {},
  timeoutMs?: number,
): Promise<ToolRun> {
  const root = await stagesFolder({ [stage]: stageFileText(STAGE) });
  return recordedIn({ ...installation.environment, AWS_REGION: undefined, ...env }, (output) =>
    runLogs([...args, '--stage', stage], output, root, () => NOW_MS, timeoutMs),
  );
}

describe('npm run logs', () => {
  it('shows the lines of one request of all functions in their order, in the region of the stage', async () => {
    const reference = '8C2F1A';
    const counted = { _aws: { Timestamp: 0, CloudWatchMetrics: [] }, Targets: 1 };
    write('repush', 2_000, {
      level: 'info',
      event: 'target_ended',
      reference,
      execution: 'x-V1',
      ...counted,
    });
    write('slack', 3_000, { level: 'info', event: 'request_submitted', execution: 'x-V1' });
    write('worker', 1_000, { level: 'warn', event: 'card_closed', reference, ending: 'stopped' });
    write('repush', 2_500, { level: 'info', event: 'target_ended', reference: '000000' });
    const { code, out, err } = await logs(['8c2f1a']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.split('\n')).toEqual([
      '2026-11-30T11:59:57.000Z slack  info  request_submitted  execution=x-V1',
      '2026-11-30T11:59:58.000Z repush info  target_ended  execution=x-V1',
      '2026-11-30T11:59:59.000Z worker warn  card_closed  ending=stopped',
      '',
    ]);
  });

  it('says where it looked when it found nothing', async () => {
    write('repush', 3 * HOUR_MS, { event: 'target_ended', reference: '8C2F1A' });
    const { code, out, err } = await logs(['8C2F1A', '--since', '2h']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    const groups = Object.values(names.functions).map(logGroupOf).join(', ');
    expect(err).toBe(`No line of 8C2F1A in the last 2h. Looked in ${groups}.\n`);
  });

  it('goes on through pages in which nothing was found, up to a bound that it names', async () => {
    for (let index = 0; index < 1_500; index += 1) write('worker', 5_000, { event: 'other' });
    write('worker', 1_000, { level: 'info', event: 'card_closed', reference: '8C2F1A' });
    expect((await logs(['8C2F1A'])).out).toContain('card_closed');
    expect(installation.logs.calls()).toBe(5);
  });

  it('names each log group that could not be read, shows the others, and ends with 1', async () => {
    write('repush', 1_000, { level: 'info', event: 'target_ended', reference: '8C2F1A' });
    installation.logs.faults.add({ operation: 'FilterLogEvents', fault: 'denied' });
    const { code, out, err } = await logs(['8C2F1A']);
    expect(code).toBe(1);
    expect(out + err).toMatch(/target_ended|\/aws\/lambda\/doo-repush-test-repush: you may not/);
    expect(err).toMatch(
      /^\/aws\/lambda\/[\w-]+: you may not call logs:FilterLogEvents .*granted to you, then try again\.\n/,
    );
  });

  it('waits for no AWS that never answers', async () => {
    installation.logs.faults.add({ operation: 'FilterLogEvents', fault: 'hang', times: 40 });
    const { code, out, err } = await logs(['8C2F1A'], {}, 300);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/: AWS was not reached \(TimeoutError.*Check the network/);
  }, 30_000);

  it('gives machines a JSON object for each line', async () => {
    write('worker', 1_000, { level: 'info', event: 'card_closed', reference: '8C2F1A' });
    const { out } = await logs(['8C2F1A', '--json']);
    expect(JSON.parse(out)).toEqual({
      function: 'worker',
      atMs: NOW_MS - 1_000,
      level: 'info',
      event: 'card_closed',
      reference: '8C2F1A',
    });
  });

  it.each([
    ['no reference', []],
    ['what is none', ['canary']],
    ['two', ['8C2F1A', '8C2F1B']],
    ['a span that is none', ['8C2F1A', '--since', 'canary']],
  ])('is answered by its usage for %s', async (_, args) => {
    const { code, out, err } = await logs(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('Usage: npm run logs -- <reference>');
    expect(err).not.toContain('canary');
  });

  it('shows nothing of a line that a terminal would obey', async () => {
    const name = '\u001b[2Jgone';
    write('worker', 1_000, { event: 'card_closed', reference: '8C2F1A', name });
    expect((await logs(['8C2F1A'])).out).not.toContain('\u001b');
  });
});
