import { type CANCEL_SYMBOL, confirm, isCancel, password, text } from '@clack/prompts';
import { PromptCancelled } from '../secrets/hidden-prompt.ts';
import type { Prompts } from './prompts.ts';

/** A person at a terminal. Its methods reject with PromptCancelled where the person gives up. */
export const terminalPrompts: Prompts = {
  canRepeat: true,
  text: async (_, question, fault) => answered(await text({ message: withFault(question, fault) })),
  secret: async (_, question, fault) =>
    answered(await password({ message: withFault(question, fault) })),
  confirm: async (_, message) => answered(await confirm({ message, initialValue: false })),
};

function withFault(question: string, fault: string | undefined): string {
  return fault === undefined ? question : `${fault}\n${question}`;
}

function answered<T extends string | boolean>(answer: T | typeof CANCEL_SYMBOL): T {
  if (isCancel(answer)) throw new PromptCancelled();
  return answer;
}
