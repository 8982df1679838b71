import { packOrganizations, unpackOrganizations } from '@doo-repush/core/doo/packed-organizations';
import {
  MAX_SECRET_BYTES,
  organizationsSecretText,
  parseDooSecret,
  parseOrganizationsSecret,
  secretText,
} from '@doo-repush/core/doo/secret';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const shared = { apiKey: 'placeholder', clientId: 'placeholder', clientSecret: 'placeholder' };
const own = { apiKey: 'placeholder-2', accessToken: 'placeholder-2' };

/** Names of 26 characters, of which eight say nothing of the next, and ids that are not in order. */
function organizations(count: number) {
  return Array.from({ length: count }, (_, index) => {
    const scattered = (index * 2_654_435_761) % 4_294_967_296;
    return {
      name: `Kongress ${scattered.toString(36).padStart(8, 'x')} und Mehr`,
      organizationId: String(1 + (scattered % 899_999_999)),
      teamId: String(1 + ((scattered * 7) % 899_999)),
    };
  });
}

const faultsOf = (secret: unknown) => {
  const parsed = parseDooSecret(JSON.stringify(secret), { allowLoopback: false });
  return parsed.ok ? [] : parsed.faults;
};

describe('room for organizations', () => {
  it('is there for 2,000 in the doo secret and in the one without credentials', () => {
    const list = organizations(2_000);
    const text = secretText({ ...shared, organizations: list });
    expect(Buffer.byteLength(text)).toBeLessThan(MAX_SECRET_BYTES);
    const parsed = parseDooSecret(text, { allowLoopback: false });
    expect(parsed.ok && parsed.value.organizations).toEqual(
      list.map((each) => ({ ...each, credentials: shared })),
    );
    const named = organizationsSecretText({ organizations: list });
    expect(Buffer.byteLength(named)).toBeLessThan(MAX_SECRET_BYTES);
    expect(parseOrganizationsSecret(named)).toEqual({ ok: true, value: list });
  });

  it('stays a plain list, which every version reads, as long as that fits', () => {
    const secret = { ...shared, organizations: organizations(300) };
    expect(secretText(secret)).toBe(JSON.stringify(secret));
  });

  it('is taken without a loss: what was packed is what is read', () => {
    const entry = fc.record(
      {
        name: fc.string({ unit: 'binary' }),
        organizationId: fc.oneof(fc.nat(), fc.string()),
        teamId: fc.oneof(fc.nat(), fc.string()),
        credentials: fc.oneof(fc.string(), fc.constant(own)),
      },
      { requiredKeys: ['name', 'organizationId', 'teamId'] },
    );
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 5 }), (list) => {
        const read = unpackOrganizations(packOrganizations(list));
        expect(read).toEqual(JSON.parse(JSON.stringify(list)));
      }),
    );
  });

  it.each([
    ['nothing that was packed', 'canary'],
    ['no text', 7],
    ['an empty text', ''],
  ])('is refused for %s, without its value', (_, packedOrganizations) => {
    expect(faultsOf({ ...shared, packedOrganizations })).toEqual([
      'packedOrganizations: cannot be unpacked',
    ]);
  });

  it('is never read from two lists', () => {
    const { packedOrganizations } = JSON.parse(
      secretText({ ...shared, organizations: organizations(2_000) }),
    );
    expect(faultsOf({ ...shared, organizations: [], packedOrganizations })).toEqual([
      'packedOrganizations: must not stand beside organizations',
    ]);
  });

  it('keeps credentials out of the secret that slack reads, packed or not', () => {
    const list = organizations(2_000).map((each) => ({ ...each, credentials: 'partners' }));
    const text = secretText({ ...shared, credentialSets: { partners: own }, organizations: list });
    expect(text).toContain('packedOrganizations');
    expect(parseOrganizationsSecret(text)).toEqual({
      ok: false,
      faults: ['the secret: must not hold credentials'],
    });
  });
});

describe('named sets of credentials', () => {
  const organization = { name: 'Acme', organizationId: '101', teamId: '7' };

  it('serve every organization that refers to one', () => {
    const secret = {
      credentialSets: { partners: own, own: shared },
      organizations: [
        { ...organization, credentials: 'partners' },
        { ...organization, organizationId: '102', credentials: 'own' },
      ],
    };
    const parsed = parseDooSecret(JSON.stringify(secret), { allowLoopback: false });
    expect(parsed.ok && parsed.value.organizations.map(({ credentials }) => credentials)).toEqual([
      own,
      shared,
    ]);
  });

  it.each(['canary', '__proto__', 'constructor'])('are not made up for the name %s', (name) => {
    const secret = { ...shared, organizations: [{ ...organization, credentials: name }] };
    expect(faultsOf(secret)).toEqual([
      'organizations[0].credentials: names none of credentialSets',
    ]);
  });

  it('are refused by their place where one is incomplete', () => {
    const secret = {
      ...shared,
      credentialSets: { partners: { apiKey: 'placeholder' } },
      organizations: [organization],
    };
    expect(faultsOf(secret)).toEqual([
      'credentialSets[0].clientId: is missing',
      'credentialSets[0].clientSecret: is missing',
    ]);
  });
});
