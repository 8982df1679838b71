import * as z from 'zod/mini';
import {
  credentialsForm,
  type DooCredentials,
  hasCredentials,
  requiredText,
} from './credentials.ts';
import { DEFAULT_GRAPHQL_URL, DEFAULT_REST_URL, trustedBaseUrl } from './hosts.ts';
import { PACKED_FIELD, packOrganizations, unpackOrganizations } from './packed-organizations.ts';

/** An organization as doo names it. */
export interface Organization {
  name: string;
  /** A positive safe integer in decimal digits; sent to doo as a number. */
  organizationId: string;
  teamId: string;
}

/** One organization of the secret, with the credentials that apply to it. */
export interface DooOrganization extends Organization {
  credentials: DooCredentials;
}

/** The validated doo secret. URLs have no trailing slash. */
export interface DooSecret {
  organizations: DooOrganization[];
  restUrl: string;
  graphqlUrl: string;
}

/** Bytes that a secret's value may have (AWS docs: Secrets Manager quotas). */
export const MAX_SECRET_BYTES = 65_536;

/** What a secret's text came to: its value, or what is at fault, field by field. */
export type ParsedSecret<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly faults: string[] };

const idForm = z.union([z.number(), z.string()], { error: 'must be a number or text' });

const organizationIdForm = z.pipe(
  z
    .pipe(idForm, z.transform(String))
    .check(
      z.refine(
        (id) => /^\d{1,16}$/.test(id) && Number(id) > 0 && Number.isSafeInteger(Number(id)),
        'must be a positive whole number',
      ),
    ),
  z.transform((id: string) => String(Number(id))),
);

const teamIdForm = z
  .pipe(idForm, z.transform(String))
  .check(z.refine((id) => /^[A-Za-z0-9_-]{1,100}$/.test(id), 'must be letters, digits, - or _'));

const organizationForm = z.object(
  { name: requiredText, organizationId: organizationIdForm, teamId: teamIdForm },
  'must be an object',
);

const organizationsForm = z
  .array(z.record(z.string(), z.unknown(), 'must be an object'), 'must be a list')
  .check(z.minLength(1, 'must name at least one organization'));

const objectForm = z.record(z.string(), z.unknown(), 'must be an object');

/**
 * Parses the doo secret. Errors name all invalid fields at once and never repeat a value. With
 * `allowLoopback`, URLs may point to this machine.
 */
export function parseDooSecret(
  text: string,
  options: { allowLoopback: boolean },
): ParsedSecret<DooSecret> {
  const fields = parseObject(text);
  if (fields === undefined) return { ok: false, faults: ['the secret is not a JSON object'] };
  const faults: string[] = [];
  const restUrl = takeUrl(fields, 'restUrl', DEFAULT_REST_URL, options.allowLoopback, faults);
  const graphqlUrl = takeUrl(
    fields,
    'graphqlUrl',
    DEFAULT_GRAPHQL_URL,
    options.allowLoopback,
    faults,
  );
  const organizations = takeOrganizations(fields, faults);
  if (faults.length > 0) return { ok: false, faults };
  return { ok: true, value: { organizations, restUrl, graphqlUrl } };
}

/**
 * Parses the organizations secret. It holds no credentials; a text with any is rejected. Errors are like those
 * of the doo secret.
 */
export function parseOrganizationsSecret(text: string): ParsedSecret<Organization[]> {
  const fields = parseObject(text);
  if (fields === undefined) return { ok: false, faults: ['the secret is not a JSON object'] };
  const faults: string[] = [];
  const entries = takeEntries(fields, faults);
  const isForbidden = (each: Record<string, unknown>) =>
    hasCredentials(each) || 'credentials' in each || 'credentialSets' in each;
  if ([fields, ...entries].some(isForbidden)) faults.push('the secret: must not hold credentials');
  const named = takeNamed(entries, faults).flatMap((each) => each.named ?? []);
  return faults.length > 0 ? { ok: false, faults } : { ok: true, value: named };
}

/** Encodes the organizations secret for these organizations, dropping everything else about them. */
export function organizationsSecretText({
  organizations,
}: {
  readonly organizations: readonly Organization[];
}): string {
  return secretText({
    organizations: organizations.map(({ name, organizationId, teamId }) => ({
      name,
      organizationId,
      teamId,
    })),
  });
}

/**
 * A secret as it is stored: a plain list of organizations while it fits, which every version reads, else
 * the packed one.
 */
export function secretText(fields: Readonly<Record<string, unknown>>): string {
  const plain = JSON.stringify(fields);
  return Buffer.byteLength(plain) <= MAX_SECRET_BYTES ? plain : packedText(fields);
}

/** A secret with its organizations packed, however few they are. */
export function packedText(fields: Readonly<Record<string, unknown>>): string {
  const { organizations, ...others } = fields;
  return Array.isArray(organizations) && organizations.every(isObject)
    ? JSON.stringify({ ...others, [PACKED_FIELD]: packOrganizations(organizations) })
    : JSON.stringify(fields);
}

/** The fields of a secret with its organizations as a plain list, not validated; `undefined` for no object. */
export function secretFields(text: string): Record<string, unknown> | undefined {
  const fields = parseObject(text);
  const organizations = fields && unpackOrganizations(fields[PACKED_FIELD]);
  if (fields === undefined || organizations === undefined) return fields;
  const { [PACKED_FIELD]: _, ...others } = fields;
  return { ...others, organizations };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return objectForm.safeParse(value).success;
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    return objectForm.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function takeUrl(
  fields: Record<string, unknown>,
  name: 'restUrl' | 'graphqlUrl',
  fallback: string,
  allowLoopback: boolean,
  faults: string[],
): string {
  const given = take(z.optional(requiredText), fields[name], name, faults);
  if (given === undefined) return fallback;
  const url = trustedBaseUrl(given, allowLoopback);
  if (url === undefined) faults.push(`${name}: must be an https address of doo.net`);
  return url ?? fallback;
}

/** The list of organizations, plain or packed. */
function takeEntries(
  fields: Readonly<Record<string, unknown>>,
  faults: string[],
): Record<string, unknown>[] {
  const packed = fields[PACKED_FIELD];
  if (packed === undefined)
    return take(organizationsForm, fields.organizations, 'organizations', faults) ?? [];
  if (fields.organizations !== undefined)
    faults.push(`${PACKED_FIELD}: must not stand beside organizations`);
  const entries = unpackOrganizations(packed);
  if (entries === undefined) faults.push(`${PACKED_FIELD}: cannot be unpacked`);
  return (entries && take(organizationsForm, entries, 'organizations', faults)) ?? [];
}

function takeOrganizations(fields: Record<string, unknown>, faults: string[]): DooOrganization[] {
  const entries = takeEntries(fields, faults);
  const setOf = takeCredentialSets(fields.credentialSets, faults);
  const everyoneHasOwn = entries.length > 0 && entries.every((entry) => 'credentials' in entry);
  const shared =
    everyoneHasOwn && !hasCredentials(fields)
      ? undefined
      : take(credentialsForm(fields), fields, '', faults);
  return takeNamed(entries, faults).flatMap(({ entry, path, named }) => {
    const credentials =
      'credentials' in entry ? credentialsOf(entry.credentials, `${path}.credentials`) : shared;
    return named === undefined || credentials === undefined ? [] : [{ ...named, credentials }];
  });

  function credentialsOf(value: unknown, path: string): DooCredentials | undefined {
    return typeof value === 'string' ? setOf(value, path) : takeCredentials(value, path, faults);
  }
}

/** Reads all sets at once. The function that it gives finds one by its name. */
function takeCredentialSets(
  value: unknown,
  faults: string[],
): (name: string, path: string) => DooCredentials | undefined {
  const given =
    value === undefined ? {} : (take(objectForm, value, 'credentialSets', faults) ?? {});
  const sets = new Map(
    Object.entries(given).map(([name, set], index) => [
      name,
      takeCredentials(set, `credentialSets[${index}]`, faults),
    ]),
  );
  return (name, path) => {
    if (!sets.has(name)) faults.push(`${path}: names none of credentialSets`);
    return sets.get(name);
  };
}

interface NamedEntry {
  readonly entry: Readonly<Record<string, unknown>>;
  readonly path: string;
  readonly named: Organization | undefined;
}

function takeNamed(
  entries: readonly Readonly<Record<string, unknown>>[],
  faults: string[],
): NamedEntry[] {
  const seen = new Map<string, number>();
  return entries.map((entry, index) => {
    const path = `organizations[${index}]`;
    const named = take(organizationForm, entry, path, faults);
    if (named === undefined) return { entry, path, named };
    const first = seen.get(named.organizationId);
    if (first !== undefined)
      faults.push(`${path}.organizationId: is the same as organizations[${first}].organizationId`);
    seen.set(named.organizationId, first ?? index);
    return { entry, path, named };
  });
}

function takeCredentials(
  value: unknown,
  path: string,
  faults: string[],
): DooCredentials | undefined {
  const fields = take(objectForm, value, path, faults);
  return fields && take(credentialsForm(fields), fields, path, faults);
}

function take<T>(
  form: z.ZodMiniType<T>,
  value: unknown,
  path: string,
  faults: string[],
): T | undefined {
  const parsed = form.safeParse(value);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    faults.push(`${fieldPath(path, issue.path)}: ${issue.message}`);
  }
  return undefined;
}

function fieldPath(base: string, path: readonly PropertyKey[]): string {
  const full = path.reduce<string>(
    (text, key) => (typeof key === 'number' ? `${text}[${key}]` : `${text}.${String(key)}`),
    base,
  );
  return full === '' ? 'the secret' : full.replace(/^\./, '');
}
