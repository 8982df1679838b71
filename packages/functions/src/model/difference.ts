export type DifferenceKind =
  | 'card_without_execution'
  | 'execution_without_card'
  | 'two_cards'
  | 'sent_without_approval'
  | 'state_differs'
  | 'stuck';

/** A disagreement between the channel and AWS. */
export interface Difference {
  readonly kind: DifferenceKind;
  readonly reference: string;
  readonly execution: string;
  /** The card's timestamp, if there is a card. */
  readonly ts: string | undefined;
  readonly detail: string;
  /** An execution that somebody should stop. */
  readonly arn?: string;
  /** The requester, if no card names one. */
  readonly requester?: string | undefined;
}
