import type { Card } from '../../model/card.ts';
import type { Place } from './channel.ts';
import { createEdits, type Edits } from './pending-edits.ts';

/** Where an execution's card stands, and which of its copies and edits may still be in flight. */
export interface CardPlace {
  /** `undefined` until it is posted. */
  current(): Place | undefined;
  /** Why the card replaces an earlier one, if it does. */
  inPlaceOf(): Card['inPlaceOf'];
  /** The card, marked as a replacement if it is one. */
  shown(card: Card): Card;
  /** Whether the channel may hold further cards of this execution. */
  mayHaveCopies(): boolean;
  /**
   * @param at `undefined` if the posting failed
   * @param isSure whether its only attempt was answered
   */
  posted(at: Place | undefined, isSure: boolean): void;
  /** Records that a replacement was posted. */
  movedTo(at: Place, other: NonNullable<Card['inPlaceOf']>): void;
  /** Records that the earlier card stays in the channel. */
  leftCopy(): void;
  readonly edits: Edits;
}

export function createCardPlace(): CardPlace {
  let place: Place | undefined;
  let inPlaceOf: Card['inPlaceOf'];
  let mayHaveCopies = false;
  return {
    current: () => place,
    inPlaceOf: () => inPlaceOf,
    shown: (card) => (inPlaceOf === undefined ? card : { ...card, inPlaceOf }),
    mayHaveCopies: () => mayHaveCopies,
    posted(at, isSure) {
      mayHaveCopies = !isSure;
      if (at !== undefined) place = at;
    },
    movedTo(at, other) {
      place = at;
      inPlaceOf = other;
    },
    leftCopy() {
      mayHaveCopies = true;
    },
    edits: createEdits(),
  };
}
