import type { StateName } from './state-name.ts';

/** How a follow-up ended, and who answered. Earlier versions recorded only the answer. */
export interface KnownFollowUp {
  /** How unknown outcomes were resolved: started, not_started or unresolved. */
  readonly resolution?: string | undefined;
  readonly resolutionBy?: string | undefined;
  readonly resolutionAtMs?: number | undefined;
  readonly resolutionReason?: string | undefined;
  /** The final answer about the arrival: arrived or not_confirmed. */
  readonly arrival?: string | undefined;
  readonly arrivalBy?: string | undefined;
  readonly arrivalAtMs?: number | undefined;
}

/**
 * The result of an execution for operators and for reconcile, version 1: additions must be optional. The
 * channel has everything else; if the channel could not be written to, this is the only record.
 */
export interface WorkflowResult extends KnownFollowUp {
  readonly v: 1;
  readonly reference: string;
  readonly requesterId: string;
  readonly state: StateName | 'not_asked';
  /** Slack's timestamp of the card in the approval channel; absent if none was posted. */
  readonly cardTs?: string;
  readonly approvedBy?: string;
  /** The number of targets; absent if no approver was asked. */
  readonly requestedTargets?: number;
  /** Targets whose call may have reached doo: accepted, refused or unknown. */
  readonly askedTargets?: number;
  /** The total of items that doo accepted. */
  readonly items?: number;
  /** One word per target, as in the card's metadata: `a412 r u n`. */
  readonly outcomes?: string;
}
