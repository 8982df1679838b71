import type { Card } from '../../model/card.ts';

/** Why a card stands in the place of another one of its request. */
export const POSTED_AGAIN: Readonly<Record<NonNullable<Card['inPlaceOf']>, string>> = {
  deleted: 'Reposted: someone deleted the original',
  unchangeable: "Reposted: Slack didn't take changes of the original",
};
