import * as z from 'zod';

const MAX_LENGTH = 200;

// doo documents no error body. These are the envelope of its successful responses, problem+json, AWS API
// Gateway, OAuth 2 and GraphQL.
const text = z.string().optional().catch(undefined);
const errorBody = z.object({
  user_message: text,
  developer_message: text,
  title: text,
  detail: text,
  message: text,
  error: text,
  error_description: text,
  errors: z
    .array(z.object({ message: text }))
    .optional()
    .catch(undefined),
});

/**
 * Returns a function that extracts doo's message from an error body of any shape that doo may use: one line
 * of at most 200 characters, without control characters, with each of `secrets` replaced by `[redacted]`.
 */
export function createWordsReader(
  secrets: readonly string[],
): (body: unknown) => string | undefined {
  const needles = secrets
    .flatMap((secret) => [secret, encodeURIComponent(secret.toWellFormed())])
    .filter((needle) => needle !== '')
    .sort((a, b) => b.length - a.length);
  const redact = (words: string) =>
    needles.reduce((redacted, needle) => redacted.replaceAll(needle, '[redacted]'), words);
  return (body) => {
    const words = redact(oneLine(redact(messages(body).join(' / '))));
    return words === '' ? undefined : Array.from(words).slice(0, MAX_LENGTH).join('');
  };
}

function messages(body: unknown): string[] {
  const parsed = errorBody.safeParse(body).data;
  if (parsed === undefined) return [];
  const candidates = [
    parsed.user_message,
    parsed.developer_message,
    parsed.title,
    parsed.detail,
    parsed.message,
    parsed.error,
    parsed.error_description,
    ...(parsed.errors ?? []).map((error) => error.message),
  ];
  return [...new Set(candidates.filter((candidate) => candidate !== undefined))];
}

function oneLine(words: string): string {
  return words
    .replace(/\s+/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim();
}
