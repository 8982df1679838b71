import type { StateName } from './state-name.ts';

/** How a follow-up ended. Who said so is known where somebody did; earlier versions kept no more than what. */
export interface KnownFollowUp {
  /** What became of unknown outcomes: started, not_started or unresolved. */
  readonly resolution?: string | undefined;
  readonly resolutionBy?: string | undefined;
  readonly resolutionAtMs?: number | undefined;
  readonly resolutionReason?: string | undefined;
  /** Whether the webhooks arrived, as far as somebody said so: arrived or not_confirmed. */
  readonly arrival?: string | undefined;
  readonly arrivalBy?: string | undefined;
  readonly arrivalAtMs?: number | undefined;
}

/**
 * What an execution leaves behind for operators and for reconcile, version 1: additions are
 * optional. The channel has the rest; where it could not be written to, this is the record.
 */
export interface WorkflowResult extends KnownFollowUp {
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
}
