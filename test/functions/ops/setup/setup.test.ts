import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { beforeEach, describe, expect, it } from 'vitest';
import { names, stage } from '../installation.ts';
import { openSetupLab, type SetupLab } from './lab.ts';

let lab: SetupLab;

beforeEach(async () => {
  lab = await openSetupLab();
});

const lines = (text: string, state: string) =>
  text.split('\n').filter((line) => line.startsWith(state.padEnd(8)));

describe('npm run setup', () => {
  it('leads from an empty account to the first repush with 8 typed answers and 3 pastes', async () => {
    const { code, out, err } = await lab.run();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(`/invite @doo repush (${stage}) in ${people.approvals}.`);
    expect(out).toContain(`channel: + ${people.approvals}\n`);
    const count = (kind: string) => lab.questions.filter((it) => it.kind === kind).length;
    expect({ typed: count('typed'), pasted: count('pasted') }).toEqual({ typed: 8, pasted: 3 });
    expect(lines(out, 'done').map((line) => line.slice(8, 24).trim())).toEqual([
      'AWS',
      'Channel',
      'Deployment',
      'Slack app',
      'Installation',
      'People',
      'Organizations',
      'Check',
    ]);
    const [app] = lab.installation.slack.apps.all;
    expect(await lab.file()).toEqual({
      account: '000000000000',
      region: 'eu-central-1',
      channel: { id: people.approvals, name: '#doo-repush' },
      approvers: [
        { id: people.approverGroup, name: 'Repush approvers' },
        { id: people.approver, name: 'Ada Approver' },
      ],
      requesters: 'channel',
      slackApp: app?.id,
      alarms: { email: 'operators@example.com' },
    });
    expect(app?.manifest).toMatchObject({
      display_information: { name: `doo repush (${stage})` },
      features: { slash_commands: [{ command: `/doo-repush-${stage}` }] },
    });
  });

  it('shows no secret and keeps none in a file', async () => {
    const { out, err } = await lab.run();
    const kept = JSON.stringify(await lab.file());
    const [app] = lab.installation.slack.apps.all;
    for (const secret of [...lab.secretTexts, app?.signingSecret ?? '']) {
      expect(out + err + kept).not.toContain(secret);
      expect(lab.questions.map(({ text }) => text).join()).not.toContain(secret);
    }
    const stored = lab.installation.secrets.text(names.secrets.slack) ?? '';
    expect(JSON.parse(stored)).toEqual({
      ...lab.installation.slackSecret,
      signingSecret: app?.signingSecret,
    });
  });

  it('goes on after an interruption at every question, with one app and the same end', async () => {
    for (let giveUpAt = 1; giveUpAt <= 11; giveUpAt += 1) {
      const stopped = await openSetupLab();
      const first = await stopped.run([], { giveUpAt });
      expect(first).toMatchObject({ code: 1, err: expect.stringContaining('goes on here') });
      expect(await stopped.run()).toMatchObject({ code: 0, err: '' });
      expect(stopped.installation.slack.apps.all).toHaveLength(1);
      expect(stopped.questions.length, `after ${giveUpAt}`).toBeLessThanOrEqual(14);
    }
  }, 120_000);

  it('shows how the steps stand, asks nobody and changes nothing with --dry-run', async () => {
    const first = await lab.run(['--dry-run']);
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toMatch(/^todo {4}AWS .*no account is chosen yet\nNothing was changed\./);
    await lab.run([], { giveUpAt: 5 });
    const { questions } = lab;
    const before = questions.length;
    const second = await lab.run(['--dry-run']);
    expect(lines(second.out, 'done')).toHaveLength(4);
    expect(lines(second.out, 'todo')).toEqual([expect.stringContaining('nobody may approve')]);
    expect(questions).toHaveLength(before);
  });

  it('takes answers from a file and secrets from standard input', async () => {
    const { account, channel, approvers, requesters, alarms, deploy, organizations, write } =
      lab.answers;
    const { configurationToken, botToken, doo } = lab.answers;
    const done = await lab.runWith(
      { account, channel, approvers, requesters, alarms, deploy, organizations, write },
      { configurationToken, botToken, doo },
    );
    expect(done).toMatchObject({ code: 0, err: '' });
  });

  it('says which answer a file lacks, and does nothing without it', async () => {
    const { code, out } = await lab.runWith({ account: true }, {});
    expect(code).toBe(1);
    expect(out).toContain('The file of answers has no channel');
    const odd = await lab.runWith({ tokne: 'canary-secret' }, {});
    expect(odd.code).toBe(1);
    expect(odd.out + odd.err).not.toContain('canary');
  });

  it('sees that the app differs from the manifest, and mends it once it is told to', async () => {
    await lab.run();
    const { apps } = lab.installation.slack;
    const [app] = apps.all;
    const wanted = structuredClone(app?.manifest);
    if (app)
      app.manifest = {
        ...app.manifest,
        oauth_config: { scopes: { bot: ['commands'], user: ['admin'] } },
      };
    const done = await lab.run(['--only', 'app']);
    expect(done).toMatchObject({ code: 0, err: '' });
    expect(done.out).toContain('differs in oauth_config.scopes.bot, oauth_config.scopes.user');
    expect(done.out).toMatch(/done {4}Slack app .*as the manifest of this version says/);
    expect(app?.manifest).toEqual(wanted);
  });

  it('leaves the manifest alone where nobody gives a token, and says that it was not compared', async () => {
    await lab.run();
    const done = await lab.run(['--only', 'app'], { answers: { configurationToken: '' } });
    expect(done.code).toBe(0);
    expect(done.out).toMatch(/unsure {2}Slack app .*its manifest was not compared/);
  });

  it('lets nobody in before the people are named', async () => {
    await lab.run([], { giveUpAt: 3 });
    const { APPROVERS, REQUESTERS } = lab.installation.parts.slack.settings;
    expect({ APPROVERS, REQUESTERS }).toEqual({ APPROVERS: ',', REQUESTERS: ',' });
  });
});
