import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { runSecrets } from '@doo-repush/functions/ops/secrets/run-secrets';
import {
  createSecretsManager,
  type SecretsManager,
} from '@doo-repush/sandbox/aws/secrets-manager/secrets-manager';
import { createClock } from '@doo-repush/sandbox/clock';
import type { Slack } from '@doo-repush/sandbox/slack/slack';
import { onTestFinished } from 'vitest';
import { startSlack } from '../../support/started-slack.ts';
import { names, stage } from './installation.ts';
import { recorded, type ToolRun } from './tool-process.ts';

/** The token that Slack takes. */
export const goodToken = 'canary-bot-token';

/** A run of the tool. */
export interface Edited extends ToolRun {
  /** Whether the terminal's echo was turned off, and on again. */
  readonly rawModes: readonly boolean[];
  /** The same, before the tool awaited anything. */
  readonly firstRawModes: readonly boolean[];
}

/** The tool between Slack and a Secrets Manager in which a deployment made secrets without values. */
export interface SecretsLab {
  readonly secrets: SecretsManager;
  readonly slack: Slack;
  /** Runs `edit` with what a person types, or with standard input that is no terminal. */
  edit(args: readonly string[], typed?: string, options?: { terminal: boolean }): Promise<Edited>;
  stored(kind: keyof typeof names.secrets): unknown;
}

export async function openSecretsLab(): Promise<SecretsLab> {
  const secrets = createSecretsManager({ clock: createClock() });
  await secrets.start();
  const { slack } = await startSlack({ botToken: goodToken });
  onTestFinished(async () => {
    await Promise.all([secrets.stop(), slack.stop()]);
  });
  secrets.create(names.secrets.slack);
  secrets.create(names.secrets.doo);
  secrets.create(names.secrets.organizations);
  const aws = {
    endpoint: secrets.url,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'placeholder', secretAccessKey: 'placeholder' },
  };
  return {
    secrets,
    slack,
    async edit(args, typed = '', { terminal } = { terminal: true }) {
      const rawModes: boolean[] = [];
      const input = Object.assign(new PassThrough(), {
        isTTY: terminal,
        setRawMode: (on: boolean) => rawModes.push(on),
      });
      if (terminal) input.write(typed);
      else input.end(typed);
      const all = ['edit', '--stage', stage, ...args];
      let firstRawModes: readonly boolean[] = [];
      const done = await recorded((output) => {
        const running = runSecrets(all, input, output, { aws, slackApiUrl: slack.url });
        firstRawModes = [...rawModes];
        return running;
      });
      return { ...done, rawModes, firstRawModes };
    },
    stored: (kind) => JSON.parse(secrets.text(names.secrets[kind]) ?? 'null'),
  };
}

/** A doo secret of two organizations with shared credentials. */
export const dooSecret = {
  apiKey: 'canary-api-key',
  clientId: 'canary-client-id',
  clientSecret: 'canary-client-secret',
  organizations: [
    { name: 'Canary One', organizationId: 1, teamId: '11' },
    { name: 'Canary Two', organizationId: 2, teamId: '12' },
  ],
};

/** A file with a secret, which only its owner can read unless told otherwise; gone with the test. */
export async function fileWith(content: unknown, mode = 0o600): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'doo-repush-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'secret.json');
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  await chmod(path, mode);
  return path;
}
