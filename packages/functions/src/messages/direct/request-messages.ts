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
  const text = `Your request wasn't sent for approval. ${problemWords(problem, channelId)} Ref ${reference}`;
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
  const missing = what === 'card' ? 'its card' : "what doesn't fit on its card";
  const text = `Your request wasn't sent for approval: ${missing} couldn't be posted in <#${channelId}> (${escapeText(error)}). ${mendOf(error, channelId)} Ref ${reference}`;
  return { text, blocks: [section(text), ...reopenBlocks(executionArn)] };
}

function mendOf(error: string, channelId: string): string {
  const trouble = CHANNEL_TROUBLES.find((name) => name === error);
  return trouble === undefined
    ? 'Tell an admin, then ask again.'
    : `${channelWords(trouble, channelId)} Then ask again.`;
}

/**
 * To the requester: somebody asked for the same within 24 hours. The request stands.
 * @returns `undefined` when nobody did
 */
export function repeatMessage(earlier: EarlierFacts, channelId: string): Message | undefined {
  const lines = repeatLines(earlier);
  if (lines.length === 0) return undefined;
  const text = `Heads up: this was already requested in the last 24 hours:\n${lines.map((line) => `• ${line}`).join('\n')}\nYours still waits in <#${channelId}>. Cancel it there if you don't need it.`;
  return { text, blocks: [section(text)] };
}

/** To the requester: the end of a request whose card could not be shown in the channel. */
export function resultMessage(card: Card, channelId: string): Message {
  const note = `We couldn't update the card in <#${channelId}>, so here's the result.`;
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
      return `Slack says you may not ask: your account ${refusalWords(problem.reason)}. Ask an admin.`;
    case 'channel_lost':
      return `${channelWords(problem.trouble, channelId)} Then ask again.`;
    case 'too_many_open':
      return `You already have ${problem.limit} open requests, the most at once. Have one decided or cancel one, then open this form again: it keeps what you filled in.`;
    case 'not_checked':
      return "We couldn't check it because Slack or our settings didn't load. Try again later.";
    case 'previous_unread':
      return "The earlier request's card didn't load, so we don't know what was sent. Try again later.";
    case 'nothing_left':
      return 'Nothing is left of the earlier request. Open the form again and change what you ask for.';
    case 'secret_unusable':
      return "We couldn't log in to doo. Ask an admin to check the doo secret.";
    case 'organization_unknown':
      return 'The organization is no longer set up. Open the form again and pick one.';
    case 'nobody_can_approve':
      return 'No one but you could approve it. Ask an admin to name approvers.';
    case 'configuration_unknown':
      return `${foreign(problem.organizationName, 80)}'s system was edited or removed in doo. Open the form again and pick it again.`;
    case 'configuration_unchecked':
      return `doo didn't list all systems of ${foreign(problem.organizationName, 80)}. Try again later.`;
    case 'no_configurations':
      return `${foreign(problem.organizationName, 80)} has no system that gets these webhooks. Pick something else to send.`;
    case 'too_many_targets':
      return `For ${foreign(problem.organizationName, 80)}: ${tooManyWords(problem.fault)}`;
    case 'no_hooks':
      return `${foreign(problem.configurationName, 80)} of ${foreign(problem.organizationName, 80)} doesn't get these webhooks. Pick another system.`;
    case 'doo_failed':
      return `For ${foreign(problem.organizationName, 80)}: ${failureWords(problem.failure)}. ${remedyWords(problem.failure)}`;
  }
}
