import { type DooSecret, secretFields } from '@doo-repush/core/doo/secret';
import { isRecord } from '@doo-repush/core/json';

const CREDENTIALS = ['apiKey', 'clientId', 'clientSecret', 'accessToken'];
const FIELDS = {
  secret: [...CREDENTIALS, 'organizations', 'credentialSets', 'restUrl', 'graphqlUrl'],
  organization: ['name', 'organizationId', 'teamId', 'credentials'],
  credentials: CREDENTIALS,
};

/**
 * What the functions would pass over in a doo secret and nobody means: fields that no function reads, such
 * as `credential`, and a team that two organizations have. An unknown field is not named, since its name
 * may be a value that went astray.
 */
export function unmeantFaults(text: string, { organizations }: DooSecret): string[] {
  const fields = secretFields(text) ?? {};
  const entries = Array.isArray(fields.organizations) ? fields.organizations : [];
  const sets = isRecord(fields.credentialSets) ? Object.values(fields.credentialSets) : [];
  const teams = new Map<string, number>();
  return [
    ...unknownField('the secret', fields, 'secret'),
    ...sets.flatMap((set, index) => unknownField(`credentialSets[${index}]`, set, 'credentials')),
    ...entries.flatMap((entry: unknown, index) => {
      const path = `organizations[${index}]`;
      const own = isRecord(entry) ? entry.credentials : undefined;
      return [
        ...unknownField(path, entry, 'organization'),
        ...unknownField(`${path}.credentials`, own, 'credentials'),
      ];
    }),
    ...organizations.flatMap(({ teamId }, index) => {
      const first = teams.get(teamId);
      teams.set(teamId, first ?? index);
      return first === undefined
        ? []
        : [`organizations[${index}].teamId: is the same as organizations[${first}].teamId`];
    }),
  ];
}

function unknownField(path: string, value: unknown, kind: keyof typeof FIELDS): string[] {
  if (!isRecord(value)) return [];
  const known = FIELDS[kind];
  const hasUnknown = Object.keys(value).some((key) => !known.includes(key));
  return hasUnknown ? [`${path}: has a field that is not one of ${known.join(', ')}`] : [];
}
