import { type Broken, dooSecretWith, editDoo } from './broken.ts';

/** What is wrong with doo. */
export const brokenDoo: readonly Broken[] = [
  {
    when: 'doo refuses the credentials',
    step: 'doo_token',
    says: /the credentials for Acme Conferences and 2 more: unauthorized \(401\)/,
    mend: editDoo,
    breaks: dooSecretWith({ clientSecret: 'placeholder-other' }),
  },
  {
    when: 'doo cannot be reached',
    step: 'doo_token',
    says: /unreachable \(ECONNREFUSED\)/,
    mend: /restUrl/,
    breaks: (it) => it.doo.faults.set('oauth', { kind: 'refused' }),
  },
  {
    when: 'doo does not know a team',
    step: 'doo_organizations',
    says: /^Elsewhere: refused \(40\d\); calls to doo: 2$/,
    mend: /teamId.*edit doo/,
    breaks: dooSecretWith({
      organizations: [{ name: 'Elsewhere', organizationId: 1, teamId: 'none' }],
    }),
  },
  {
    when: "the day's calls to doo are used up",
    step: 'doo_organizations',
    says: /^Acme Conferences: rate_limited \(429\); calls to doo: 2$/,
    mend: /next day/,
    breaks: (it) => it.doo.faults.set('list', { kind: 'status_429' }),
  },
  {
    when: 'doo has an error page',
    step: 'doo_organizations',
    says: /server_error \(502\)/,
    mend: /in a minute/,
    breaks: (it) => it.doo.faults.set('list', { kind: 'html_502' }),
  },
];
