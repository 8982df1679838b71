import type { CheckedRequest } from './checked-request.ts';
import type { CardState } from './request-state.ts';

/** The card that a request reruns, as read from the channel. Nothing here is taken from the form. */
export interface PreviousFacts {
  /** Slack's timestamp of that card. */
  readonly ts: string;
  readonly reference: string;
  /** Slack's permalink of the card, if Slack returned one. */
  readonly link?: string;
  /** The differences from that request, in a few words each. */
  readonly changes: readonly string[];
}

export interface Card {
  readonly checked: CheckedRequest;
  readonly requesterId: string;
  readonly askedAtMs: number;
  readonly reference: string;
  /** The execution behind the card, for rerunning a finished request. */
  readonly executionArn?: string;
  readonly state: CardState;
  /** The request that this one reruns. */
  readonly previous?: PreviousFacts;
  /** Whether this card replaces one that was deleted or that Slack refuses to change. */
  readonly inPlaceOf?: 'deleted' | 'unchangeable';
  /** A user, a user group, `here` or `channel` to mention once on a new card. */
  readonly mention?: string;
}
