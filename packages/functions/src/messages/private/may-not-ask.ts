import type { AskingRefusal } from '@doo-repush/core/repush/permissions';
import type { ChannelTrouble } from '../../model/channel-trouble.ts';
import { channelWords } from '../channel-text.ts';
import { refusalWords } from '../refusal-text.ts';
import { UNSURE } from './unsure.ts';

/**
 * Why a person may not ask, in sentences that follow what was not done.
 * @param channelId left out for a form, where no mention is shown
 * @param trouble what keeps the app from the approval channel, and therefore from knowing
 */
export function mayNotAsk(
  reason: AskingRefusal,
  channelId?: string,
  trouble?: ChannelTrouble,
): string {
  const where = channelId === undefined ? 'the approval channel' : `<#${channelId}>`;
  const unsure = trouble
    ? channelWords(trouble, channelId)
    : "Slack couldn't say whether you may ask. Try again in a moment.";
  const why =
    reason === 'unverifiable'
      ? unsure
      : `You may not ask for a repush here: your account ${refusalWords(reason)}. Ask someone in ${where}.`;
  return why;
}

/** Anything that went wrong on our side. */
export function wentWrong(what: string, reference: string): string {
  return `${what} Try again in a moment. Still stuck? Tell an admin: Ref ${reference}`;
}

/** A command that AWS may or may not have passed to `worker`, with the reference that is in the log. */
export function commandUnsure(reference: string): string {
  return wentWrong(UNSURE.command, reference);
}
