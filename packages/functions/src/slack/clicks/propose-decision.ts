import type { DecisionKind } from '@doo-repush/core/repush/decision';
import { judgeDecision } from '@doo-repush/core/repush/permissions';
import type { ProposedDecision } from '@doo-repush/core/repush/proposals';
import type { Refusal } from '../../messages/private/click-refused.ts';
import { isUnended } from '../../model/state-name.ts';
import { readDecider } from '../../slack-api/authorize.ts';
import type { SlackDeps } from '../deps.ts';
import { type CardClick, closeIfEnded, readCardInstead, readClickedCard } from './card-click.ts';

/**
 * Why `userId` may not make this decision; `undefined` if it seems allowed. A courtesy, for a quick
 * response: the workflow judges again.
 */
export async function whyNot(
  { requesterId }: CardClick,
  decision: DecisionKind,
  userId: string,
  { people }: SlackDeps,
): Promise<Refusal | undefined> {
  const verdict = judgeDecision(decision, requesterId, await readDecider(people, userId));
  if (verdict.allowed) return undefined;
  return { kind: 'not_allowed', decision, reason: verdict.reason, requesterId };
}

/**
 * Completes the request's callback with the decision.
 * @returns why it came too late; `undefined` if it was accepted
 */
export async function proposeDecision(
  click: CardClick,
  decision: ProposedDecision,
  deps: SlackDeps,
): Promise<Refusal | undefined> {
  const taken = await deps.workflow.decide(click.callbackId, decision);
  deps.log.info('decision_proposed', { decision: decision.decision, by: decision.by, taken });
  return taken === 'recorded' ? undefined : explainClosed(click, deps);
}

async function explainClosed(click: CardClick, deps: SlackDeps): Promise<Refusal> {
  const card = await readClickedCard(click, deps);
  const state = card?.state.kind;
  const other = state === 'waiting' ? await readCardInstead(card, deps) : undefined;
  if (other !== undefined) return { kind: 'closed', card: other };
  const isOpen = state === undefined || isUnended(state);
  if (isOpen && (await closeIfEnded(click, deps.workflow.hasEnded, deps)))
    return { kind: 'ended_without_report' };
  return state === 'waiting' ? { kind: 'in_hand' } : { kind: 'closed', card };
}
