import { parseDooSecret } from '@doo-repush/core/doo/secret';
import { describe, expect, it } from 'vitest';

const organization = { name: 'Acme Conferences', organizationId: 101, teamId: 'team-1' };
const shared = {
  apiKey: 'placeholder-api-key',
  clientId: 'placeholder-client-id',
  clientSecret: 'placeholder-client-secret',
};

function parse(secret: unknown, allowLoopback = false) {
  return parseDooSecret(JSON.stringify(secret), { allowLoopback });
}

function faultsOf(secret: unknown, allowLoopback = false): string[] {
  const parsed = parse(secret, allowLoopback);
  return parsed.ok ? [] : parsed.faults;
}

describe('parseDooSecret', () => {
  it('gives every organization the shared credentials and the default addresses', () => {
    expect(parse({ ...shared, organizations: [organization] })).toEqual({
      ok: true,
      value: {
        organizations: [{ ...organization, organizationId: '101', credentials: shared }],
        restUrl: 'https://rest.doo.net/v1',
        graphqlUrl: 'https://gql.doo.net',
      },
    });
  });

  it('prefers the credentials of an organization, in either form', () => {
    const own = { apiKey: 'placeholder-own-key', accessToken: 'placeholder-own-token' };
    const parsed = parse({
      ...shared,
      organizations: [
        { ...organization, credentials: own },
        { ...organization, organizationId: '102', teamId: 7 },
      ],
    });
    expect(parsed).toMatchObject({
      ok: true,
      value: {
        organizations: [
          { organizationId: '101', credentials: own },
          { organizationId: '102', teamId: '7', credentials: shared },
        ],
      },
    });
  });

  it('needs no shared credentials when every organization has its own', () => {
    expect(parse({ organizations: [{ ...organization, credentials: shared }] }).ok).toBe(true);
    expect(
      faultsOf({
        organizations: [
          { ...organization, credentials: shared },
          { ...organization, organizationId: 5 },
        ],
      }),
    ).toEqual(['apiKey: is missing', 'clientId: is missing', 'clientSecret: is missing']);
  });

  it('names every fault at once', () => {
    expect(
      faultsOf({
        apiKey: 'placeholder key',
        clientId: '',
        restUrl: 'https://evil.example/v1',
        graphqlUrl: 5,
        organizations: [
          { name: ' ', organizationId: 'abc' },
          { ...organization, teamId: '../x', credentials: { apiKey: 1, accessToken: 'a\nb' } },
        ],
      }),
    ).toEqual([
      'restUrl: must be an https address of doo.net',
      'graphqlUrl: must be text',
      'apiKey: must be printable ASCII without spaces',
      'clientId: must not be empty',
      'clientSecret: is missing',
      'organizations[0].name: must not have white space around it',
      'organizations[0].organizationId: must be a positive whole number',
      'organizations[0].teamId: must be a number or text',
      'organizations[1].teamId: must be letters, digits, - or _',
      'organizations[1].credentials.apiKey: must be text',
      'organizations[1].credentials.accessToken: must be printable ASCII without spaces',
    ]);
  });

  it('refuses both forms of credentials together', () => {
    const both = { ...shared, accessToken: 'placeholder-access-token' };
    const { clientId: _id, ...withoutId } = both;
    const { clientSecret: _secret, ...withoutSecret } = both;
    for (const given of [both, withoutId, withoutSecret])
      expect(faultsOf({ ...given, organizations: [organization] })).toEqual([
        'the secret: give either clientId and clientSecret or accessToken, not both',
      ]);
  });

  it('refuses an organization that is listed twice, in whatever spelling', () => {
    const organizations = [organization, { ...organization, organizationId: '0101' }];
    expect(faultsOf({ ...shared, organizations })).toEqual([
      'organizations[1].organizationId: is the same as organizations[0].organizationId',
    ]);
  });

  it('asks for credentials too where no organization is named', () => {
    expect(faultsOf({ organizations: [] })).toEqual([
      'organizations: must name at least one organization',
      'apiKey: is missing',
      'clientId: is missing',
      'clientSecret: is missing',
    ]);
  });

  it.each(['a b', 'team/1', 'team\n'])('refuses %j as a team id', (teamId) => {
    expect(faultsOf({ ...shared, organizations: [{ ...organization, teamId }] })).toHaveLength(1);
  });

  it.each([0, -1, 1.5, 2 ** 53, '9007199254740993', '1e3', '', true, null])(
    'refuses %j as an organization id',
    (organizationId) => {
      const faults = faultsOf({ ...shared, organizations: [{ ...organization, organizationId }] });
      expect(faults).toHaveLength(1);
      expect(faults[0]).toMatch(/^organizations\[0\]\.organizationId: /);
    },
  );

  it.each([
    [[], 'organizations: must name at least one organization'],
    [undefined, 'organizations: must be a list'],
    [['x'], 'organizations[0]: must be an object'],
  ])('refuses %j as the organizations', (organizations, fault) => {
    expect(faultsOf({ ...shared, organizations })).toContain(fault);
  });

  it('takes loopback addresses only where they are allowed, and drops slashes at the end', () => {
    const secret = { ...shared, organizations: [organization], restUrl: 'http://127.0.0.1:8/v1//' };
    expect(faultsOf(secret)).toEqual(['restUrl: must be an https address of doo.net']);
    expect(parse(secret, true)).toMatchObject({ value: { restUrl: 'http://127.0.0.1:8/v1' } });
  });

  it('refuses an address with a query', () => {
    const secret = { ...shared, organizations: [organization], restUrl: 'https://doo.net/?a=1' };
    expect(faultsOf(secret)).toEqual(['restUrl: must be an https address of doo.net']);
  });

  it.each(['{"apiKey":"placeholder-canary"', '"placeholder-canary"', '[]', ''])(
    'refuses %j as a whole without repeating it',
    (text) => {
      expect(parseDooSecret(text, { allowLoopback: false })).toEqual({
        ok: false,
        faults: ['the secret is not a JSON object'],
      });
    },
  );

  it('never repeats a value in a fault', () => {
    const canary = 'placeholder canary';
    const faults = faultsOf({
      apiKey: canary,
      accessToken: canary,
      clientId: canary,
      restUrl: canary,
      graphqlUrl: canary,
      organizations: [
        { name: `${canary} `, organizationId: canary, teamId: canary, credentials: canary },
        { ...organization, credentials: { apiKey: canary, clientSecret: canary } },
      ],
    });
    expect(faults.length).toBeGreaterThan(8);
    expect(faults.join('\n')).not.toContain('canary');
  });
});
