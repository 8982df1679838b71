import { groupSize } from '@doo-repush/functions/ops/deploy/group-size';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { names, openInstallation, stage } from './installation.ts';

async function lab() {
  const installation = await openInstallation();
  for (const [name, value] of Object.entries(installation.environment)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  const { slack } = installation;
  return {
    installation,
    size: (id: string = people.approverGroup) => groupSize(id, stage, 'eu-central-1', slack.url),
  };
}

describe('the people of a user group', () => {
  it('are counted as the app of the stage sees them', async () => {
    const { size, installation } = await lab();
    const groups = installation.slack.workspace.state.userGroups;
    const group = groups.find(({ id }) => id === people.approverGroup);
    expect(await size()).toEqual({ people: group?.users.length });
  });

  it('are not counted before there is an app', async () => {
    const { size, installation } = await lab();
    installation.secrets.set(names.secrets.slack, {});
    expect(await size()).toEqual({ unread: 'there is no Slack app yet' });
    installation.secrets.remove(names.secrets.slack);
    expect(await size()).toEqual({ unread: 'there is no Slack app yet' });
  });

  it('are not counted where Slack or AWS refuses, which is said', async () => {
    const { size, installation } = await lab();
    expect(await size('S0NOBODY')).toEqual({ unread: 'Slack: no_such_subteam' });
    const { faults } = installation.slack;
    faults.add({ method: 'usergroups.users.list', fault: { error: 'missing_scope' } });
    expect(await size()).toEqual({ unread: 'Slack: missing_scope' });
    installation.secrets.denyAccess(true);
    expect(await size()).toEqual({ unread: `${names.secrets.slack}: denied` });
  });
});
