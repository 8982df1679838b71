import { type CommandDraft, parseCommandText } from '@doo-repush/core/repush/command-text';
import type { App, RespondArguments } from '@slack/bolt';
import { HELP } from '../../answers.ts';
import { escapeText } from '../../blocks/text.ts';
import type { SlackDeps } from '../../deps.ts';
import { type FormDraft, windowKind } from '../../form-draft.ts';
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
  const { DOO_TIME_ZONE: timeZone, DOO_MAX_RATE: maxRatePerMin } = deps.settings;
  const parsed = parseCommandText(text, { nowMs: Date.now(), timeZone, maxRatePerMin });
  if (parsed.kind === 'unreadable')
    return `${escapeText(parsed.message)} No form was opened. The closest right form: \`${COMMAND} ${escapeText(parsed.suggestion)}\`\n${HELP}`;
  if (parsed.kind !== 'draft') return HELP;
  const notOpened = await openRequestForm(
    { userId, triggerId, draft: formDraft(parsed.draft) },
    deps,
  );
  return notOpened ?? (parsed.notes.length > 0 ? escapeText(parsed.notes.join(' ')) : undefined);
}

function formDraft({ resource = 'orders', eventIds, window, ...rest }: CommandDraft): FormDraft {
  const { webhookTypes, maxRatePerMin, reason, ticket } = rest;
  return {
    resource,
    ...(eventIds && { eventIds: eventIds.join(' ') }),
    ...(window && { window: { kind: windowKind(window), ...window } }),
    ...(webhookTypes && { webhookTypes }),
    ...(maxRatePerMin !== undefined && { maxRatePerMin }),
    ...(reason !== undefined && { reason }),
    ...(ticket !== undefined && { ticket }),
  };
}

function privately(text: string): RespondArguments {
  return { response_type: 'ephemeral', text };
}
