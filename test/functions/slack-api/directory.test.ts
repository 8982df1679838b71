import { createPeople, type PeopleConfig } from '@doo-repush/functions/slack-api/directory';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startSlack } from '../../support/started-slack.ts';

const GONE = 'S0GONE';

async function startPeople(config: Partial<PeopleConfig>) {
  const { slack, api, clock } = await startSlack();
  onTestFinished(() => slack.stop());
  const warnings: object[] = [];
  const found = createPeople(
    api,
    {
      teamId: people.team,
      approvers: [],
      requesters: undefined,
      approvalChannel: people.approvals,
      ...config,
    },
    () => clock.now(),
    { warn: (event, fields) => void warnings.push({ event, ...fields }) },
  );
  return { slack, found, warnings };
}

const ofSettings = [people.approver, GONE, people.approverGroup];

describe('a user group in the settings that Slack does not know', () => {
  it('counts as empty, and leaves the other approvers unaffected', async () => {
    const { found, warnings } = await startPeople({ approvers: ofSettings });
    expect(await found.isApprover(people.groupApprover)).toBe(true);
    expect(await found.isApprover(people.guest)).toBe(false);
    expect(await found.approverIds()).toContain(people.groupApprover);
    const warning = { event: 'user_group_gone', group: GONE, error: 'no_such_subteam' };
    expect(warnings).toEqual([warning]);
  });

  it('counts as empty in the list of requesters', async () => {
    const { found, warnings } = await startPeople({ requesters: ofSettings });
    expect(await found.isRequester(people.groupApprover)).toBe(true);
    expect(await found.isRequester(people.guest)).toBe(false);
    expect(warnings).toHaveLength(1);
  });

  it.each(['no_such_subteam', 'subteam_disabled', 'plan_upgrade_required', 'paid_teams_only'])(
    'is told by %s',
    async (error) => {
      const { slack, found } = await startPeople({ approvers: [people.approverGroup] });
      slack.faults.add({ method: 'usergroups.users.list', fault: { error } });
      expect(await found.isApprover(people.groupApprover)).toBe(false);
      expect(await found.approverIds()).toEqual([]);
    },
  );
});

it('a user group that Slack cannot read right now leaves everybody unverified', async () => {
  const { slack, found, warnings } = await startPeople({ approvers: ofSettings });
  slack.faults.add({
    method: 'usergroups.users.list',
    fault: { error: 'internal_error' },
    times: 2,
  });
  expect(await found.isApprover(people.groupApprover)).toBe(undefined);
  expect(warnings).toEqual([]);
});

it('a large channel’s members are read in pages of the size that Slack recommends', async () => {
  const { slack, found } = await startPeople({});
  const channel = slack.workspace.channel(people.approvals);
  const many = Array.from({ length: 450 }, (_, index) => `U${String(index).padStart(8, '0')}`);
  channel?.members.push(...many);
  expect(await found.isRequester('U00000449')).toBe(true);
  expect(slack.calls.filter(({ method }) => method === 'conversations.members')).toHaveLength(3);
});

describe('a person in an Enterprise organization', () => {
  const standingOf = async (teams: string[] | undefined, is_stranger = false) => {
    const { slack, found } = await startPeople({});
    const organization = { id: 'U0ORG', enterprise_id: 'E0ORG', enterprise_name: 'Org' };
    Object.assign(slack.workspace.user(people.requester) ?? {}, {
      team_id: people.otherTeam,
      is_stranger,
      ...(teams && { enterprise_user: { ...organization, teams } }),
    });
    return found.standing(people.requester);
  };

  it('is a member if our workspace is among theirs, whichever one Slack names first', async () => {
    expect(await standingOf([people.otherTeam, people.team])).toBe('member');
  });

  it('is an outsider if it is not, or if Slack marks them as a stranger', async () => {
    expect(await standingOf(undefined)).toBe('outsider');
    expect(await standingOf([])).toBe('outsider');
    expect(await standingOf([people.otherTeam])).toBe('outsider');
    expect(await standingOf([people.otherTeam, people.team], true)).toBe('outsider');
  });
});
