import { judgeAsking } from '@doo-repush/core/repush/asking';
import { parseCommandText } from '@doo-repush/core/repush/command-text';
import type { App, RespondArguments } from '@slack/bolt';
import { WebAPIPlatformError } from '@slack/web-api';
import { DooSecretError } from '../../../doo-access.ts';
import { HELP, mayNotAsk, wentWrong } from '../../answers.ts';
import { buildRequestForm } from '../../blocks/request-form.ts';
import { escapeText } from '../../blocks/text.ts';
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
    const words = await failsafe(deps, 'command', () => openForm(input, deps), notOpened);
    await ack(words === undefined ? undefined : privately(words));
  });
}

async function openForm(input: CommandInput, deps: SlackDeps): Promise<string | undefined> {
  const { people, client, settings } = deps;
  const parsed = parseCommandText(input.text);
  if (parsed.kind === 'help') return HELP;
  if (parsed.kind === 'unreadable')
    return `${escapeText(parsed.message)} No form was opened.\n${HELP}`;

  const [standing, isRequester, secretFault] = await Promise.all([
    people.standing(input.userId),
    people.isRequester(input.userId),
    faultOf(deps.access.organizations()),
  ]);
  const verdict = judgeAsking(standing, isRequester);
  if (!verdict.allowed) return mayNotAsk(verdict.reason, settings.APPROVAL_CHANNEL);

  if (secretFault !== undefined) throw secretFault;

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

/** Said to those who may ask: a form without organizations helps nobody. */
function notOpened(reference: string, error: unknown): string {
  const cause = error instanceof DooSecretError ? ': the access to doo cannot be read' : '';
  return wentWrong(`The form could not be opened${cause}. Nothing was repushed.`, reference);
}

async function faultOf(read: Promise<unknown>): Promise<unknown> {
  try {
    await read;
    return undefined;
  } catch (error) {
    return error;
  }
}

function privately(text: string): RespondArguments {
  return { response_type: 'ephemeral', text };
}
