import { acceptedItems } from '@doo-repush/core/repush/outcome';
import { outcomeCodes } from '../ledger/outcome-codes.ts';
import type { Card } from '../messages/card/card.ts';
import { targetsOfChecked } from '../messages/card/request-text.ts';
import { type StateName, stateNameOf } from '../model/request-state.ts';

/**
 * What an execution leaves behind for operators and for reconcile, version 1: additions are
 * optional. The channel has the rest; where it could not be written to, this is the record.
 */
export interface WorkflowResult {
  readonly v: 1;
  readonly reference: string;
  readonly requesterId: string;
  readonly state: StateName | 'not_asked';
  /** Slack's time stamp of the card in the approval channel; left out where none was posted. */
  readonly cardTs?: string;
  readonly approvedBy?: string;
  /** How many targets the request had; left out where no approver was asked. */
  readonly requestedTargets?: number;
  /** Targets whose call may have reached doo: accepted, refused or unknown. */
  readonly askedTargets?: number;
  /** Items that doo accepted, in all. */
  readonly items?: number;
  /** One word a target, as the card's metadata has them: `a412 r u n`. */
  readonly outcomes?: string;
  /** What became of unknown outcomes: started, not_started or unresolved. */
  readonly resolution?: string;
  /** Whether the webhooks arrived, as far as somebody said so: arrived or not_confirmed. */
  readonly arrival?: string;
}

/** The result of a request that ended as `card` says. */
export function resultOfCard(card: Card, cardTs: string | undefined): WorkflowResult {
  const { state, reference, requesterId } = card;
  return {
    v: 1,
    reference,
    requesterId,
    state: stateNameOf(state),
    ...(cardTs !== undefined && { cardTs }),
    requestedTargets: targetsOfChecked(card.checked).length,
    ...(state.kind === 'sent' && sentFacts(state)),
  };
}

function sentFacts({ approved, results, followUp = {} }: Extract<Card['state'], { kind: 'sent' }>) {
  const outcomes = results.map((result) => result.outcome);
  return {
    approvedBy: approved.by,
    askedTargets: outcomes.filter(({ kind }) => kind !== 'not_sent').length,
    items: acceptedItems(outcomes),
    outcomes: outcomeCodes(results),
    ...(followUp.resolution && { resolution: followUp.resolution.kind }),
    ...(followUp.arrival && { arrival: followUp.arrival.kind }),
  };
}
