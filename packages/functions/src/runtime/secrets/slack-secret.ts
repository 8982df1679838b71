import { parseJson } from '@doo-repush/core/json';
import * as z from 'zod/mini';

const text = z.string().check(z.minLength(1));

const schema = z.object({
  botToken: text,
  signingSecret: text,
  botId: text,
  botUserId: text,
  teamId: text,
});

/** The Slack secret: credentials from installing the app. */
export type SlackSecret = z.infer<typeof schema>;

/** The Slack secret is invalid; the message names every invalid field and no value. */
export class SlackSecretError extends Error {
  override readonly name = 'SlackSecretError';
}

/** @throws SlackSecretError if `text` is not the JSON of a valid Slack secret */
export function parseSlackSecret(text: string): SlackSecret {
  const parsed = schema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => issue.path.join('.') || 'not a JSON object');
  throw new SlackSecretError(`The Slack secret cannot be used. Faulty: ${faults.join(', ')}.`);
}
