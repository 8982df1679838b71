import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { prove } from './frame/prove.ts';

const fixtures = fileURLToPath(new URL('fixtures', import.meta.url));

async function proving(...argv: string[]) {
  const printed: string[] = [];
  const progress: string[] = [];
  const exitCode = await prove(fixtures, ['--json', '--seed', '7', ...argv], {
    out: (text) => printed.push(text),
    progress: (text) => progress.push(text),
  });
  return {
    exitCode,
    table: printed[0] ?? '',
    last: printed.at(-1) ?? '',
    progress: progress.join(),
  };
}

const theseOnly = (...names: string[]) => names.flatMap((name) => ['--only', name]);

describe('npm run prove', () => {
  it('ends with 0 and the figures when every promise was kept', async () => {
    const { exitCode, table, last } = await proving(...theseOnly('kept'));
    expect(exitCode).toBe(0);
    expect(table).toMatch(/✓ +kept +a promise that is kept +5 hostile, 1 others, saw seed 7/);
    expect(last).toBe(
      '{"faults":0,"crashPoints":0,"sequences":0,"racers":0,"hostile":5,"sentTwice":0,"lost":0,"letIn":0,"leaked":0}',
    );
  });

  it('runs the shorter form of each proof on request', async () => {
    const { last } = await proving('--quick', ...theseOnly('kept'));
    expect(JSON.parse(last)).toMatchObject({ hostile: 3 });
  });

  it('keeps the result of a process that does not exit by itself', async () => {
    const { exitCode, last } = await proving(...theseOnly('lingers'));
    expect(exitCode).toBe(0);
    expect(JSON.parse(last)).toMatchObject({ hostile: 1 });
  });

  it('gives each proof the part of the matrices that is to be run', async () => {
    const { table, last } = await proving('--shard', '2/3', ...theseOnly('kept'));
    expect(table).toContain('the whole form, part 2 of 3 of the matrices');
    expect(table).toContain('saw part 2 of 3');
    expect(JSON.parse(last)).toMatchObject({ hostile: 5 });
  });

  it('gives each proof the cells that are to be played', async () => {
    const { table } = await proving('--cell', 'approved: doo init 1, 500', ...theseOnly('kept'));
    expect(table).toContain('saw the cell approved: doo init 1, 500');
  });

  it('writes no row of a few cells into a document, as if they were all', async () => {
    const some = ['--cell', 'approved', '--write', '/nowhere/reliability.md'];
    const { exitCode, progress } = await proving(...some, ...theseOnly('kept'));
    expect(exitCode).toBe(1);
    expect(progress).toContain('[--cell ');
  });

  it('says how far a proof has come, and not where its figures are read', async () => {
    const { progress, table, last } = await proving(...theseOnly('kept'));
    expect(progress).toContain('kept: 3 of 5 tried');
    expect(table + last).not.toContain('3 of 5 tried');
  });

  it('writes a row for each proof into a document, and leaves the rows of others', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'figures-'));
    const path = join(folder, 'reliability.md');
    const begin = '<!-- figures: written by npm run prove -- --write -->';
    writeFileSync(path, `before\n${begin}\nold\n<!-- figures end -->\nafter\n`);
    await proving('--write', path, ...theseOnly('kept'));
    await proving('--write', path, '--quick', ...theseOnly('broken'));
    await proving('--write', path, ...theseOnly('kept'));
    const text = readFileSync(path, 'utf8');
    rmSync(folder, { recursive: true });
    expect(text).toMatch(/^before\n<!-- .*-->\n\n\| what is tried /);
    expect(text).toMatch(
      /`broken`\) +\| [^|]+\| 1 +\|.* 7, shorter \|\n\| a promise that is kept \(`kept`\) +\| 5 hostile, 1 others +\| 0 +\|.* 7 +\|\n\n<!--/,
    );
    expect(text).not.toContain('old');
    expect(text).toMatch(/<!-- figures end -->\nafter\n$/);
  });

  it.each(['0/2', '3/2', '2', 'a/b'])('ends with 1 for a part that is none: %s', async (part) => {
    const { exitCode, progress } = await proving('--shard', part, ...theseOnly('kept'));
    expect(exitCode).toBe(1);
    expect(progress).toContain('--shard <n>/<of>');
  });

  it('ends with 1 and names the proof that found a promise broken, and how to see it again', async () => {
    const { exitCode, table, last } = await proving(...theseOnly('kept', 'broken'));
    expect(exitCode).toBe(1);
    expect(table).toContain('✗ broken, letIn: An outsider approved a request.');
    expect(table).toContain('row "outsider"');
    expect(table).toMatch(/✓ +kept/);
    expect(JSON.parse(last)).toMatchObject({ hostile: 6, racers: 2, letIn: 1, lost: 0 });
  });

  it('ends with 1 when a card was untrue', async () => {
    const { exitCode, table } = await proving(...theseOnly('untrue'));
    expect(exitCode).toBe(1);
    expect(table).toContain('✗ untrue, untrue: A card says accepted.');
  });

  it.each([
    ['hangs', 'did not end within'],
    ['rejects-unhandled', 'nobody listens'],
    ['tries-nothing', 'tried nothing: hostile'],
    ['leaks', 'it leaked the bot token in what its process wrote'],
  ])('ends with 1 for a proof that cannot be relied on: %s', async (name, words) => {
    const { exitCode, table } = await proving(...theseOnly(name));
    expect(exitCode).toBe(1);
    expect(table).toContain(`✗ ${name} could not be relied on`);
    expect(table).toContain(words);
  });

  it('ends with 1 and the names of all proofs for a name that is none', async () => {
    const { exitCode, progress } = await proving(...theseOnly('nonsense'));
    expect(exitCode).toBe(1);
    expect(progress).toContain('broken, hangs, kept, leaks');
  });
});
