import type { AskingRefusal } from '@doo-repush/core/repush/permissions';
import type { ChannelTrouble } from '../model/channel-trouble.ts';
import { channelWords } from './channel-text.ts';
import { refusalWords } from './refusal-text.ts';

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
    : 'Slack could not say whether you may ask. Try again in a moment.';
  const why =
    reason === 'unverifiable'
      ? unsure
      : `You may not ask for a repush here, since your account ${refusalWords(reason)}. Ask in ${where}.`;
  return `${why} Nothing was repushed.`;
}

/** Anything that went wrong on our side. */
export function wentWrong(what: string, reference: string): string {
  return `${what} Try again in a moment; if it stays, give an administrator this reference. Ref ${reference}`;
}

/** A command that AWS may or may not have passed to `worker`, with the reference that is in the log. */
export function commandUnsure(reference: string): string {
  const what = 'Your command could not be handed over for certain: an answer may still come.';
  return wentWrong(what, reference);
}
