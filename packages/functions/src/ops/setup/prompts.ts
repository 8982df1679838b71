import { SetupError } from './setup-error.ts';

/** Names of what a person, or a file of answers, is asked. */
export type AnswerId =
  | 'region'
  | 'account'
  | 'channel'
  | 'manifest'
  | 'approvers'
  | 'requesters'
  | 'alarms'
  | 'deploy'
  | 'organizations'
  | 'write';
export type SecretId = 'configurationToken' | 'signingSecret' | 'botToken' | 'doo';

/** Whoever answers: a person at a terminal, or a file. */
export interface Prompts {
  /** Whether the same question may get another answer. */
  readonly canRepeat: boolean;
  /** @param fault what was wrong with the last answer */
  text(id: AnswerId, question: string, fault?: string): Promise<string>;
  /** Shows nothing of what is typed. An empty answer is given where nothing was. */
  secret(id: SecretId, question: string, fault?: string): Promise<string>;
  confirm(id: AnswerId, question: string): Promise<boolean>;
}

export type Read<T> =
  | { readonly ok: true; readonly value: T }
  /** A sentence without a word of the answer, where that is a secret. */
  | { readonly ok: false; readonly fault: string };

/** Asks until an answer can be used. @throws SetupError where nobody can be asked again */
export async function askUntil<T>(
  { canRepeat }: Pick<Prompts, 'canRepeat'>,
  id: AnswerId | SecretId,
  ask: (fault?: string) => Promise<string>,
  read: (answer: string) => Promise<Read<T>> | Read<T>,
): Promise<T> {
  let fault: string | undefined;
  for (;;) {
    const answer = await read((await ask(fault)).trim());
    if (answer.ok) return answer.value;
    fault = answer.fault;
    if (!canRepeat)
      throw new SetupError(`${id}: ${fault}`, 'Correct the answer, then run it again.');
  }
}
