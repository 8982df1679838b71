import type { Card } from '../../model/card.ts';

/** Why a card stands in the place of another one of its request. */
export const POSTED_AGAIN: Readonly<Record<NonNullable<Card['inPlaceOf']>, string>> = {
  deleted: 'Posted again, since somebody deleted the card before it',
  unchangeable: 'Posted again, since Slack took no change of the card before it',
};
