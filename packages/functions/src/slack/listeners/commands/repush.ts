import {
  type CommandDraft,
  type CommandText,
  parseCommandText,
} from '@doo-repush/core/repush/command-text';
import type { App, RespondArguments } from '@slack/bolt';
import { HELP } from '../../answers.ts';
import { escapeText } from '../../blocks/text.ts';
import type { SlackDeps } from '../../deps.ts';
import { type FormDraft, windowKind } from '../../form-draft.ts';
import { COMMAND } from '../../ids.ts';
import { notOpened, openRequestForm } from '../../open-request-form.ts';
import { notRead, startExport, startHistory } from '../../read-ledger.ts';
import { failsafe } from '../failsafe.ts';

interface CommandInput {
  readonly userId: string;
  readonly parsed: CommandText;
  readonly triggerId: string;
  readonly responseUrl: string;
}

/** `/doo-repush`: opens the form, has the ledger read, or answers privately why not. */
export function registerRepushCommand(app: App, deps: SlackDeps): void {
  app.command(COMMAND, async ({ command, ack }) => {
    const { DOO_TIME_ZONE: timeZone, DOO_MAX_RATE: maxRatePerMin } = deps.settings;
    const context = { nowMs: Date.now(), timeZone, maxRatePerMin };
    const input = {
      userId: command.user_id,
      parsed: parseCommandText(command.text ?? '', context),
      triggerId: command.trigger_id,
      responseUrl: command.response_url,
    };
    const otherwise = isReading(input.parsed) ? notRead : notOpened;
    const words = await failsafe(deps, 'command', () => answer(input, deps), otherwise);
    await ack(words === undefined ? undefined : privately(words));
  });
}

async function answer(
  { userId, parsed, triggerId, responseUrl }: CommandInput,
  deps: SlackDeps,
): Promise<string | undefined> {
  switch (parsed.kind) {
    case 'help':
      return HELP;
    case 'history':
      return startHistory({ userId, responseUrl }, parsed.query, deps);
    case 'export':
      return startExport({ userId, responseUrl }, parsed, deps);
    case 'unreadable':
      return `${escapeText(parsed.message)} No form was opened. The closest right form: \`${COMMAND} ${escapeText(parsed.suggestion)}\`\n${HELP}`;
    case 'draft': {
      const draft = formDraft(parsed.draft);
      const words = await openRequestForm({ userId, triggerId, draft }, deps);
      return words ?? (parsed.notes.length > 0 ? escapeText(parsed.notes.join(' ')) : undefined);
    }
  }
}

function isReading({ kind }: CommandText): boolean {
  return kind === 'history' || kind === 'export';
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
