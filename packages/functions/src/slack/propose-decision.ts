import { judgeDecision, type ProposedDecision } from '@doo-repush/core/repush/decision';
import { errorKind } from '../log.ts';
import { ENDED_WITHOUT_REPORT, mayNotDecide, tooLate } from './answers.ts';
import type { ButtonFacts } from './button-value.ts';
import type { SlackDeps } from './deps.ts';
import { type LedgerCard, readCard } from './ledger/read.ts';
import { readDecider } from './people.ts';

/** A click on a card: what its button says, and where the card stands. */
export interface CardClick extends ButtonFacts {
  readonly ts: string;
}

/**
 * Why `userId` may not make this decision, as words for that person; `undefined` when it looks
 * allowed. A courtesy to answer quickly: the workflow judges again by itself.
 */
export async function whyNot(
  click: CardClick,
  decision: ProposedDecision['decision'],
  userId: string,
  { people, settings }: SlackDeps,
): Promise<string | undefined> {
  const decider = await readDecider(people, userId);
  const verdict = judgeDecision(decision, click.requesterId, decider);
  if (verdict.allowed) return undefined;
  return mayNotDecide(decision, verdict.reason, click.requesterId, settings.APPROVERS);
}

/**
 * Completes the request's callback with the decision.
 * @returns words for the decider when it came too late; `undefined` when it was taken
 */
export async function proposeDecision(
  click: CardClick,
  decision: ProposedDecision,
  deps: SlackDeps,
): Promise<string | undefined> {
  const taken = await deps.workflow.decide(click.callbackId, decision);
  deps.log.info('decision_proposed', { decision: decision.decision, by: decision.by, taken });
  return taken === 'recorded' ? undefined : explainClosed(click, decision.by, deps);
}

async function explainClosed(click: CardClick, userId: string, deps: SlackDeps): Promise<string> {
  const card = await readLedgerCard(click, deps);
  const isOpen =
    card === undefined || card.payload.state === 'waiting' || card.payload.state === 'sending';
  if (isOpen && (await hasEndedWithoutReport(click, deps))) return ENDED_WITHOUT_REPORT;
  return tooLate(card, userId);
}

async function readLedgerCard(click: CardClick, deps: SlackDeps): Promise<LedgerCard | undefined> {
  const { client, secret, settings, log } = deps;
  try {
    return await readCard(client, secret.botId, settings.APPROVAL_CHANNEL, click.ts);
  } catch (error) {
    log.warn('card_unreadable', { error: errorKind(error) });
    return undefined;
  }
}

async function hasEndedWithoutReport(
  click: CardClick,
  { workflow, log }: SlackDeps,
): Promise<boolean> {
  if (click.executionArn === '') return false;
  try {
    const ended = await workflow.endedWithoutReport(click.executionArn);
    if (ended) await workflow.reconcile();
    return ended;
  } catch (error) {
    log.warn('execution_unreadable', { error: errorKind(error) });
    return false;
  }
}
