import { judgeStop } from '@doo-repush/core/repush/permissions';
import type { StopRefusal } from '../../messages/private/click-refused.ts';
import { readDecider } from '../../slack-api/authorize.ts';
import type { SlackDeps } from '../deps.ts';
import { type CardClick, closeIfEnded, readClickedCard } from './card-click.ts';

/**
 * Completes the stop callback of a request that is being sent. Its check is a courtesy, for a quick
 * response: the workflow judges again.
 * @returns why it does not count; `undefined` if it was accepted
 */
export async function proposeStop(
  click: CardClick,
  userId: string,
  deps: SlackDeps,
): Promise<StopRefusal | undefined> {
  const { callbackId, requesterId } = click;
  const [decider, card] = await Promise.all([
    readDecider(deps.people, userId),
    readClickedCard(click, deps),
  ]);
  const verdict = judgeStop(requesterId, decider);
  if (!verdict.allowed) return { kind: 'not_allowed', reason: verdict.reason, requesterId };
  const isSending = card === undefined || card.state.kind === 'sending';
  if (!isSending) return { kind: 'too_late', card };
  const taken = await deps.workflow.decide(callbackId, { v: 1, stop: true, by: userId });
  deps.log.info('stop_proposed', { by: userId, taken });
  if (taken === 'recorded') return undefined;
  if (await closeIfEnded(click, deps.workflow.endedWithoutReport, deps))
    return { kind: 'ended_without_report' };
  return card === undefined ? { kind: 'too_late', card } : { kind: 'in_hand' };
}
