import { describe, expect, it } from 'vitest';
import { names } from './installation.ts';
import { dooSecret, fileWith, openSecretsLab } from './secrets-lab.ts';

/** Without credentials, and with ids as the functions read them. */
const namedOrganizations = {
  organizations: dooSecret.organizations.map(({ organizationId, ...others }) => ({
    ...others,
    organizationId: String(organizationId),
  })),
};

describe('the organizations of a doo secret', () => {
  it('are written without credentials to the secret that slack reads', async () => {
    const lab = await openSecretsLab();
    const [first, ...others] = dooSecret.organizations;
    const own = { ...first, credentials: { apiKey: 'canary', accessToken: 'canary' } };
    const value = { ...dooSecret, organizations: [own, ...others] };
    const done = await lab.edit(['doo', '--file', await fileWith(value)]);
    expect(done).toMatchObject({ code: 0, err: '' });
    expect(lab.stored('organizations')).toEqual(namedOrganizations);
    expect(done.out).toContain(`${names.secrets.organizations}\n  organizations: 2,`);
  });

  it('are written where the doo secret itself does not change', async () => {
    const lab = await openSecretsLab();
    lab.secrets.set(names.secrets.doo, dooSecret);
    const done = await lab.edit(['doo', '--file', await fileWith(dooSecret)]);
    expect(done).toMatchObject({ code: 0, out: expect.stringContaining('Nothing changes.\n') });
    expect(lab.stored('organizations')).toEqual(namedOrganizations);
  });

  it('stay in the doo secret alone where an installation has no such secret', async () => {
    const lab = await openSecretsLab();
    lab.secrets.remove(names.secrets.organizations);
    const done = await lab.edit(['doo', '--file', await fileWith(dooSecret)]);
    expect(done).toMatchObject({ code: 0, err: '' });
    expect(done.out).not.toContain(names.secrets.organizations);
  });

  it('are not written to a secret that is marked for deletion, which is said', async () => {
    const lab = await openSecretsLab();
    lab.secrets.markForDeletion(names.secrets.organizations);
    const done = await lab.edit(['doo', '--file', await fileWith(dooSecret)]);
    expect(done).toMatchObject({ code: 1, err: expect.stringContaining('restore-secret') });
    expect(lab.stored('doo')).toEqual(dooSecret);
  });
});
