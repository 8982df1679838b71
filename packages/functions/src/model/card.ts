import type { CheckedRequest } from './checked-request.ts';
import type { CardState } from './request-state.ts';

/** The card that a request runs again, as the channel has it: nothing here is the form's word. */
export interface PreviousFacts {
  /** Slack's time stamp of that card. */
  readonly ts: string;
  readonly reference: string;
  /** Slack's address of the card, if Slack could say. */
  readonly link?: string;
  /** What is different now, a few words each. */
  readonly changes: readonly string[];
}

export interface Card {
  readonly checked: CheckedRequest;
  readonly requesterId: string;
  readonly askedAtMs: number;
  readonly reference: string;
  /** The execution behind the card: lets a finished request be run again. */
  readonly executionArn?: string;
  readonly state: CardState;
  /** The request that this one runs again. */
  readonly previous?: PreviousFacts;
  /** Whether it stands in the place of one that somebody deleted, or that Slack takes no change of. */
  readonly inPlaceOf?: 'deleted' | 'unchangeable';
  /** A user, a user group, `here` or `channel`, which a new card mentions once. */
  readonly mention?: string;
}
