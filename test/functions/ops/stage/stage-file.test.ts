import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseStageFile, stageFileText } from '@doo-repush/functions/ops/stage/parse';
import { readStageFile } from '@doo-repush/functions/ops/stage/read';
import type { StageFile } from '@doo-repush/functions/ops/stage/schema';
import { commandOf, settingsOf } from '@doo-repush/functions/ops/stage/settings';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { root as repository } from '../../../support/sources.ts';
import { STAGE, stagesFolder } from '../stages-folder.ts';

const faultsOf = (value: unknown) => {
  const parsed = parseStageFile(JSON.stringify(value));
  return parsed.ok ? [] : parsed.faults;
};

describe('the file of a stage', () => {
  it('is read as it was written', () => {
    const full: StageFile = {
      ...STAGE,
      command: '/repush',
      requesters: [{ id: 'U0ANNA', name: 'Anna' }],
      approverMention: 'here',
      alarms: { email: 'operators@example.com' },
      approvalTimeoutHours: 0.5,
      officeHours: 'Mon-Fri 08:00-18:00',
      officeTimeZone: 'Europe/Zurich',
      remindAfterMinutes: 30,
      maxOpenRequests: 4,
      timeZone: 'Europe/Vienna',
      rates: { maxPerMinute: 50, callsPerDay: 2_000 },
      slackConcurrency: 20,
    };
    expect(parseStageFile(stageFileText(full))).toEqual({ ok: true, stage: full });
    expect(settingsOf(full, 'production')).toEqual({
      COMMAND: '/repush',
      APPROVAL_CHANNEL: 'C0APPROVALS',
      APPROVERS: 'S0SUPPORT',
      REQUESTERS: 'U0ANNA',
      APPROVER_MENTION: 'here',
      APPROVAL_TIMEOUT_HOURS: '0.5',
      OFFICE_HOURS: 'Mon-Fri 08:00-18:00',
      OFFICE_TIME_ZONE: 'Europe/Zurich',
      REMIND_AFTER_MINUTES: '30',
      MAX_OPEN_REQUESTS: '4',
      DOO_TIME_ZONE: 'Europe/Vienna',
      DOO_MAX_RATE: '50',
      DOO_CALLS_PER_DAY: '2000',
    });
  });

  it.each(['account', 'region', 'channel', 'approvers', 'requesters'] as const)(
    'gives nothing by leaving out %s: it is refused',
    (field) => {
      const { [field]: _, ...rest } = STAGE;
      expect(faultsOf(rest)).toEqual([expect.stringMatching(`^${field}: missing; `)]);
    },
  );

  it('refuses every field that it does not know, wherever it stands', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{3,12}$/), (typo) => {
        const extra = `${typo}X`;
        expect(faultsOf({ ...STAGE, [extra]: 1 })).toEqual([`${extra}: unknown`]);
        expect(faultsOf({ ...STAGE, channel: { ...STAGE.channel, [extra]: 1 } })).toEqual([
          `channel.${extra}: unknown`,
        ]);
      }),
    );
  });

  it('refuses what is no list of people, by the place of the fault', () => {
    expect(faultsOf({ ...STAGE, approvers: 'channel' })).toEqual([
      'approvers: a list of people and user groups',
    ]);
    expect(faultsOf({ ...STAGE, approvers: [{ id: 'C0NOBODY', name: 'x' }] })).toEqual([
      'approvers.0.id: a user id (U…) or a user group id (S…)',
    ]);
    expect(faultsOf({ ...STAGE, approvers: [{ id: 'U0ANNA' }] })).toEqual([
      expect.stringMatching(/^approvers\.0\.name: missing; /),
    ]);
    expect(faultsOf({ ...STAGE, approvers: [STAGE.approvers[0], STAGE.approvers[0]] })).toEqual([
      'approvers: an id stands twice',
    ]);
    expect(faultsOf({ ...STAGE, requesters: 'everybody' })).toEqual([
      expect.stringMatching(/^requesters: "channel" /),
    ]);
  });

  it('refuses a field that stands twice, of which JSON would keep the second', () => {
    const text = stageFileText(STAGE).replace('"requesters"', '"requesters": [],\n  "requesters"');
    expect(parseStageFile(text)).toMatchObject({
      ok: false,
      faults: [expect.stringMatching(/stands twice/)],
    });
  });

  it('lets nobody ask or approve where a list is empty', () => {
    const nobody = settingsOf({ ...STAGE, approvers: [], requesters: [] }, 'staging');
    expect(nobody).toMatchObject({ APPROVERS: ',', REQUESTERS: ',' });
    expect(settingsOf(STAGE, 'staging')).not.toHaveProperty('REQUESTERS');
  });

  it('gives each stage a command of its own', () => {
    expect(commandOf('production')).toBe('/doo-repush');
    expect(commandOf('staging')).toBe('/doo-repush-staging');
    expect(commandOf('Anna')).toBe('/doo-repush-anna');
  });

  it('is found by its stage, absent, or named with its faults', async () => {
    const root = await stagesFolder({ staging: stageFileText(STAGE), broken: '{' });
    expect(await readStageFile(root, 'staging')).toEqual({ kind: 'read', stage: STAGE });
    expect(await readStageFile(root, 'production')).toEqual({ kind: 'absent' });
    expect(await readStageFile(root, 'broken')).toEqual({
      kind: 'unusable',
      faults: ['it is not JSON'],
    });
  });

  it('is taken as the documents show it', () => {
    const [, example = ''] =
      /```json\n([\s\S]*?)```/.exec(readFileSync(join(repository, 'stages/README.md'), 'utf8')) ??
      [];
    expect(parseStageFile(example)).toMatchObject({ ok: true });
  });
});
