import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { expect, onTestFinished, test } from 'vitest';
import { type SandboxProcess, startSandboxProcess } from '../../support/sandbox-process.ts';
import { openPage, stateFolder } from '../../support/started-page.ts';

const { requester, approvals } = people;

async function start(stateDir: string, ...more: readonly string[]): Promise<SandboxProcess> {
  const started = await startSandboxProcess(stateDir, 0, ...more);
  onTestFinished(() => started.end());
  return started;
}

test('it goes on where it was, unless it is to begin anew', async () => {
  const stateDir = await stateFolder();
  const first = await start(stateDir);
  const say = { person: requester, channelId: approvals, text: 'Hello' };
  await (await openPage(first.url)).act('say', say);
  await first.end();
  expect(await first.ended).toBe(0);

  const messages = async ({ url }: SandboxProcess) =>
    (await (await openPage(url)).picture(requester)).messages[approvals] ?? [];
  const second = await start(stateDir);
  expect(await messages(second)).toHaveLength(1);
  await second.end();
  expect(await messages(await start(stateDir, '--fresh'))).toHaveLength(0);
});

test('a second one in the same folder says where the first one is', async () => {
  const stateDir = await stateFolder();
  const first = await start(stateDir);
  const second = await start(stateDir);
  expect(second.greeting).toBe(`It runs already, at ${first.url}`);
  expect(await second.ended).toBe(1);
});

test('state that cannot be read is told, with the way out', async () => {
  const stateDir = await stateFolder();
  await writeFile(join(stateDir, 'slack.json'), '{ half');
  const broken = await start(stateDir);
  expect(broken.greeting).toContain('could not be started');
  expect(await broken.ended).toBe(1);
  expect((await start(stateDir, '--fresh')).url).not.toBe('');
});
