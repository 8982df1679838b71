import type { Card } from '../../model/card.ts';
import { CHANNEL_TROUBLES } from '../../model/channel-trouble.ts';
import type { Problem } from '../../model/check-problem.ts';
import type { EarlierFacts } from '../../model/checked-request.ts';
import type { Message } from '../../slack-api/message.ts';
import { reopenBlocks } from '../card/buttons.ts';
import { buildCard, summaryOf } from '../card/card.ts';
import { repeatLines } from '../card/duplicates-text.ts';
import { channelWords } from '../channel-text.ts';
import { failureWords, remedyWords } from '../failure-text.ts';
import { section } from '../message.ts';
import { escapeText, foreign } from '../mrkdwn.ts';
import { refusalWords } from '../refusal-text.ts';
import { tooManyWords } from '../too-many-text.ts';

/** To the requester: the check failed, no approver was asked. */
export function notAskedMessage(
  problem: Problem,
  reference: string,
  { executionArn, channelId }: { readonly executionArn: string; readonly channelId: string },
): Message {
  const text = `Your request was not put before an approver. ${problemWords(problem, channelId)} Nothing was repushed. Ref ${reference}`;
  return { text, blocks: [section(text), ...reopenBlocks(executionArn)] };
}

/** To the requester: the card could not be posted, and the one thing to do. */
export function unpostableMessage(
  channelId: string,
  error: string,
  reference: string,
  executionArn: string,
  what: 'card' | 'thread' = 'card',
): Message {
  const missing = what === 'card' ? 'its card' : 'what does not fit on its card';
  const text = `Your request was not put before an approver: ${missing} could not be posted in <#${channelId}> (${escapeText(error)}). ${mendOf(error, channelId)} Nothing was repushed. Ref ${reference}`;
  return { text, blocks: [section(text), ...reopenBlocks(executionArn)] };
}

function mendOf(error: string, channelId: string): string {
  const trouble = CHANNEL_TROUBLES.find((name) => name === error);
  return trouble === undefined
    ? 'Ask an administrator, then ask again.'
    : `${channelWords(trouble, channelId)} Then ask again.`;
}

/**
 * To the requester: somebody asked for the same within 24 hours. The request stands.
 * @returns `undefined` when nobody did
 */
export function repeatMessage(earlier: EarlierFacts, channelId: string): Message | undefined {
  const lines = repeatLines(earlier);
  if (lines.length === 0) return undefined;
  const text = `Your request repeats one of the last 24 hours:\n${lines.map((line) => `• ${line}`).join('\n')}\nIt waits for approval in <#${channelId}> all the same, where its card says so too. Cancel it there if it is not needed.`;
  return { text, blocks: [section(text)] };
}

/** To the requester: the end of a request whose card could not be shown in the channel. */
export function resultMessage(card: Card, channelId: string): Message {
  const note = `The card in <#${channelId}> could not be updated, so its end comes to you.`;
  const { blocks, short } = buildCard(card);
  const text = `${note} ${summaryOf(card)}`;
  const { compact = text, small = text } = short ?? {};
  return {
    text,
    blocks: [section(note), ...blocks],
    short: { compact: `${note}\n${compact}`, small: `${note}\n${small}` },
  };
}

function problemWords(problem: Problem, channelId: string): string {
  switch (problem.code) {
    case 'may_not_ask':
      return `Slack says that you may not ask: your account ${refusalWords(problem.reason)}. Ask an administrator.`;
    case 'channel_lost':
      return `${channelWords(problem.trouble, channelId)} Then ask again.`;
    case 'too_many_open':
      return `You have ${problem.limit} open requests already, and nobody may have more at once. Have one of them decided, or cancel one on its card, then open this form again: what you filled in is kept.`;
    case 'not_checked':
      return 'It could not be checked: Slack or the secrets could not be read. Try again later.';
    case 'previous_unread':
      return 'The card of the request before could not be read, so what was sent of it is not known. Try again later.';
    case 'nothing_left':
      return 'Nothing is left of the request before. Open the form again and change what you ask for.';
    case 'secret_unusable':
      return 'The access to doo cannot be used. Ask an administrator to check the doo secret.';
    case 'organization_unknown':
      return 'The organization is no longer in the doo secret. Open the form again and choose one.';
    case 'nobody_can_approve':
      return 'Nobody but you could approve it. Ask an administrator to name approvers.';
    case 'configuration_unknown':
      return `${foreign(problem.organizationName, 80)} no longer has this webhook configuration in doo: an edit gives it a new ID. Open the form again and choose one.`;
    case 'configuration_unchecked':
      return `doo's list of configurations of ${foreign(problem.organizationName, 80)} could not be read to its end. Try again later.`;
    case 'no_configurations':
      return `${foreign(problem.organizationName, 80)} has no webhook configuration with webhooks for this resource. Choose another resource.`;
    case 'too_many_targets':
      return `For ${foreign(problem.organizationName, 80)}: ${tooManyWords(problem.fault)}`;
    case 'no_hooks':
      return `The configuration ${foreign(problem.configurationName, 80)} of ${foreign(problem.organizationName, 80)} has no webhooks for this resource. Choose another one.`;
    case 'doo_failed':
      return `For ${foreign(problem.organizationName, 80)}: ${failureWords(problem.failure)}. ${remedyWords(problem.failure)}`;
  }
}
