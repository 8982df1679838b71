import { isResource, RESOURCES } from '@doo-repush/core/doo/resources';
import type { Ending } from '../../executions/ending.ts';
import { requestOfCard } from '../../ledger/card-request.ts';
import type { EndedPart } from '../../ledger/ended-follow-up.ts';
import { repeatableTargets, resolvedOf } from '../../ledger/event-fates.ts';
import type { LedgerCard } from '../../ledger/ledger-card.ts';
import { decisionOf, knownStateOf } from '../../ledger/ledger-state.ts';
import type { LedgerTarget } from '../../ledger/targets.ts';
import type { StateName } from '../../model/state-name.ts';
import { count, fitted, isCut } from '../../runtime/text.ts';
import type { Message } from '../../slack-api/message.ts';
import { headingOf } from '../headings.ts';
import { context, section } from '../message.ts';
import { foreign, mention, readerTime } from '../mrkdwn.ts';
import { recordedConfigurationWords, recordedResourceWords } from '../recorded-text.ts';
import { againButtons } from './buttons.ts';
import { actions, type EndedCard, endedBlocks, endedWords } from './layout.ts';
import { POSTED_AGAIN } from './posted-again.ts';
import { reasonWords, typeWords } from './scope-text.ts';
import { windowWords } from './window-text.ts';

const MAX_TYPES_CHARS = 400;
const MAX_REASON_CHARS = 120;

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

const NOTHING_SENT = "doo hadn't been asked, so nothing was sent. Still need it? Ask again.";

const ENDINGS: Readonly<Record<Ending['kind'], string>> = {
  failed: 'AWS says that the execution failed.',
  stopped: 'AWS says that the execution was stopped.',
  timed_out: 'AWS says that the execution ran out of time.',
  gone: 'AWS says that the execution is no longer kept.',
  unshown:
    "The request ended, but Slack didn't take this update then: whoever asked was told directly.",
};

/** What ended, as a sentence for card, question and thread: by when, or according to whom. */
const ENDED: Readonly<Record<EndedPart, (when: string, who: string | undefined) => string>> = {
  unresolved: (when) => `No one confirmed by ${when} whether doo started.`,
  started: (_, who = 'An approver') => `${who} confirmed that doo started sending.`,
  not_started: (_, who = 'An approver') => `${who} confirmed that doo didn't start.`,
  not_confirmed: (when) => `No one confirmed they arrived by ${when}.`,
  arrived: (_, who = 'Someone') => `${who} confirmed they arrived.`,
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
  const ended: EndedCard = {
    heading: headingOf(knownStateOf(card.state), resolvedOf(card)),
    subject: subjectWords(card),
    lines: [...scopeLines(card, closing.timeZone), ...resultLines(card), endWords(closing)],
    buttons: actions('finished', againButtons(card.executionArn, mayHaveSent(card))),
    facts: factsOf(card),
    reference: foreign(card.reference, 10),
  };
  return { text: endedWords(ended), blocks: endedBlocks(ended) };
}

/** Precedes the text of a card that Slack refuses to change. */
export const UNCHANGEABLE_WORDS =
  "Slack takes no change of this card: it's out of date, and its buttons do nothing any more.";

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

function subjectWords(card: LedgerCard): string {
  const { eventIds, organizationName, resource } = card;
  const what = isResource(resource) ? RESOURCES[resource].label : recordedResourceWords(card);
  const events = eventIds.length === 0 ? '' : ` of *${foreign(eventIds.join(', '), 900)}*`;
  return `${what}${events} → *${recordedConfigurationWords(card, 80)}* (${foreign(organizationName, 80)})`;
}

/** What limits it; types that its metadata had no room for are left out. */
function scopeLines(card: LedgerCard, timeZone: string): readonly string[] {
  const request = requestOfCard(card);
  if (request === undefined) return [];
  const updated = windowWords(request, timeZone) ?? 'any time';
  const hasTypes = card.webhookTypes !== undefined && !isCut(card.webhookTypes);
  const types = hasTypes ? [`Types: ${typeWords(request, MAX_TYPES_CHARS)}`] : [];
  return [[`Last updated: ${updated}`, ...types].join(' · ')];
}

/** Who approved, and what doo answered. */
function resultLines(card: LedgerCard): readonly string[] {
  const isApproved = decisionOf(card.state)?.kind === 'approved';
  return isApproved && card.hasOutcomes ? [outcomeWords(card)] : [];
}

/** Who asked, who approved, and why. */
function factsOf(card: LedgerCard): readonly string[] {
  const decision = decisionOf(card.state);
  const when = decision?.atMs === undefined ? '' : ` ${readerTime(decision.atMs)}`;
  const request = requestOfCard(card);
  return [
    `${mention(card.requesterId)} asked`,
    ...(decision?.kind === 'approved' && decision.by !== undefined
      ? [`${mention(decision.by)} approved${when}`]
      : []),
    ...(request === undefined ? [] : [reasonWords(request, MAX_REASON_CHARS)]),
  ];
}

function mayHaveSent(card: LedgerCard): boolean {
  return repeatableTargets(card).length > 0;
}

const OTHER_OUTCOMES = [
  ['unknown', 'Unclear'],
  ['refused', 'Refused'],
  ['not_sent', 'Not sent'],
] as const;

function outcomeWords({ resource, items = 0, targets }: LedgerCard): string {
  const { singular, plural } = isResource(resource)
    ? RESOURCES[resource]
    : { singular: 'item', plural: 'items' };
  const accepted = targets.filter(({ outcome }) => outcome === 'accepted').length;
  const systems = new Set(targets.map(({ configurationId }) => configurationId)).size;
  const others = OTHER_OUTCOMES.flatMap(([kind, words]) => {
    const found = targets.filter(({ outcome }) => outcome === kind);
    if (found.length === 0) return [];
    const ids = found.map((target) => placeWords(target, systems > 1));
    return [` ${words}: ${fitted(ids, ', ', 400, (left) => `and ${left} more`)}.`];
  });
  return `doo accepted ${accepted} of ${count(targets.length, 'call', 'calls')} (${count(items, singular, plural)}).${others.join('')}`;
}

function placeWords({ eventId, configurationId }: LedgerTarget, namesSystem: boolean): string {
  const system = namesSystem || eventId === undefined ? configurationId : undefined;
  const parts = [eventId, system].filter((part) => part !== undefined);
  return parts.length === 0 ? 'the call' : foreign(parts.join(' to '), 100);
}

function endWords(closing: Closing): string {
  const { ending, ended } = closing;
  const after = ended.length === 0 ? consequence(ending) : followUpWords(closing);
  return [ENDINGS[ending.kind], ...after].join(' ');
}

function followUpWords(closing: Closing): readonly string[] {
  const { ended } = closing;
  const check = ended.includes('unresolved')
    ? ["Check the customer's system before you run it again."]
    : [];
  return [
    ...ended.map((part) => endedPartWords(part, closing)),
    ...check,
    'No one is asked about this request any more. Write what you know into its thread.',
  ];
}

function cardlessConsequence(ending: Ending): string {
  return ending.kind === 'unshown' || ending.mayHaveSent
    ? "doo may have been asked: check the customer's system before you ask again."
    : NOTHING_SENT;
}

function consequence(ending: Ending): readonly string[] {
  if (ending.kind === 'unshown' && ending.state !== undefined) return [];
  return ending.kind !== 'unshown' && !ending.mayHaveSent
    ? [NOTHING_SENT]
    : ["doo may have been asked: check the thread and the customer's system before you ask again."];
}
