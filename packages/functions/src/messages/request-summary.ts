import { isResource, RESOURCES } from '@doo-repush/core/doo/resources';
import { resolvedOf } from '../ledger/event-fates.ts';
import type { LedgerCard } from '../ledger/ledger-card.ts';
import { decisionOf, followUpOf } from '../ledger/ledger-state.ts';
import { count, fitted } from '../runtime/text.ts';
import type { Permalink } from '../slack-api/permalink.ts';
import { headingOf } from './headings.ts';
import { foreign, mention, readerTime } from './mrkdwn.ts';
import { recordedConfigurationWords, recordedResourceWords } from './recorded-text.ts';

const MAX_NAME_CHARS = 60;
const MAX_IDS_CHARS = 60;
const MAX_REASON_CHARS = 80;

/** A request of the ledger in a few lines: where it stands, what it is, who, and where its card is. */
export function requestLines(card: LedgerCard, permalink: Permalink): string {
  const arrival = followUpOf(card.state).arrival?.kind;
  return [
    `*${headingWords(card)}*${resultOf(card)}${arrivalOf(arrival)}`,
    `${whatOf(card)} to ${recordedConfigurationWords(card, MAX_NAME_CHARS)}`,
    ...reasonOf(card),
    [whoOf(card), ...linkTo(permalink(card.ts))].join(' · '),
  ].join('\n');
}

function headingWords(card: LedgerCard): string {
  const { state } = card;
  return state.kind === 'other' ? foreign(state.name, 30) : headingOf(state.kind, resolvedOf(card));
}

function resultOf(card: LedgerCard): string {
  const { items, hasOutcomes, resource } = card;
  if (items === undefined || !hasOutcomes) return '';
  const { singular, plural } = isResource(resource)
    ? RESOURCES[resource]
    : { singular: 'item', plural: 'items' };
  return items === 0 ? '' : `: ${count(items, singular, plural)}`;
}

const ARRIVALS: Readonly<Record<string, string>> = {
  asked: '*did they arrive?*',
  arrived: 'arrived',
  not_yet: 'not yet arrived',
  not_confirmed: 'arrival not confirmed',
};

/** What people said of the arrival, or that they are asked; nothing before that. */
function arrivalOf(arrival = ''): string {
  const words = Object.hasOwn(ARRIVALS, arrival) ? ARRIVALS[arrival] : undefined;
  return words === undefined ? '' : ` · ${words}`;
}

function whatOf(card: LedgerCard): string {
  const { organizationName, eventIds } = card;
  const shown = fitted(eventIds, ', ', MAX_IDS_CHARS, (left) => `and ${left} more`);
  const events =
    eventIds.length === 0
      ? ''
      : ` of ${eventIds.length === 1 ? 'event' : 'events'} ${foreign(shown, 80)}`;
  return `${recordedResourceWords(card)}${events} of ${foreign(organizationName, MAX_NAME_CHARS)}`;
}

function reasonOf({ reason, ticket }: LedgerCard): readonly string[] {
  const parts = [
    ...(reason === undefined ? [] : [foreign(reason, MAX_REASON_CHARS)]),
    ...(ticket === undefined ? [] : [`Ticket ${foreign(ticket, MAX_NAME_CHARS)}`]),
  ];
  return parts.length === 0 ? [] : [parts.join(' · ')];
}

function whoOf({ requesterId, reference, askedAtMs, state }: LedgerCard): string {
  const decision = decisionOf(state);
  const by = decision?.by;
  return [
    `${mention(requesterId)} asked${timeOf(askedAtMs)}`,
    ...(decision !== undefined && by !== undefined
      ? [`${decision.kind} by ${mention(by)}${timeOf(decision.atMs)}`]
      : []),
    `Reference ${foreign(reference, 10)}`,
  ].join(' · ');
}

function timeOf(atMs: number | undefined): string {
  return atMs === undefined ? '' : ` ${readerTime(atMs)}`;
}

function linkTo(url: string | undefined): readonly string[] {
  return url === undefined ? [] : [`<${url}|Open the card>`];
}
