import type { EarlierFacts, Repeat } from '../../model/checked-request.ts';
import { fitted } from '../../runtime/text.ts';
import { headingWords } from '../headings.ts';
import { cardLink, foreign, mention, readerTime } from '../mrkdwn.ts';

const MAX_IDS_CHARS = 80;

/** `by @Ada today 10:15, Accepted by doo, events 41231 (8C2F01)`, one line a repeat. */
export function repeatLines(earlier: EarlierFacts): readonly string[] {
  if (earlier.kind === 'unread') return [];
  const lines = earlier.repeats.map(repeatWords);
  return earlier.more === 0 ? lines : [...lines, `and ${earlier.more} more within 24 hours`];
}

/** `event 52001 was asked for Globex: Accepted by doo (8C2F01)`, one line a request. */
export function elsewhereLines(earlier: EarlierFacts): readonly string[] {
  if (earlier.kind === 'unread') return [];
  return (earlier.elsewhere ?? []).map(
    ({ reference, organization, eventIds, state, resolved, link }) => {
      const ids = fitted(eventIds, ', ', MAX_IDS_CHARS, (left) => `and ${left} more`);
      const were = eventIds.length === 1 ? 'event was' : 'events were';
      return `${ids}: the ${were} asked for ${foreign(organization, 60)} before, ${headingWords(state, resolved)} (${cardLink(reference, link)})`;
    },
  );
}

function repeatWords({ reference, by, state, resolved, atMs, eventIds, link }: Repeat): string {
  const ids = fitted(eventIds, ', ', MAX_IDS_CHARS, (left) => `and ${left} more`);
  const events = ids === '' ? '' : `, ${eventIds.length === 1 ? 'event' : 'events'} ${ids}`;
  return `${readerTime(atMs)} by ${mention(by)}${events}: ${headingWords(state, resolved)} (${cardLink(reference, link)})`;
}
