import { parseCommandText } from '@doo-repush/core/repush/command-text';
import type { App, RespondArguments } from '@slack/bolt';
import { HELP } from '../../answers.ts';
import { escapeText } from '../../blocks/text.ts';
import type { SlackDeps } from '../../deps.ts';
import { COMMAND } from '../../ids.ts';
import { notOpened, openRequestForm } from '../../open-request-form.ts';
import { failsafe } from '../failsafe.ts';

interface CommandInput {
  readonly userId: string;
  readonly text: string;
  readonly triggerId: string;
}

/** `/doo-repush`: opens the form, or answers privately why not. */
export function registerRepushCommand(app: App, deps: SlackDeps): void {
  app.command(COMMAND, async ({ command, ack }) => {
    const input = {
      userId: command.user_id,
      text: command.text ?? '',
      triggerId: command.trigger_id,
    };
    const words = await failsafe(deps, 'command', () => answer(input, deps), notOpened);
    await ack(words === undefined ? undefined : privately(words));
  });
}

async function answer(
  { userId, text, triggerId }: CommandInput,
  deps: SlackDeps,
): Promise<string | undefined> {
  const parsed = parseCommandText(text);
  if (parsed.kind === 'help') return HELP;
  if (parsed.kind === 'unreadable')
    return `${escapeText(parsed.message)} No form was opened.\n${HELP}`;
  return openRequestForm({ userId, triggerId, draft: parsed.draft }, deps);
}

function privately(text: string): RespondArguments {
  return { response_type: 'ephemeral', text };
}
