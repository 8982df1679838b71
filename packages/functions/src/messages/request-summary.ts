import { isResource, RESOURCES } from '@doo-repush/core/doo/resources';
import { resolvedOf } from '../ledger/event-fates.ts';
import { asksAboutFirst } from '../ledger/home-requests.ts';
import type { LedgerCard } from '../ledger/ledger-card.ts';
import { decisionOf, followUpOf } from '../ledger/ledger-state.ts';
import { count, fitted } from '../runtime/text.ts';
import type { Permalink } from '../slack-api/permalink.ts';
import { headingOf } from './headings.ts';
import { cardLink, foreign, mention, readerTime } from './mrkdwn.ts';
import { recordedConfigurationWords, recordedResourceWords } from './recorded-text.ts';

const MAX_NAME_CHARS = 60;
const MAX_IDS_CHARS = 60;
const MAX_REASON_CHARS = 80;

/** A request of the ledger in two lines: where it stands, what it is, who, and where its card is. */
export function requestLines(card: LedgerCard, permalink: Permalink): string {
  const arrival = followUpOf(card.state).arrival?.kind;
  const heading = `*${headingWords(card)}${resultOf(card)}*${arrivalOf(arrival)}${firstOf(card)}`;
  return [
    `${heading} · ${whatOf(card)} → ${recordedConfigurationWords(card, MAX_NAME_CHARS)} · ${foreign(card.organizationName, MAX_NAME_CHARS)}`,
    [whoOf(card), ...reasonOf(card), cardLink(card.reference, permalink(card.ts))].join(' · '),
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
  not_yet: '*not arrived yet: did they arrive?*',
  not_confirmed: 'arrival not confirmed',
};

/** What people said of the arrival, or that they are asked; nothing before that. */
function arrivalOf(arrival = ''): string {
  const words = Object.hasOwn(ARRIVALS, arrival) ? ARRIVALS[arrival] : undefined;
  return words === undefined ? '' : ` · ${words}`;
}

function firstOf(card: LedgerCard): string {
  return asksAboutFirst(card) ? ' · *did the first one arrive?*' : '';
}

function whatOf(card: LedgerCard): string {
  const { eventIds } = card;
  const shown = fitted(eventIds, ', ', MAX_IDS_CHARS, (left) => `and ${left} more`);
  const resource = recordedResourceWords(card);
  if (eventIds.length === 0) return `all ${resource}`;
  return `${resource} of ${foreign(shown, 80)}`;
}

function reasonOf({ reason, ticket }: LedgerCard): readonly string[] {
  return [
    ...(reason === undefined ? [] : [`"${foreign(reason, MAX_REASON_CHARS)}"`]),
    ...(ticket === undefined ? [] : [foreign(ticket, MAX_NAME_CHARS)]),
  ];
}

function whoOf({ requesterId, askedAtMs, state }: LedgerCard): string {
  const decision = decisionOf(state);
  const by = decision?.by;
  return [
    `${mention(requesterId)} asked${timeOf(askedAtMs)}`,
    ...(decision !== undefined && by !== undefined
      ? [`${decision.kind} by ${mention(by)}${timeOf(decision.atMs)}`]
      : []),
  ].join(' · ');
}

function timeOf(atMs: number | undefined): string {
  return atMs === undefined ? '' : ` ${readerTime(atMs)}`;
}
