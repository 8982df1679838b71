import type { CommandContext, CommandDraft, CommandText } from '@doo-repush/core/command/command';
import { parseCommandText } from '@doo-repush/core/command/parse';
import { expect } from 'vitest';

/** Half a minute past 10:41 on a winter's day in Berlin. */
export const context: CommandContext = {
  nowMs: Date.parse('2026-11-25T09:41:30.500Z'),
  timeZone: 'Europe/Berlin',
  maxRatePerMin: 100,
};

/** What a line was read as, except for `ago`: its window says the same. */
export function read(text: string, given: Partial<CommandContext> = {}): CommandText {
  const command = parseCommandText(text, { ...context, ...given });
  if (command.kind !== 'draft') return command;
  const { ago: _ago, ...draft } = command.draft;
  return { ...command, draft };
}

/** Which ends of a line's window are a time ago, in seconds. */
export function agoOf(text: string): CommandDraft['ago'] {
  const command = parseCommandText(text, context);
  return command.kind === 'draft' ? command.draft.ago : undefined;
}

/** The draft of a line that must give one. */
export function draftOf(text: string): CommandDraft {
  const command = read(text);
  if (command.kind !== 'draft') throw new Error(`no draft: ${JSON.stringify(command)}`);
  return command.draft;
}

/** What is said about a line: its message and suggestion, or its notes. */
export function wordsOf(command: CommandText): string {
  if (command.kind === 'unreadable') return `${command.message} ${command.suggestion}`;
  return command.kind === 'draft' ? [...command.notes, ...command.faults].join(' ') : '';
}

/** Expects that a line was not understood, that `words` say why, and what is proposed in its stead. */
export function expectNamed(command: CommandText, words: string, suggestion: string): void {
  expect(command.kind === 'unreadable' ? command.message : command).toContain(words);
  expect(command).toMatchObject({ kind: 'unreadable', suggestion });
}
