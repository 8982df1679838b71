import type { App, RespondArguments } from '@slack/bolt';
import { section } from '../../../messages/message.ts';
import { escapeText } from '../../../messages/mrkdwn.ts';
import { commandUnsure } from '../../../messages/private/may-not-ask.ts';
import { type ReadCommand, readCommand } from '../../command/read-command.ts';
import type { SlackDeps } from '../../deps.ts';
import { notOpened } from '../../form/open.ts';
import { openCommandForm } from '../../form/open-from-command.ts';
import { failsafe } from '../failsafe.ts';

interface CommandInput {
  readonly userId: string;
  readonly triggerId: string;
  readonly responseUrl: string;
}

/** The slash command of the stage: opens the form, has the ledger read, or answers privately why not. */
export function registerRepushCommand(app: App, deps: SlackDeps): void {
  app.command(deps.settings.command, async ({ command, ack }) => {
    const input = {
      userId: command.user_id,
      triggerId: command.trigger_id,
      responseUrl: command.response_url,
    };
    const read = await failsafe<ReadCommand>(
      deps,
      'command_text',
      () => readCommand(command.text ?? '', command.user_id, deps),
      (reference, error) => ({ kind: 'unread', words: notOpened(reference, error) }),
    );
    deps.log.info('command_received', { kind: read.kind });
    const words = await failsafe(
      deps,
      'command',
      () => answer(read, input, deps),
      (reference, error) => notAnswered(read, reference, error),
    );
    await ack(words === undefined ? undefined : await privately(words, read));
  });
}

async function answer(
  read: ReadCommand,
  { userId, triggerId, responseUrl }: CommandInput,
  deps: SlackDeps,
): Promise<string | undefined> {
  switch (read.kind) {
    case 'draft':
      return openCommandForm(read, { userId, triggerId, responseUrl }, deps);
    case 'help': {
      const { helpText } = await import('../../../messages/private/help.ts');
      return helpText(deps.settings.command);
    }
    case 'history': {
      const { startHistory } = await import('../../command/ledger-commands.ts');
      return startHistory({ userId, responseUrl }, read.query, deps);
    }
    case 'export': {
      const { startExport } = await import('../../command/ledger-commands.ts');
      return startExport({ userId, responseUrl }, read, deps);
    }
    case 'again': {
      const { openByReference } = await import('../../rerun/open-by-reference.ts');
      return openByReference({ reference: read.reference, userId, triggerId, responseUrl }, deps);
    }
    case 'unreadable': {
      const { notUnderstood } = await import('../../../messages/private/help.ts');
      return notUnderstood(read, deps.settings.command);
    }
    case 'unread':
      return read.words;
  }
}

/** The notes of a line are told here too: a token in it is out whether the form opens or not. */
function notAnswered(read: ReadCommand, reference: string, error: unknown): string {
  if (read.kind === 'history' || read.kind === 'export') return commandUnsure(reference);
  const notes = read.kind === 'draft' ? [...read.notes, ...read.faults].map(escapeText) : [];
  return [notOpened(reference, error), ...notes].join('\n');
}

/** Words for one person; below a line of which nothing was understood, the form that was meant. */
async function privately(text: string, read: ReadCommand): Promise<RespondArguments> {
  const answer = { response_type: 'ephemeral', text } as const;
  if (read.kind !== 'unreadable' || read.opens === undefined) return answer;
  const { openLineButton } = await import('../../../messages/private/help.ts');
  return { ...answer, blocks: [section(text), openLineButton(read.opens)] };
}
