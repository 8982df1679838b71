import * as z from 'zod/mini';

/**
 * What doo requires on every call: an API key, and a token that is either fetched with client credentials
 * or stored (doo docs: Authorization).
 */
export type DooCredentials =
  | { apiKey: string; clientId: string; clientSecret: string }
  | { apiKey: string; accessToken: string };

/** A string whose validation messages never repeat it. */
export const requiredText = z
  .string({ error: (issue) => (issue.input === undefined ? 'is missing' : 'must be text') })
  .check(
    z.minLength(1, 'must not be empty'),
    z.refine((text) => text === text.trim(), 'must not have white space around it'),
  );

const headerText = requiredText.check(
  z.regex(/^[!-~]*$/, 'must be printable ASCII without spaces'),
);

const storedTokenForm = z.object({ apiKey: headerText, accessToken: headerText });

const clientForm = z.object({
  apiKey: headerText,
  clientId: requiredText,
  clientSecret: requiredText,
});

const FIELDS = ['apiKey', 'clientId', 'clientSecret', 'accessToken'];

/** Whether any credential field is given. */
export function hasCredentials(fields: Record<string, unknown>): boolean {
  return FIELDS.some((field) => fields[field] !== undefined);
}

/** Which kind of credentials is meant, judging by the fields present. */
export function credentialsForm(fields: Record<string, unknown>): z.ZodMiniType<DooCredentials> {
  if (fields.accessToken === undefined) return clientForm;
  return storedTokenForm.check(
    z.refine(() => fields.clientId === undefined && fields.clientSecret === undefined, {
      error: 'give either clientId and clientSecret or accessToken, not both',
      path: [],
    }),
  );
}
