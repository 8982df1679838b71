import { parseDooSecret } from '@doo-repush/core/doo/secret';
import { parseSlackSecret, SlackSecretError } from '../../runtime/secrets/slack-secret.ts';
import { signingSecretFault } from '../signing-secret.ts';
import { unmeantFaults } from './strict-fields.ts';

/** The two secrets of an installation. */
export const SECRET_KINDS = ['slack', 'doo'] as const;
export type SecretKind = (typeof SECRET_KINDS)[number];

/** A field that a person is asked for, and where it is found. */
export interface AskedField {
  readonly name: string;
  readonly where: string;
}

/**
 * What is asked for where no file is given: Slack itself tells the ids that belong to a token, and
 * the organizations of doo are a list, which a prompt leaves as it is.
 */
export const ASKED_FIELDS: Readonly<Record<SecretKind, readonly AskedField[]>> = {
  slack: [
    { name: 'botToken', where: 'OAuth & Permissions, Bot User OAuth Token' },
    { name: 'signingSecret', where: 'Basic Information, Signing Secret' },
  ],
  doo: [
    { name: 'apiKey', where: 'from doo' },
    { name: 'clientId', where: 'from doo; leave empty for an access token' },
    { name: 'clientSecret', where: 'from doo; leave empty for an access token' },
    { name: 'accessToken', where: 'only without clientId and clientSecret' },
  ],
};

/** Every field that a secret may have, at any depth: nothing else is ever named. */
export const FIELD_NAMES: ReadonlySet<string> = new Set([
  ...Object.values(ASKED_FIELDS).flatMap((fields) => fields.map(({ name }) => name)),
  'botId',
  'botUserId',
  'teamId',
  'organizations',
  'name',
  'organizationId',
  'credentials',
  'credentialSets',
  'restUrl',
  'graphqlUrl',
]);

/** What is wrong with the text of a secret: fields by name, never a value. */
export function secretFaults(kind: SecretKind, text: string, allowLoopback: boolean): string[] {
  if (kind === 'doo') {
    const parsed = parseDooSecret(text, { allowLoopback });
    return parsed.ok ? unmeantFaults(text, parsed.value) : parsed.faults;
  }
  try {
    const fault = signingSecretFault(parseSlackSecret(text).signingSecret);
    return fault === undefined ? [] : [fault];
  } catch (error) {
    if (error instanceof SlackSecretError) return [error.message];
    throw error;
  }
}
