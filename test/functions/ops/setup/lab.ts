import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { OutcomeKind } from '@doo-repush/core/repush/outcome';
import { runDeploy } from '@doo-repush/functions/ops/deploy/run-deploy';
import { createCountedDoo } from '@doo-repush/functions/ops/doctor/counted-doo';
import { PromptCancelled } from '@doo-repush/functions/ops/secrets/hidden-prompt';
import { createCloud } from '@doo-repush/functions/ops/setup/cloud';
import type { Prompts } from '@doo-repush/functions/ops/setup/prompts';
import { runSetup } from '@doo-repush/functions/ops/setup/run-setup';
import { stageFileText } from '@doo-repush/functions/ops/stage/parse';
import type { StageFile } from '@doo-repush/functions/ops/stage/schema';
import { CHOSEN_SETTINGS, settingsOf } from '@doo-repush/functions/ops/stage/settings';
import { logGroupOf } from '@doo-repush/functions/runtime/installation-names';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import {
  configurationToken,
  type Installation,
  lambdaClient,
  names,
  openInstallation,
  stage,
} from '../installation.ts';
import { stagesFolder } from '../stages-folder.ts';
import { recordedIn, type ToolRun } from '../tool-process.ts';

/** As the workflow writes it. */
const SENT: OutcomeKind = 'accepted';

type Question = { readonly id: string; readonly kind: 'typed' | 'pasted'; readonly text: string };
export type Answers = Readonly<Record<string, string | boolean | readonly string[]>>;

/** An empty account, a workspace without the app, and whoever sets a stage up. */
export interface SetupLab {
  readonly installation: Installation;
  /** Everything that was asked, in all runs. */
  readonly questions: Question[];
  /** Runs the tool with a person who answers; from question `giveUpAt` on the person is gone. */
  run(args?: readonly string[], more?: { answers?: Answers; giveUpAt?: number }): Promise<ToolRun>;
  /** The same with a file of answers, and secrets on standard input. */
  runWith(answers: object, secrets: object): Promise<ToolRun>;
  file(): Promise<Partial<StageFile>>;
  writeFile(file: Partial<StageFile>): Promise<void>;
  /** The exit code of the next deployments. */
  deployCode: number;
  /** How often something was deployed. */
  readonly deployments: number;
  /** What happens while the setup waits; at first whatever it waits for. */
  whileWaiting: () => void;
  /** Everything that must never be shown or kept in a file. */
  readonly secretTexts: readonly string[];
  readonly answers: Answers;
  readonly csv: string;
}

/** @param awsTimeoutMs how long the tool waits for AWS */
export async function openSetupLab(awsTimeoutMs?: number): Promise<SetupLab> {
  const installation = await openInstallation();
  const { slack, secrets, doo, logs } = installation;
  const root = await stagesFolder({});
  const path = join(root, `stages/${stage}.json`);
  for (const part of ['slack', 'repush', 'worker', 'lookup'] as const) installation.undeploy(part);
  for (const id of Object.values(names.secrets)) secrets.remove(id);
  slack.workspace.state.app.id = 'A0OTHER';
  const channel = slack.workspace.channel(people.approvals);
  if (channel) channel.members = channel.members.filter((id) => id !== people.botUser);

  const { apiKey, clientId, clientSecret, organizations } = doo.secret();
  const csv = join(root, 'organizations.csv');
  const rows = organizations.map((it) => `${it.name};${it.organizationId};${it.teamId}`);
  await writeFile(csv, ['name;organizationId;teamId', ...rows].join('\n'));
  const { botToken } = installation.slackSecret;
  const answers: Answers = {
    account: true,
    channel: `https://sandbox.slack.com/archives/${people.approvals}`,
    configurationToken,
    botToken,
    approvers: '@repush-approvers, Ada Approver',
    requesters: 'channel',
    alarms: 'operators@example.com',
    deploy: true,
    manifest: true,
    organizations: csv,
    doo: `${apiKey} ${clientId} ${clientSecret}`,
    write: true,
  };
  const questions: Question[] = [];

  function personWith(given: Answers, giveUpAt: number): Prompts {
    const asked = new Map<string, number>();
    let count = 0;
    const answer = (kind: Question['kind'], id: string, text: string) => {
      count += 1;
      if (count >= giveUpAt) throw new PromptCancelled();
      questions.push({ id, kind, text });
      if (id === 'botToken') installed();
      const all = [given[id] ?? answers[id]].flat();
      const turn = asked.get(id) ?? 0;
      asked.set(id, turn + 1);
      const found = all[turn];
      if (found === undefined) throw new Error(`Nobody has another answer to ${id}: ${text}`);
      return found;
    };
    const shown = (question: string, fault?: string) =>
      [question, fault].filter(Boolean).join('; ');
    return {
      canRepeat: true,
      text: async (id, question, fault) => String(answer('typed', id, shown(question, fault))),
      secret: async (id, question, fault) => String(answer('pasted', id, shown(question, fault))),
      confirm: async (id, question) => answer('typed', id, question) === true,
    };
  }

  function installed(): void {
    const [app] = slack.apps.all;
    if (app !== undefined) slack.install(app.id);
  }

  const lab = {
    deployCode: 0,
    deployments: 0,
    whileWaiting() {
      if (channel && !channel.members.includes(people.botUser))
        channel.members.push(people.botUser);
      const line = (event: object) => JSON.stringify(event);
      const at = Date.now();
      logs.write(logGroupOf(names.functions.slack), line({ event: 'command_received' }), at);
      logs.write(
        logGroupOf(names.functions.repush),
        line({ event: 'target_ended', outcome: SENT }),
        at,
      );
    },
  };

  async function deployed(): Promise<number> {
    lab.deployments += 1;
    if (lab.deployCode !== 0) return lab.deployCode;
    const file: StageFile = JSON.parse(await readFile(path, 'utf8'));
    const settings = settingsOf(file, stage);
    for (const name of CHOSEN_SETTINGS) installation.set(name, settings[name]);
    for (const id of Object.values(names.secrets)) secrets.create(id);
    installation.redeploy();
    return 0;
  }

  function started(args: readonly string[], prompts: Prompts | undefined, input: PassThrough) {
    return recordedIn(installation.environment, (output) =>
      runSetup(['--stage', stage, '--allow-loopback', ...args], output, {
        root,
        input,
        cloud: createCloud(awsTimeoutMs),
        slackApiUrl: slack.url,
        terminal: prompts && (async () => prompts),
        openDoo: () =>
          createCountedDoo(doo.secret(), {
            callIntervalMs: 0,
            callsPerDay: 1_000,
            allowLoopback: true,
          }),
        deploy: (name, deployOutput, confirm) =>
          runDeploy(['--stage', name], deployOutput, {
            env: {},
            root,
            lambdaIn: () => lambdaClient(installation.lambda.url),
            confirm,
            groupSize: async () => ({ people: 1 }),
            deploy: deployed,
          }),
        open: () => undefined,
        now: () => Date.now(),
        wait: async () => lab.whileWaiting(),
      }),
    );
  }

  return Object.assign(lab, {
    installation,
    questions,
    answers,
    csv,
    secretTexts: [configurationToken, botToken, apiKey, clientId, clientSecret],
    run: (args: readonly string[] = [], more: { answers?: Answers; giveUpAt?: number } = {}) =>
      started(
        args,
        personWith(more.answers ?? {}, more.giveUpAt ?? Number.POSITIVE_INFINITY),
        new PassThrough(),
      ),
    async runWith(given: object, hidden: object) {
      const file = join(root, 'answers.json');
      await writeFile(file, JSON.stringify(given));
      installedOnceCreated();
      const input = new PassThrough();
      input.end(JSON.stringify(hidden));
      return started(['--answers', file], undefined, input);
    },
    file: async () => JSON.parse(await readFile(path, 'utf8')),
    writeFile: (file: Partial<StageFile>) => writeFile(path, stageFileText(file)),
  });

  /** A machine installs the app by other means, as soon as it is there. */
  function installedOnceCreated(): void {
    slack.onChange((change) => {
      if (change === 'call' && slack.calls.at(-1)?.method === 'auth.test') installed();
    });
  }
}
