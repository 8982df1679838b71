import { parseJson } from '@doo-repush/core/json';
import * as z from 'zod/mini';
import type { Prompts } from './prompts.ts';
import { SetupError } from './setup-error.ts';

const text = z.string();
const answersSchema = z.strictObject({
  region: z.optional(text),
  account: z.optional(z.boolean()),
  channel: z.optional(text),
  manifest: z.optional(z.boolean()),
  approvers: z.optional(text),
  requesters: z.optional(text),
  alarms: z.optional(text),
  deploy: z.optional(z.boolean()),
  organizations: z.optional(text),
  write: z.optional(z.boolean()),
});
const secretsSchema = z.strictObject({
  configurationToken: z.optional(text),
  signingSecret: z.optional(text),
  botToken: z.optional(text),
  doo: z.optional(text),
});

/** Fields that no question has are not repeated: one may be a secret that went astray. */
function parse<T>(schema: z.ZodMiniType<T>, source: string, what: string, fields: string): T {
  const parsed = schema.safeParse(parseJson(source));
  if (parsed.success) return parsed.data;
  throw new SetupError(`${what} cannot be used`, `It is a JSON object of ${fields}.`);
}

/**
 * Answers that were written before: in a file, and the secrets in what another program writes.
 * @param secrets the text of standard input; empty where there is none
 * @throws SetupError
 */
export function answersFrom(answers: string, secrets: string): Prompts {
  const given = parse(
    answersSchema,
    answers,
    'The file of answers',
    'region, channel, approvers, requesters, alarms, organizations (text), account, manifest, deploy, write (true)',
  );
  const hidden =
    secrets.trim() === ''
      ? {}
      : parse(
          secretsSchema,
          secrets,
          'Standard input',
          'configurationToken, signingSecret, botToken and doo (text)',
        );
  return {
    canRepeat: false,
    async text(id, question) {
      const answer = given[id];
      if (typeof answer === 'string') return answer;
      throw new SetupError(`The file of answers has no ${id}: ${question}`, `Add ${id} to it.`);
    },
    async secret(id) {
      return hidden[id] ?? '';
    },
    async confirm(id, question) {
      if (given[id] === true) return true;
      throw new SetupError(
        `The file of answers does not say yes to this: ${question}`,
        `Add "${id}": true to it.`,
      );
    },
  };
}
