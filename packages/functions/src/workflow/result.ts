import type { Arrival, Resolution } from '@doo-repush/core/repush/follow-up';
import { acceptedItems } from '@doo-repush/core/repush/outcome';
import { outcomeCodes } from '../ledger/outcome-codes.ts';
import type { Card } from '../model/card.ts';
import { targetsOfChecked } from '../model/checked-request.ts';
import { stateNameOf } from '../model/request-state.ts';
import type { KnownFollowUp, WorkflowResult } from '../model/workflow-result.ts';

/** The result of a request that ended as `card` shows. */
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
    ...(followUp.resolution && resolutionFacts(followUp.resolution)),
    ...(followUp.arrival && arrivalFacts(followUp.arrival)),
  };
}

function resolutionFacts(resolution: Resolution): KnownFollowUp {
  return {
    resolution: resolution.kind,
    ...('by' in resolution && {
      resolutionBy: resolution.by,
      resolutionReason: resolution.reason,
    }),
    ...('atMs' in resolution && { resolutionAtMs: resolution.atMs }),
  };
}

function arrivalFacts(arrival: Arrival): KnownFollowUp {
  return {
    arrival: arrival.kind,
    ...('by' in arrival && { arrivalBy: arrival.by }),
    ...('atMs' in arrival && { arrivalAtMs: arrival.atMs }),
  };
}
