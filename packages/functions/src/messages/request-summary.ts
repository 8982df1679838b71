import { isResource, RESOURCES } from '@doo-repush/core/doo/resources';
import { resolvedOf } from '../ledger/event-fates.ts';
import { type CardPayload, decisionOf, type LedgerCard } from '../ledger/ledger-card.ts';
import { isStateName } from '../model/state-name.ts';
import { count, fitted } from '../runtime/text.ts';
import type { Permalink } from '../slack-api/permalink.ts';
import { allWords } from './all-text.ts';
import { headingOf } from './headings.ts';
import { foreign, mention, readerTime } from './mrkdwn.ts';

const MAX_NAME_CHARS = 60;
const MAX_IDS_CHARS = 60;
const MAX_REASON_CHARS = 80;

/** A request of the ledger in a few lines: where it stands, what it is, who, and where its card is. */
export function requestLines(card: LedgerCard, permalink: Permalink): string {
  const { ts, payload, scalars } = card;
  return [
    `*${headingWords(card)}*${resultOf(payload)}${arrivalOf(scalars.arrival)}`,
    `${whatOf(payload)} to ${targetOf(payload)}`,
    ...reasonOf(payload),
    [whoOf(payload), ...linkTo(permalink(ts))].join(' · '),
  ].join('\n');
}

function headingWords(card: LedgerCard): string {
  const { state } = card.payload;
  return isStateName(state) ? headingOf(state, resolvedOf(card)) : foreign(state, 30);
}

function resultOf({ items, resource, outcomes }: CardPayload): string {
  if (items === undefined || outcomes === undefined) return '';
  const { singular, plural } = isResource(resource)
    ? RESOURCES[resource]
    : { singular: 'item', plural: 'items' };
  return items === 0 ? '' : `: ${count(items, singular, plural)}`;
}

const ARRIVALS: Readonly<Record<string, string>> = {
  arrived: 'arrived',
  not_yet: 'not yet arrived',
  not_confirmed: 'arrival not confirmed',
};

/** What people said of the arrival; nothing while nobody was asked. */
function arrivalOf(arrival: unknown): string {
  const words =
    typeof arrival === 'string' && Object.hasOwn(ARRIVALS, arrival) ? ARRIVALS[arrival] : undefined;
  return words === undefined ? '' : ` · ${words}`;
}

function whatOf({ resource, organization, event_ids: eventIds }: CardPayload): string {
  const ids = (eventIds ?? '').split(' ').filter((id) => id !== '');
  const shown = fitted(ids, ', ', MAX_IDS_CHARS, (left) => `and ${left} more`);
  const events =
    ids.length === 0 ? '' : ` of ${ids.length === 1 ? 'event' : 'events'} ${foreign(shown, 80)}`;
  return `${foreign(resource, 20)}${events} of ${foreign(organization, MAX_NAME_CHARS)}`;
}

function targetOf(card: CardPayload): string {
  const { configuration } = card;
  return configuration === '*' ? allWords(card) : foreign(configuration, MAX_NAME_CHARS);
}

function reasonOf({ reason, ticket }: CardPayload): readonly string[] {
  const parts = [
    ...(reason === undefined ? [] : [foreign(reason, MAX_REASON_CHARS)]),
    ...(ticket === undefined ? [] : [`Ticket ${foreign(ticket, MAX_NAME_CHARS)}`]),
  ];
  return parts.length === 0 ? [] : [parts.join(' · ')];
}

function whoOf(payload: CardPayload): string {
  const { requester, reference, asked_at: askedAt } = payload;
  const decision = decisionOf(payload);
  const by = decision?.by;
  return [
    `${mention(requester)} asked${timeOf(askedAt === undefined ? undefined : askedAt * 1000)}`,
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
