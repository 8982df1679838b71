import { findOrganization } from '@doo-repush/functions/slack/form/find-organization';
import { describe, expect, it } from 'vitest';

const organizations = [
  { organizationId: '1', name: 'Z\u00fcrich Messe' },
  { organizationId: '2', name: 'Gro\u00dfe Ko\u0308lner Stra\u00dfe' },
  { organizationId: '3', name: 'Koelner Dom' },
];

describe('an organization is found by a name', () => {
  it.each([
    ['Zu\u0308rich', '1'],
    ['ZUERICH MESSE', '1'],
    ['grosse koelner', '2'],
    ['K\u00d6LNER STRASSE', '2'],
    ['K\u00f6lner Dom', '3'],
    ['koelner\u00a0dom', '3'],
    ['\u200b3', '3'],
  ])('written as %j', (text, organizationId) => {
    expect(findOrganization(text, organizations)).toMatchObject({
      ok: true,
      organization: { organizationId },
    });
  });

  it('that is that of one alone', () => {
    expect(findOrganization('k\u00f6lner', organizations)).toMatchObject({ ok: false });
  });
});
