import type { LedgerCard } from './card-payload.ts';
import { type LedgerTarget, targetsOfCard } from './targets.ts';

/** What is known of one event of a request that has ended: whether doo started to send. */
export type Fate = 'unsent' | 'unsure' | 'started';

/** Which events of a request its form is filled in with when it is run again, and which are left out. */
export interface EventsAgain {
  readonly fate: Fate;
  readonly eventIds: readonly string[];
  readonly leftOut: readonly { readonly fate: Fate; readonly eventIds: readonly string[] }[];
}

/**
 * What a person wants who runs a card's request again: the events that were surely not sent; where
 * there is none, those that are unknown; and only then those that doo accepted, which sends them
 * twice. Who is asked whether webhooks arrived wants those that doo accepted.
 * @returns `undefined` where the request has no events, or was not sent
 */
export function eventsAgain(
  card: LedgerCard,
  clicked: 'card' | 'question',
): EventsAgain | undefined {
  if (card.payload.event_ids === undefined || card.payload.outcomes === undefined) return undefined;
  const groups = Map.groupBy(targetsOfCard(card.payload), (target) => fateOf(target, card));
  const order: readonly Fate[] =
    clicked === 'question' ? ['started', 'unsure', 'unsent'] : ['unsent', 'unsure', 'started'];
  const [first, ...others] = order.flatMap((fate) => {
    const eventIds = (groups.get(fate) ?? []).flatMap(({ eventId }) => eventId ?? []);
    return eventIds.length === 0 ? [] : [{ fate, eventIds }];
  });
  return first && { ...first, leftOut: others };
}

/** All unknown outcomes of a request are resolved together. */
function fateOf({ outcome, items }: LedgerTarget, { scalars }: LedgerCard): Fate {
  switch (outcome) {
    case 'refused':
    case 'not_sent':
      return 'unsent';
    case 'accepted':
      return items === 0 ? 'unsent' : 'started';
    default:
      if (scalars.resolution === 'not_started') return 'unsent';
      return scalars.resolution === 'started' ? 'started' : 'unsure';
  }
}
