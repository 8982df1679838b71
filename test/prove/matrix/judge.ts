import { READABLE_CODINGS } from '@doo-repush/sandbox/doo/api/coded-answer';
import { isJsonObject } from '@doo-repush/sandbox/slack/json';
import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { factsOf } from '../../support/requests.ts';
import type { Fault } from './fault.ts';
import { isTokenFault } from './fault-list.ts';
import type { Findings } from './findings.ts';
import type { Lab, Plan } from './lab.ts';
import { targetNames } from './order.ts';
import { hasEnded, type Story } from './story.ts';
import { actedOn, otherOutcomes } from './targets.ts';
import { hasButton, marksOf, stateOf, type Watch, wordsOf } from './watch.ts';

/** The step whose checkpoints stand before and after a call to doo. */
const SEND = /send \d+ call/;
const NOTHING_SENT = /nothing was (?:repushed|sent)/i;
const LONGEST_TRYING_SECONDS = 30 * 60;
const CLOSED = [
  'accepted',
  'partly_accepted',
  'refused',
  'not_sent',
  'unknown',
  'rejected',
  'cancelled',
  'expired',
  'failed',
];

/** Holds the end of a run against what doo saw and against what the fault may have led to. */
export function judge(lab: Lab, story: Story, seen: Watch, plan: Plan | undefined): Findings {
  if (story.judge !== undefined) return story.judge(lab, seen, plan);
  const cards = seen.cards();
  const card = cards.at(-1);
  const state = card && stateOf(card);
  const { targets: acted, others } = actedOn(lab, story.order, seen);
  const calledTwice = seen.initCalls().length - new Set(seen.initCalls().map(bodyOf)).size;
  // People who ask twice and approve both get both: that is a fault of the run, and no second send.
  const asked = Math.max(1, seen.executions().length);
  const sentTwice = [...acted].filter(([, times]) => times > asked).map(([target]) => target);

  const lost: string[] = [];
  const untrue: string[] = [];
  for (const other of others) untrue.push(`doo acted on ${other}, which nobody asked for`);
  if (asked > 1) untrue.push(`${asked} requests were started`);
  if (!hasEnded(seen)) lost.push('an execution runs for ever, or none was started');
  // While Slack refuses whatever is posted, only the execution's result and the log can tell.
  const isMute = plan?.lasts === true && isRefusedLine(plan);
  if (card === undefined && seen.told().length === 0 && !isMute)
    lost.push('no card, and nobody was told');
  // A card that takes no change is shown again, once.
  if (cards.length > (saysGone(plan) || isRefusedCard(plan) ? 2 : 1))
    untrue.push(`${cards.length} cards`);
  if (card === undefined && sum(acted) > 0) untrue.push('sent without a card');
  for (const { text } of seen.strays()) untrue.push(`in the channel's root: ${text}`);

  if (card !== undefined && state !== undefined) {
    const words = wordsOf(card);
    if (!CLOSED.includes(state)) lost.push(`the card stays ${state}`);
    if (hasButton(card, 'approve')) lost.push('the buttons stay');
    if (state === 'accepted' && [...acted.values()].some((times) => times !== 1))
      untrue.push('accepted, which doo was not');
    if (!['accepted', 'partly_accepted', 'unknown', 'failed'].includes(state) && sum(acted) > 0)
      untrue.push(`${state}, though doo acted`);
    if (NOTHING_SENT.test(words) && sum(acted) > 0 && acted.size === 1)
      untrue.push('the card says that nothing was sent');
    // A line that was taken without metadata only has no mark.
    const marks = marksOf(lab, card).filter((mark) => mark !== '');
    if (new Set(marks).size !== marks.length) untrue.push(`lines twice: ${marks.join(', ')}`);
    const kinds = new Set(marks.map(withoutRound));
    const missing = story.marks.filter((mark) => !kinds.has(withoutRound(mark)));
    // What was told before stands in the thread of the card that took no change.
    const isInItsPlace = marks.some((mark) => mark.startsWith('reposted'));
    const mayMiss =
      plan !== undefined &&
      (mayFailExecution(plan) ||
        isRefusedLine(plan) ||
        saysGone(plan) ||
        (isRefusedCard(plan) && (plan.lasts || cards.length > 1 || isInItsPlace)));
    // What Slack refuses to show stays in the message that tells the requester of it.
    const isToldInstead = isRefusedCard(plan) && seen.told().length > 0;
    if (
      state === story.end &&
      story.mayAlsoEnd.length === 0 &&
      missing.length > 0 &&
      !mayMiss &&
      !isToldInstead
    )
      untrue.push(`no line ${missing.join(', ')}`);
    if (state === story.end && !mayMiss && !isToldInstead) untrue.push(...otherFacts(story, card));
    untrue.push(...otherOutcomes(card, acted));
    if (!allowedStates(story, plan).includes(state)) untrue.push(`${state} need not have been`);
  }
  // Where doo has no room in the story itself, it is called again.
  const hasNoRoom = story.mayAlsoEnd.length > 0;
  if (calledTwice > 0 && !hasNoRoom && !mayBeCalledAgain(plan)) untrue.push('doo was called again');
  return { sentTwice, lost, untrue };
}

/** What the card says otherwise than the story. */
function otherFacts({ facts = {} }: Story, card: Message): readonly string[] {
  const actual = factsOf(card);
  return Object.entries(facts)
    .filter(([name, value]) => actual[name] !== value)
    .map(([name, value]) => `${name} is ${String(actual[name])}, and should be ${value}`);
}

function hasManyTargets({ order }: Story): boolean {
  return order !== undefined && targetNames(order).length > 1;
}

function bodyOf({ body }: { body?: unknown }): string {
  return JSON.stringify(body ?? null);
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((total, each) => total + each, 0);
}

/** A call that doo surely did not act on may come again. */
function mayBeCalledAgain(plan: Plan | undefined): boolean {
  if (plan === undefined || plan.call.operation !== 'doo init') return false;
  return plan.fault.kind !== 'coded' && outcomesOf(plan.fault).includes('accepted');
}

/** The states in which the card may end. */
function allowedStates(story: Story, plan: Plan | undefined): readonly string[] {
  if (plan === undefined) return [story.end];
  if (story.mayAlsoEnd.length > 0) return [story.end, ...story.mayAlsoEnd, 'failed'];
  const failure = mayFailExecution(plan) ? ['failed'] : [];
  if (plan.call.operation === 'doo init') {
    const outcomes = [
      ...outcomesOf(plan.fault),
      ...(plan.lasts ? lastingOutcomes(plan.fault) : []),
    ];
    return hasManyTargets(story) ? [...outcomes, 'partly_accepted'] : outcomes;
  }
  if (plan.call.operation === 'lambda Checkpoint' && SEND.test(plan.call.detail))
    return [story.end, 'unknown', ...failure];
  const isSending = story.end === 'accepted' && plan.lasts;
  const others = story.mayEndBy?.(plan) ?? [];
  return [story.end, ...failure, ...others, ...(isSending ? ['not_sent', 'refused'] : [])];
}

/** A refused answer begins a new round, in which the next line is numbered otherwise. */
function withoutRound(mark: string): string {
  return mark.replace(/ \d+$/, '');
}

/** AWS refusing a checkpoint for good ends the execution: its card is closed by `worker`. */
function mayFailExecution({ call, fault, lasts }: Plan): boolean {
  if (!call.operation.startsWith('lambda') || isTokenFault(fault)) return false;
  return fault.kind === 'answer' || lasts;
}

/** Slack saying that the card is gone has it posted again. */
function saysGone(plan: Plan | undefined): boolean {
  if (plan?.fault.kind !== 'answer' || plan.call.operation !== 'slack chat.update') return false;
  return /message_not_found|cant_update_message/.test(String(plan.fault.answer.body));
}

/** Slack refusing to change the card for good ends its follow-up, which the requester is told. */
function isRefusedCard(plan: Plan | undefined): boolean {
  if (plan?.call.operation !== 'slack chat.update' || plan.fault.kind !== 'answer') return false;
  const { status, body } = plan.fault.answer;
  return plan.lasts || (status >= 400 && status < 500) || String(body).startsWith('{"ok":false');
}

/** Slack refusing a line for good leaves the thread without it, which the log says. */
function isRefusedLine({ call, fault }: Plan): boolean {
  const isRefused = fault.kind === 'answer' || fault.kind === 'in_root';
  return call.operation === 'slack chat.postMessage' && isRefused;
}

/** What one call to doo may end in under a fault: the table of architecture.md, *never twice*. */
function outcomesOf(fault: Fault): readonly string[] {
  switch (fault.kind) {
    case 'outage':
      // Without names AWS cannot be reached either, so that the call may stay without its record.
      return fault.outage === 'names' ? ['accepted', 'unknown'] : ['accepted'];
    case 'slow':
      return ['accepted'];
    case 'coded':
      return READABLE_CODINGS.some((coding) => coding === fault.coding)
        ? ['accepted']
        : ['unknown'];
    case 'answer': {
      const { status, body, headers } = fault.answer;
      if (status === 429 && isBeyondTrying(headers?.['retry-after'])) return ['not_sent'];
      if (status === 401 || status === 429) return ['accepted'];
      if (status === 408 || status === 499) return ['unknown'];
      if (status >= 400 && status < 500) return ['refused'];
      return outcomesInBody(status, body);
    }
    default:
      return ['unknown'];
  }
}

/** What is not taken within half an hour of the approval is tried no more (architecture.md, *Pacing*). */
function isBeyondTrying(retryAfter: string | undefined): boolean {
  return Number(retryAfter ?? 0) > LONGEST_TRYING_SECONDS;
}

function lastingOutcomes(fault: Fault): readonly string[] {
  if (fault.kind === 'outage') return ['not_sent'];
  if (fault.kind !== 'answer') return [];
  return fault.answer.status === 401
    ? ['refused']
    : fault.answer.status === 429
      ? ['not_sent']
      : [];
}

/** A 4xx in the body of a good answer means what it means as a status (`core/src/doo/failure.ts`). */
function outcomesInBody(status: number, body: unknown): readonly string[] {
  if (status !== 200 || typeof body !== 'string') return ['unknown'];
  try {
    const parsed: unknown = JSON.parse(body);
    const value = isJsonObject(parsed as never) ? Number(Object(parsed).response_status) : 0;
    if (value === 401 || value === 429) return ['accepted'];
    return value >= 400 && value < 500 ? ['refused'] : ['unknown'];
  } catch {
    return ['unknown'];
  }
}
