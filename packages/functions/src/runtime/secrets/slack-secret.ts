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

/** The Slack secret: what the app installation gave. */
export type SlackSecret = z.infer<typeof schema>;

/** The Slack secret could not be used; the message names every faulty field and no value. */
export class SlackSecretError extends Error {
  override readonly name = 'SlackSecretError';
}

/** @throws SlackSecretError when `text` is not the JSON of a Slack secret */
export function parseSlackSecret(text: string): SlackSecret {
  const parsed = schema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => issue.path.join('.') || 'not a JSON object');
  throw new SlackSecretError(`The Slack secret cannot be used. Faulty: ${faults.join(', ')}.`);
}
