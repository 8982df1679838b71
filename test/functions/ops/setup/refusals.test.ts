import type { FaultKind, Faults } from '@doo-repush/sandbox/aws/faults';
import type { IdentityRefusal } from '@doo-repush/sandbox/aws/identity/identity';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Installation, names } from '../installation.ts';
import type { ToolRun } from '../tool-process.ts';
import { openSetupLab, type SetupLab } from './lab.ts';

let lab: SetupLab;

beforeEach(async () => {
  lab = await openSetupLab();
});

/** What AWS may answer, and what a person then reads: what happened, and what to do. */
const REFUSALS: readonly [fault: FaultKind, says: RegExp, fix: RegExp][] = [
  ['expired', /ExpiredTokenException/, /aws sso login/],
  ['region_off', /UnrecognizedClientException/, /aws sso login|enable the region/],
  ['denied', /AccessDeniedException|denied/, /granted to you/],
  ['throttle', /TooManyRequestsException/, /Wait a minute/],
  ['500', /ServiceException|InternalServiceError/, /[Aa]gain/],
  ['refused', /AWS was not reached|unavailable \(TimeoutError/, /[Cc]heck the network/],
];

type Faulty = 'lambda' | 'secrets' | 'logs';

/** Every call of AWS by which a step looks, or acts, and the part of a whole setup that makes it. */
const LOOKS: readonly [operation: string, of: Faulty, step: string][] = [
  ['GetFunctionConfiguration', 'lambda', 'deploy'],
  ['GetFunctionUrlConfig', 'lambda', 'deploy'],
  ['DescribeSecret', 'secrets', 'app'],
  ['GetSecretValue', 'secrets', 'app'],
  ['GetSecretValue', 'secrets', 'install'],
  ['GetFunctionConfiguration', 'lambda', 'people'],
  ['DescribeSecret', 'secrets', 'organizations'],
  ['GetSecretValue', 'secrets', 'organizations'],
];

function armed(installation: Installation, of: Faulty): Faults {
  return installation[of].faults;
}

function expectTold({ code, out, err }: ToolRun, says: RegExp, fix: RegExp): void {
  expect(code).toBe(1);
  expect(out).toMatch(/^blocked /m);
  expect(out).toMatch(says);
  expect(err).toMatch(/^fix: .+\n$/);
  expect(err).toMatch(fix);
  expect(out + err).not.toContain('arn:aws:iam');
}

describe('a setup that AWS refuses', () => {
  it('says at every look what happened and what to do, and goes on from there', async () => {
    await lab.run();
    for (const [operation, of, step] of LOOKS)
      for (const [fault, says, fix] of REFUSALS) {
        const faults = armed(lab.installation, of);
        faults.add({ operation, fault, times: 2 });
        expectTold(await lab.run(['--only', step, '--dry-run']), says, fix);
        faults.clear();
      }
    expect((await lab.run(['--dry-run'])).code).toBe(0);
  }, 60_000);

  it('waits for no AWS that never answers, and says what to do', async () => {
    const patient = await openSetupLab(1_000);
    await patient.run();
    for (const [operation, of, step] of LOOKS) {
      const faults = armed(patient.installation, of);
      faults.add({ operation, fault: 'hang', times: 2 });
      const { code, out, err } = await patient.run(['--only', step, '--dry-run']);
      expect({ code, out }).toEqual({ code: 1, out: expect.stringMatching(/TimeoutError/) });
      expect(err).toMatch(/^Looking at .* …\nfix: Check the network.*\n$/i);
      faults.clear();
    }
  }, 60_000);

  it.each(REFUSALS)('says why a secret was not written (%s)', async (fault, says, fix) => {
    armed(lab.installation, 'secrets').add({ operation: 'PutSecretValue', fault, times: 2 });
    expectTold(await lab.run(), says, fix);
  });

  it.each(REFUSALS)('says why the URL is not known to the app (%s)', async (fault, says, fix) => {
    await lab.run([], { giveUpAt: 3 });
    const faults = armed(lab.installation, 'lambda');
    faults.add({ operation: 'GetFunctionUrlConfig', fault, times: 2 });
    expectTold(await lab.run(['--only', 'app']), says, fix);
  });

  const identities: readonly [IdentityRefusal, RegExp][] = [
    ['ExpiredToken', /aws sso login/],
    ['InvalidClientTokenId', /enable the region in the account/],
    ['SignatureDoesNotMatch', /clock by NTP/],
    ['RegionDisabledException', /Enable the region in the account/],
    ['AccessDenied', /granted to you/],
    ['Throttling', /Wait a minute/],
  ];
  it.each(identities)('says why AWS does not tell the account (%s)', async (refusal, fix) => {
    lab.installation.identity.refuse(refusal);
    expectTold(await lab.run(), new RegExp(`\\(${refusal}`), fix);
  });

  it('waits on where the log cannot be read for a moment, and says at once what stays', async () => {
    await lab.run();
    const faults = armed(lab.installation, 'logs');
    faults.add({ operation: 'FilterLogEvents', fault: 'throttle', times: 4 });
    expect(await lab.run(['--only', 'check'])).toMatchObject({ code: 0, err: '' });
    faults.add({ operation: 'FilterLogEvents', fault: 'denied' });
    expectTold(
      await lab.run(['--only', 'check']),
      /you may not call logs:FilterLogEvents/,
      /Have logs:FilterLogEvents granted to you/,
    );
  });

  it('does not take people for not deployed where it cannot see what is deployed', async () => {
    await lab.run();
    const faults = armed(lab.installation, 'lambda');
    faults.add({ operation: 'GetFunctionConfiguration', fault: 'expired' });
    const { out } = await lab.run(['--only', 'people']);
    expect(out).toMatch(/^blocked +People .*AWS does not take the credentials/);
    expect(lab.deployments).toBe(2);
  });

  it('deploys again where the function has no URL', async () => {
    await lab.run([], { giveUpAt: 3 });
    lab.installation.closeUrl();
    const { out } = await lab.run(['--only', 'deploy', '--dry-run']);
    expect(out).toMatch(/^todo +Deployment +.*has no URL yet/);
    expectTold(await lab.run(['--only', 'app']), new RegExp(names.functions.slack), /Deploy again/);
  });
});
