import { isRecord } from '@doo-repush/core/json';
import { ASKED_FIELDS, type SecretKind } from './kinds.ts';

/** Asks one question and gives the line, of which nothing was shown. */
export type Ask = (question: string) => Promise<string>;

/**
 * A secret from a person's answers, over the present one: an empty answer keeps what is there.
 * Client credentials and an access token of doo take each other's place.
 */
export async function enterSecret(
  kind: SecretKind,
  present: unknown,
  ask: Ask,
): Promise<Record<string, unknown>> {
  const before = isRecord(present) ? present : {};
  const answers = new Map<string, string>();
  for (const { name, where } of ASKED_FIELDS[kind]) {
    const keeps = before[name] === undefined ? '' : '; Enter keeps the present one';
    const answer = (await ask(`${name} (${where}${keeps}): `)).trim();
    if (answer !== '') answers.set(name, answer);
  }
  return { ...withoutOtherForm(before, answers), ...Object.fromEntries(answers) };
}

function withoutOtherForm(
  before: Readonly<Record<string, unknown>>,
  answers: ReadonlyMap<string, string>,
): Record<string, unknown> {
  const { accessToken, clientId, clientSecret, ...others } = before;
  if (answers.has('accessToken')) return others;
  if (answers.has('clientId') || answers.has('clientSecret'))
    return { ...others, clientId, clientSecret };
  return { ...before };
}
