import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { beforeEach, describe, expect, it } from 'vitest';
import { configurationToken, names } from '../installation.ts';
import { openSetupLab, type SetupLab } from './lab.ts';

let lab: SetupLab;

beforeEach(async () => {
  lab = await openSetupLab();
});

/** A run that cannot go on; the next one does. */
async function stops(says: RegExp): Promise<void> {
  const { code, out, err } = await lab.run();
  expect(out + err).toMatch(says);
  expect(code).toBe(1);
}

async function goesOn(): Promise<void> {
  expect(await lab.run()).toMatchObject({ code: 0, err: '' });
  expect(lab.installation.slack.apps.all).toHaveLength(1);
}

describe('a setup that meets a failure', () => {
  it('goes on once the credentials are valid, and refuses those of another account', async () => {
    const { identity } = lab.installation;
    identity.refuse('ExpiredToken');
    await stops(/does not say who asks: .*\(ExpiredToken\)[\s\S]*aws sso login/);
    identity.refuse(undefined);
    await lab.run([], { giveUpAt: 2 });
    identity.setAccount('999999999999');
    await stops(/credentials are of the account 999999999999, the file says 000000000000/);
    identity.setAccount('000000000000');
    await goesOn();
  });

  it('goes on after a deployment that failed', async () => {
    lab.deployCode = 3;
    await stops(/The deployment ended with 3/);
    lab.deployCode = 0;
    await goesOn();
  });

  it('asks again for a configuration token that Slack does not take, and repeats none', async () => {
    const answers = { configurationToken: ['xoxe-1-canary', 'canary-wrong', configurationToken] };
    const { code, out, err } = await lab.run([], { answers });
    expect(code).toBe(0);
    const asked = lab.questions.filter(({ id }) => id === 'configurationToken');
    expect(asked.map(({ text }) => /refresh token|invalid_auth/.exec(text)?.[0])).toEqual([
      undefined,
      'refresh token',
      'invalid_auth',
    ]);
    expect(out + err + JSON.stringify(asked)).not.toContain('canary');
  });

  it('creates no second app by itself where Slack did not answer', async () => {
    const { faults, apps } = lab.installation.slack;
    faults.add({ method: 'apps.manifest.create', fault: 'reset_after' });
    await stops(/did not answer apps\.manifest\.create[\s\S]*write its App ID into the file/);
    const [app] = apps.all;
    await lab.writeFile({ ...(await lab.file()), slackApp: app?.id });
    const answers = { signingSecret: ['canary', app?.signingSecret ?? ''] };
    expect(await lab.run([], { answers })).toMatchObject({ code: 0, err: '' });
    expect(apps.all).toHaveLength(1);
  });

  it('shows what Slack refuses of the manifest, with its place', async () => {
    lab.installation.slack.faults.add({
      method: 'apps.manifest.validate',
      fault: {
        error: 'invalid_manifest',
        errors: [{ code: 'x', message: 'Must be shorter', pointer: '/features/bot_user' }],
      },
    });
    await stops(
      /refuses apps\.manifest\.validate \(invalid_manifest\)\n {2}\/features\/bot_user Must/,
    );
    await goesOn();
  });

  it('keeps the app where its signing secret could not be written, and asks for that', async () => {
    const { secrets, slack } = lab.installation;
    secrets.faults.add({ operation: 'PutSecretValue', fault: 'denied' });
    await stops(/cannot be written: denied[\s\S]*PutSecretValue/);
    const answers = { signingSecret: slack.apps.all[0]?.signingSecret ?? '' };
    expect(await lab.run([], { answers })).toMatchObject({ code: 0, err: '' });
    expect(slack.apps.all).toHaveLength(1);
  });

  it('takes no token of another app, and none that lacks a scope', async () => {
    await lab.run([], { giveUpAt: 4 });
    const { slack } = lab.installation;
    const [app] = slack.apps.all;
    await lab.writeFile({ ...(await lab.file()), slackApp: 'A0ELSE' });
    const answers = { configurationToken: '' };
    await expect(lab.run([], { answers })).rejects.toThrow(
      /Nobody has another answer to botToken: .*of the app A\w+, not of A0ELSE/,
    );
    if (app) app.manifest = { ...app.manifest, oauth_config: { scopes: { bot: ['users:read'] } } };
    await expect(lab.run([], { answers })).rejects.toThrow(/the token has not channels:history/);
  });

  it('stops at an archived channel', async () => {
    const channel = lab.installation.slack.workspace.channel(people.approvals);
    lab.whileWaiting = () => Object.assign(channel ?? {}, { archived: true });
    await stops(/blocked +Installation +#doo-repush is archived\nfix: Unarchive it/);
  });

  it('asks again for names that nobody has, and for those that several have', async () => {
    const { users } = lab.installation.slack.workspace.state;
    for (const id of [people.requester, people.secondRequester])
      Object.assign(users.find((user) => user.id === id) ?? {}, { real_name: 'Sam Same' });
    const approvers = ['Nobody', 'Gil Guest', 'Sam Same', `${people.requester}, ada`];
    expect((await lab.run([], { answers: { approvers } })).code).toBe(0);
    const asked = lab.questions.filter(({ id }) => id === 'approvers').map(({ text }) => text);
    expect(asked[1]).toContain('No user group or full member is called "Nobody"');
    expect(asked[2]).toContain('"Gil Guest"');
    expect(asked[3]).toMatch(/Sam Same \(U\w+\) or Sam Same \(U\w+\): write the id of one/);
    expect((await lab.file()).approvers?.map(({ id }) => id)).toEqual([
      people.requester,
      people.approver,
    ]);
  });

  it('asks again for a link, an address, a file and credentials that are none', async () => {
    const answers = {
      channel: ['#doo-repush', String(lab.answers.channel)],
      alarms: ['operators', 'none'],
      organizations: ['canary.csv', lab.csv],
      doo: ['one', String(lab.answers.doo)],
    };
    expect((await lab.run([], { answers })).code).toBe(0);
    expect((await lab.file()).alarms).toBeUndefined();
  });

  it('names what the doctor finds, and goes on once that is mended', async () => {
    const { secrets } = lab.installation;
    await lab.run([], { giveUpAt: 10 });
    await lab.run([], { answers: { write: true } });
    const text = secrets.text(names.secrets.organizations) ?? '';
    secrets.set(names.secrets.organizations, { organizations: [] });
    const broken = await lab.run(['--only', 'check']);
    expect(broken).toMatchObject({ code: 1, err: expect.stringContaining('fix:') });
    expect(broken.out).toMatch(/failed +Organizations/);
    secrets.set(names.secrets.organizations, text);
    expect(await lab.run(['--only', 'check'])).toMatchObject({ code: 0, err: '' });
  });
});
