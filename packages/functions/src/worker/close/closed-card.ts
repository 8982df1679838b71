import { isResource, RESOURCES } from '@doo-repush/core/doo/resources';
import type { KnownBlock } from '@slack/types';
import type { Ending } from '../../executions/ending.ts';
import { requestOfCard } from '../../ledger/card-request.ts';
import type { EndedPart } from '../../ledger/ended-follow-up.ts';
import { resolvedOf } from '../../ledger/event-fates.ts';
import type { LedgerCard } from '../../ledger/ledger-card.ts';
import { decisionOf, knownStateOf } from '../../ledger/ledger-state.ts';
import type { LedgerTarget } from '../../ledger/targets.ts';
import { againButtons } from '../../messages/card/buttons.ts';
import { POSTED_AGAIN } from '../../messages/card/posted-again.ts';
import { scopeLines } from '../../messages/card/scope-text.ts';
import { headingOf } from '../../messages/headings.ts';
import { context, section, sections } from '../../messages/message.ts';
import { foreign, mention, readerTime } from '../../messages/mrkdwn.ts';
import { recordedConfigurationWords, recordedResourceWords } from '../../messages/recorded-text.ts';
import type { StateName } from '../../model/state-name.ts';
import { count, fitted, isCut } from '../../runtime/text.ts';
import type { Message } from '../../slack-api/message.ts';

/** A closing: how the request ended and what the closed card must say. */
export interface Closing {
  readonly ending: Ending;
  /** The parts of the follow-up that ended; empty if the request itself had not ended. */
  readonly ended: readonly EndedPart[];
  /** Milliseconds since the epoch. */
  readonly atMs: number;
  /** The IANA zone in which doo interprets its times. */
  readonly timeZone: string;
}

const NOTHING_SENT =
  'doo had not been asked, so nothing was sent. Ask again if it is still needed.';

const ENDINGS: Readonly<Record<Ending['kind'], string>> = {
  failed: 'AWS says that the execution failed.',
  stopped: 'AWS says that the execution was stopped.',
  timed_out: 'AWS says that the execution ran out of time.',
  gone: 'AWS says that the execution is no longer kept.',
  unshown:
    'The request ended, but this card could not be updated then: the person who asked was told directly.',
};

/** What ended, as a sentence for card, question and thread: by when, or according to whom. */
const ENDED: Readonly<Record<EndedPart, (when: string, who: string | undefined) => string>> = {
  unresolved: (when) => `Unresolved: nobody said until ${when} whether doo did start.`,
  started: (_, who = 'an approver') => `Resolved: ${who} said that doo did start.`,
  not_started: (_, who = 'an approver') => `Resolved: ${who} said that doo did not start.`,
  not_confirmed: (when) => `Not confirmed: nobody said until ${when} that the webhooks arrived.`,
  arrived: (_, who = 'somebody') => `Arrived: ${who} said that the webhooks arrived.`,
};

/** The state for the card of a request that had not ended. */
export function closedStateOf(ending: Ending): StateName {
  return ending.kind === 'unshown' ? (ending.state ?? 'failed') : 'failed';
}

/** An ended part of a follow-up, as a line of the thread. */
export function endedPartWords(
  part: EndedPart,
  { ending, atMs }: Pick<Closing, 'ending' | 'atMs'>,
): string {
  const { arrivalBy, resolutionBy } = (ending.kind === 'unshown' && ending.followUp) || {};
  const by = part === 'arrived' ? arrivalBy : resolutionBy;
  return ENDED[part](readerTime(atMs), by === undefined ? undefined : mention(by));
}

/**
 * Builds the card of an execution that ended without showing it, from the card's own metadata and what AWS
 * says.
 */
export function buildClosedCard(card: LedgerCard, closing: Closing): Message {
  const heading = headingOf(knownStateOf(card.state), resolvedOf(card));
  const ask = askWords(card);
  const what = whatWords(closing);
  const again = [...againButtons(card.executionArn)];
  const blocks: KnownBlock[] = [
    section(`*${heading}*\n${ask}`),
    ...sections(detailLines(card, closing.timeZone)),
    ...sections([...resultLines(card), what]),
    ...(again.length === 0
      ? []
      : [{ type: 'actions', block_id: 'finished', elements: again } as const]),
    context(`Reference ${card.reference}`),
  ];
  return {
    text: `${heading.replace(/^:[a-z_]+: /, '')}: ${ask} ${what} Reference ${card.reference}.`,
    blocks,
  };
}

/** Precedes the text of a card that Slack refuses to change. */
export const UNCHANGEABLE_WORDS =
  'Slack takes no change of this card: it is out of date, and its buttons decide nothing any more.';

/** The same card, for posting elsewhere. */
export function movedClosedCard({ text, blocks }: Message): Message {
  return { text, blocks: [...blocks, context(POSTED_AGAIN.unchangeable)] };
}

/** How an execution ended, and what that means for a request without a card. */
export function endingWords(ending: Ending): string {
  return `${ENDINGS[ending.kind]} ${cardlessConsequence(ending)}`;
}

/** The question in the thread after its end. @param asked its text as read from the channel */
export function buildClosedQuestion(
  asked: string,
  part: EndedPart,
  closing: Pick<Closing, 'ending' | 'atMs'>,
): Message {
  const [question = ''] = asked.split('\n');
  const text = `${question}\n${endedPartWords(part, closing)}`;
  return { text, blocks: [section(text)] };
}

function askWords(card: LedgerCard): string {
  const { requesterId, eventIds, organizationName } = card;
  const events = eventIds.length === 0 ? '' : ` of ${foreign(eventIds.join(', '), 900)}`;
  return `${mention(requesterId)} asked to repush ${recordedResourceWords(card)}${events} of ${foreign(organizationName, 80)} to ${recordedConfigurationWords(card, 80)}.`;
}

/** The details as the card had them, without webhook types that its metadata had no room for. */
function detailLines(card: LedgerCard, timeZone: string): readonly string[] {
  const request = requestOfCard(card);
  if (request === undefined) return [];
  const hasAllTypes = !isCut(card.webhookTypes ?? '');
  return scopeLines(request, { timeZone, notes: [] }).filter(
    (line) => hasAllTypes || !line.startsWith('*Webhook types:*'),
  );
}

/** Who approved, and what doo answered. */
function resultLines(card: LedgerCard): readonly string[] {
  const decision = decisionOf(card.state);
  if (decision?.kind !== 'approved' || decision.by === undefined) return [];
  const when = decision.atMs === undefined ? '' : ` ${readerTime(decision.atMs)}`;
  const approved = `Approved by ${mention(decision.by)}${when}.`;
  return card.hasOutcomes ? [approved, outcomeWords(card)] : [approved];
}

const OTHER_OUTCOMES = [
  ['unknown', 'Unknown'],
  ['refused', 'Refused'],
  ['not_sent', 'Not sent'],
] as const;

function outcomeWords({ resource, items = 0, targets }: LedgerCard): string {
  const { singular, plural } = isResource(resource)
    ? RESOURCES[resource]
    : { singular: 'item', plural: 'items' };
  const accepted = targets.filter(({ outcome }) => outcome === 'accepted').length;
  const others = OTHER_OUTCOMES.flatMap(([kind, words]) => {
    const found = targets.filter(({ outcome }) => outcome === kind);
    if (found.length === 0) return [];
    const ids = found.map(placeWords);
    return [` ${words}: ${fitted(ids, ', ', 400, (left) => `and ${left} more`)}.`];
  });
  return `doo accepted ${accepted} of ${count(targets.length, 'call', 'calls')}, ${count(items, singular, plural)} in all.${others.join('')}`;
}

function placeWords({ eventId, configurationId }: LedgerTarget): string {
  const parts = [eventId, configurationId].filter((part) => part !== undefined);
  return parts.length === 0 ? 'the call' : foreign(parts.join(' to '), 100);
}

function whatWords(closing: Closing): string {
  const { ending, ended } = closing;
  const after = ended.length === 0 ? consequence(ending) : followUpWords(closing);
  return [ENDINGS[ending.kind], ...after].join(' ');
}

function followUpWords(closing: Closing): readonly string[] {
  const { ended } = closing;
  const check = ended.includes('unresolved')
    ? ["Look in the customer's system before you run it again."]
    : [];
  return [
    ...ended.map((part) => endedPartWords(part, closing)),
    ...check,
    'Nobody is asked about this request any more. Write what you know into its thread.',
  ];
}

function cardlessConsequence(ending: Ending): string {
  return ending.kind === 'unshown' || ending.mayHaveSent
    ? "doo may have been asked: look in the customer's system before you ask again."
    : NOTHING_SENT;
}

function consequence(ending: Ending): readonly string[] {
  if (ending.kind === 'unshown' && ending.state !== undefined) return [];
  return ending.kind !== 'unshown' && !ending.mayHaveSent
    ? [NOTHING_SENT]
    : [
        "doo may have been asked: look in the thread and in the customer's system before you ask again.",
      ];
}
