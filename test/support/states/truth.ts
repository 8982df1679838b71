import type { FollowUp } from '@doo-repush/core/repush/follow-up';
import type { TargetResult } from '@doo-repush/core/repush/outcome';
import type { Card } from '@doo-repush/functions/model/card';
import { type InitAnswer, type InitCall, PROOFS } from './fake-doo.ts';
import { FIRST_YES, MOST_OPEN } from './model.ts';
import type { World } from './world-parts.ts';

type Facts = Pick<
  World,
  'doo' | 'model' | 'clock' | 'eventIds' | 'configurationIds' | 'execution' | 'ledger'
>;

/** The responses that leave no doubt. */
const KNOWN: readonly InitAnswer[] = [...PROOFS, 'accepts', 'refuses'];

/** A sentence about what a card says that is not true at this moment. */
export function untruthOf({ state }: Card, world: Facts): string | undefined {
  const { doo, model, clock, execution } = world;
  const acted = doo.calls.filter((call) => call.acted).length;
  const { counted } = model;
  switch (state.kind) {
    case 'waiting':
      // What was said while the card was being shown has not been read by then.
      if (counted !== undefined && isJudged(execution))
        return `waiting, though ${counted.decision} counts`;
      return acted > 0 ? 'waiting, though doo acted' : undefined;
    case 'rejected':
    case 'cancelled':
      if (counted?.decision !== state.kind) return `${state.kind}, which nobody decided`;
      return acted > 0 ? `${state.kind}, though doo acted` : undefined;
    case 'expired':
      if (state.reason === 'too_many_open') {
        if (world.ledger.siblings < MOST_OPEN) return 'closed as one too many';
        return acted > 0 ? 'closed as one too many, though doo acted' : undefined;
      }
      if (counted !== undefined) return `expired, though ${counted.decision} counts`;
      if (clock.nowMs < model.expiresAtMs && !isClosedEarly(state.reason))
        return 'expired before its time';
      if (state.reason === 'no_buttons' && model.refused === 0 && !model.isRivalKnown)
        return 'closed with its buttons';
      if (state.reason === 'too_many_refusals' && model.refused < 100) return 'closed too early';
      return acted > 0 ? 'expired, though doo acted' : undefined;
    case 'sending':
      return counted?.decision === 'approved' ? undefined : 'sending, which nobody approved';
    case 'sent': {
      if (counted?.decision !== 'approved') return 'sent, which nobody approved';
      if (state.results.length !== placesOf(world).length) return 'results are missing';
      for (const said of saidIn(state.followUp ?? {}))
        if (!model.answers.has(said)) return `${said}, which nobody said who may`;
      return state.results
        .map(({ outcome, ...place }) =>
          untruthOfOutcome(callsOf(doo.calls, place), outcome, execution.kills > 0, doo.items),
        )
        .find((untruth) => untruth !== undefined);
    }
    case 'failed':
      return 'failed, though nothing could have failed';
    default:
      return undefined;
  }
}

function isClosedEarly(reason: string | undefined): boolean {
  return ['too_many_refusals', 'no_buttons', 'not_shown'].includes(reason ?? '');
}

/** What people said according to a card. */
function saidIn({ resolution, arrival }: FollowUp): readonly string[] {
  return [resolution, arrival].flatMap((part) =>
    part !== undefined && 'by' in part ? [`${part.kind} by ${part.by}`] : [],
  );
}

type Place = Pick<TargetResult, 'eventId' | 'configurationId'>;

/** Every event with every configuration. */
function placesOf({ eventIds, configurationIds }: Facts): readonly Place[] {
  return eventIds.flatMap((eventId) =>
    configurationIds.map((configurationId) => ({ eventId, configurationId })),
  );
}

function isAt({ eventId, configurationId }: Place): (other: Place) => boolean {
  return (other) => other.eventId === eventId && other.configurationId === configurationId;
}

function callsOf(calls: readonly InitCall[], place: Place): readonly InitCall[] {
  return calls.filter(isAt(place));
}

/** Whether a counting decision has been judged. */
function isJudged(execution: World['execution']): boolean {
  return execution.resultsOf(/^judge \d+$/).some((result) => result.includes('"allowed":true'));
}

function untruthOfOutcome(
  calls: readonly InitCall[],
  outcome: { readonly kind: string; readonly items?: number },
  mayHaveDied: boolean,
  items: number,
): string | undefined {
  const last = calls.at(-1);
  const acted = calls.filter((call) => call.acted).length;
  switch (outcome.kind) {
    case 'accepted':
      return last?.answer === 'accepts' && outcome.items === items ? undefined : 'not accepted';
    case 'refused':
      return acted === 0 && (last?.answer === 'refuses' || last?.answer === 'unauthorized')
        ? undefined
        : 'not refused';
    case 'not_sent':
      return acted === 0 && (last === undefined || PROOFS.includes(last.answer))
        ? undefined
        : 'sent, or perhaps sent';
    default: {
      // A crash between a call and its record leaves no evidence of it.
      const isKnown = last === undefined || KNOWN.includes(last.answer);
      return isKnown && !mayHaveDied ? 'unknown, though it is known' : undefined;
    }
  }
}

/** The promises that are broken now, in sentences. */
export function brokenPromises(world: World): readonly string[] {
  const { doo, model, slack, execution, configurationIds } = world;
  const broken = [...world.untruths];
  for (const place of placesOf(world)) {
    const at = `${place.eventId} to ${place.configurationId}`;
    const calls = callsOf(doo.calls, place);
    if (calls.filter((call) => call.acted).length > 1) broken.push(`${at} was sent twice`);
    const unproven = calls.slice(0, -1).find(({ answer }) => !PROOFS.includes(answer));
    if (unproven !== undefined) broken.push(`${at} was called again after it ${unproven.answer}`);
  }
  if (isFasterThanAsked(world)) broken.push('a call came before doo was done with the one before');
  if (doo.calls.some((call) => !configurationIds.includes(call.configurationId)))
    broken.push('a configuration was called that the card does not show');
  if (doo.calls.some(({ reading }) => reading === 'none'))
    broken.push('doo was called without a look at its configurations');
  if (doo.calls.some(({ reading }) => reading === 'moved'))
    broken.push('doo was called for what had changed');
  if (doo.calls.length > 0 && model.counted?.decision !== 'approved')
    broken.push('doo was called, which nobody approved');
  if (model.callsAtStop !== undefined && doo.calls.length > model.callsAtStop)
    broken.push('doo was called after the rest was stopped');
  if (doo.calls.length > 0 && world.ledger.siblings >= MOST_OPEN && !world.ledger.wasAway)
    broken.push('doo was called for one request too many');
  if (isAheadOfAYes(world)) broken.push('the rest was sent before a yes to the first one');
  if (slack.cards.length > 1) broken.push(`${slack.cards.length} cards`);
  const marks = slack.lines.map(({ mark }) => mark);
  if (new Set(marks).size !== marks.length) broken.push(`a line stands twice: ${marks.join(', ')}`);
  const reminders = slack.lines.filter(({ mark }) => mark.startsWith('reminder'));
  if (reminders.length > 2) broken.push(`${reminders.length} reminders`);
  const decidedAtMs = Math.min(model.countedAtMs ?? model.expiresAtMs, model.expiresAtMs);
  if (reminders.some(({ atMs }) => atMs > decidedAtMs))
    broken.push('somebody was reminded of what was decided');
  if (execution.end.status === 'FAILED') broken.push(`failed: ${String(execution.end.error)}`);
  return broken;
}

/** Whether more than one target was called although nobody who may has said that the first one arrived. */
function isAheadOfAYes({ order, doo, model }: World): boolean {
  if (order !== 'one_first') return false;
  const called = new Set(doo.calls.map((call) => `${call.eventId} ${call.configurationId}`));
  return called.size > 1 && ![...model.answers].some((said) => said.startsWith(FIRST_YES));
}

const MINUTE_MS = 60_000;

/** The minimum pause after a call whose size is unknown. */
const UNKNOWN_MS = 10 * MINUTE_MS;

/** Whether a call was made before doo had sent, at the requested rate, what it had accepted. */
function isFasterThanAsked({ doo, maxRatePerMin, order, execution }: World): boolean {
  if (maxRatePerMin === undefined || order === 'at_once') return false;
  const fullMs = Math.ceil(doo.items / maxRatePerMin) * MINUTE_MS;
  return doo.calls.some(({ acted, answer, atMs }, index) => {
    const isKnown = answer === 'accepts' && execution.kills === 0;
    const pauseMs = isKnown ? fullMs : Math.min(fullMs, UNKNOWN_MS);
    return acted && (doo.calls[index + 1]?.atMs ?? Number.POSITIVE_INFINITY) < atMs + pauseMs;
  });
}

/** What is wrong with the end of a request, after everything has had its time. */
export function brokenEnd(world: World): readonly string[] {
  const { execution, slack, model, doo } = world;
  const broken = [...brokenPromises(world)];
  if (execution.end.status === 'RUNNING') broken.push('it runs for ever');
  const followUp = slack.cards.flatMap(({ card: { state } }) =>
    state.kind === 'sent' && state.followUp !== undefined ? [state.followUp] : [],
  );
  const isClosedInResult = !isOpen(followUpOf(execution.end));
  if (slack.direct.length === 0 && followUp.some(isOpen) && !isClosedInResult)
    broken.push('a follow-up stays open');
  const [state] = slack.cards.map(({ card }) => card.state);
  const isTooMany = execution.resultsOf(/^too many open$/).length > 0;
  const due = isTooMany ? 'expired' : (model.counted?.decision ?? 'expired');
  if (isClosed(state)) {
    const shown = state?.kind === 'sent' ? 'approved' : state?.kind;
    if (shown !== due) broken.push(`${due} ended as ${shown}`);
  } else if (slack.direct.length === 0 && !isLeftToWorker(execution.end, due))
    broken.push(`the card stays ${state?.kind ?? 'away'}, and nobody is told`);
  if (model.counted?.decision === 'approved') {
    const uncalled = placesOf(world).filter((place) => !doo.calls.some(isAt(place)));
    const unexplained = uncalled.filter(
      (place) =>
        state?.kind === 'sent' &&
        state.results.some((it) => isAt(place)(it) && it.outcome.kind === 'accepted'),
    );
    if (unexplained.length > 0)
      broken.push(`accepted without a call: ${JSON.stringify(unexplained)}`);
  }
  return broken;
}

type Kinds = { readonly [Part in keyof FollowUp]?: { readonly kind: string } };

function isOpen({ resolution, arrival }: Kinds): boolean {
  const kinds = [resolution?.kind, arrival?.kind];
  return ['open', 'awaited', 'asked', 'not_yet'].some((kind) => kinds.includes(kind));
}

/** The follow-up according to the result, from which `worker` closes what could not be shown. */
function followUpOf(end: World['execution']['end']): Kinds {
  const { resolution, arrival } = end.status === 'SUCCEEDED' ? Object(end.result) : {};
  return { resolution: { kind: String(resolution) }, arrival: { kind: String(arrival) } };
}

function isClosed(state: Card['state'] | undefined): boolean {
  return state !== undefined && state.kind !== 'waiting' && state.kind !== 'sending';
}

/** What neither the card nor a message could say is in the result, from which `worker` closes the card. */
function isLeftToWorker(end: World['execution']['end'], due: string): boolean {
  if (end.status !== 'SUCCEEDED') return false;
  const { state } = Object(end.result);
  return due === 'approved' ? SENT_STATES.includes(state) : state === due || state === 'not_asked';
}

const SENT_STATES = ['accepted', 'partly_accepted', 'refused', 'not_sent', 'unknown'];
