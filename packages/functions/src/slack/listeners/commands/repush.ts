import { judgeAsking } from '@doo-repush/core/repush/asking';
import { parseCommandText } from '@doo-repush/core/repush/command-text';
import type { App, RespondArguments } from '@slack/bolt';
import { WebAPIPlatformError } from '@slack/web-api';
import { HELP, mayNotAsk, wentWrong } from '../../answers.ts';
import { buildRequestForm } from '../../blocks/request-form.ts';
import type { SlackDeps } from '../../deps.ts';
import { COMMAND } from '../../ids.ts';
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
    const words = await failsafe(
      deps,
      'command',
      () => openForm(input, deps),
      (reference) => wentWrong('The form could not be opened. Nothing was repushed.', reference),
    );
    await ack(words === undefined ? undefined : privately(words));
  });
}

async function openForm(input: CommandInput, deps: SlackDeps): Promise<string | undefined> {
  const { people, client, settings } = deps;
  const parsed = parseCommandText(input.text);
  if (parsed.kind === 'help') return HELP;
  if (parsed.kind === 'unreadable') return `${parsed.message} No form was opened.\n${HELP}`;

  const [standing, isRequester] = await Promise.all([
    people.standing(input.userId),
    people.isRequester(input.userId),
  ]);
  const verdict = judgeAsking(standing, isRequester);
  if (!verdict.allowed) return mayNotAsk(verdict.reason, settings.APPROVAL_CHANNEL);

  const view = buildRequestForm(parsed.draft);
  try {
    await client.views.open({ trigger_id: input.triggerId, view });
  } catch (error) {
    if (!(error instanceof WebAPIPlatformError) || !error.data.error.endsWith('trigger_id'))
      throw error;
    return 'Slack took too long, so the form could not be opened. Nothing was repushed. Use the command again.';
  }
  return undefined;
}

function privately(text: string): RespondArguments {
  return { response_type: 'ephemeral', text };
}
