import type { EarlierFacts, Repeat } from '../../model/checked-request.ts';
import type { StateName } from '../../model/state-name.ts';
import { fitted } from '../../runtime/text.ts';
import { headingWords } from '../headings.ts';
import { cardLink, foreign, readerTime } from '../mrkdwn.ts';

const MAX_IDS_CHARS = 80;

const STANDING: Readonly<Partial<Record<StateName, string>>> = {
  waiting: 'Already waiting',
  sending: 'Already being sent',
  accepted: 'Already accepted',
  partly_accepted: 'Already partly accepted',
  unknown: 'Unclear, may have been sent',
};

/** `*Already accepted* today 10:15: 41231 (8C2F01)`, one line a repeat. */
export function repeatLines(earlier: EarlierFacts): readonly string[] {
  if (earlier.kind === 'unread') return [];
  const lines = earlier.repeats.map(repeatWords);
  return earlier.more === 0 ? lines : [...lines, `${earlier.more} more within 24 hours`];
}

/** `*Asked for Globex before*: 52001, accepted (8C2F01)`, one line a request. */
export function elsewhereLines(earlier: EarlierFacts): readonly string[] {
  if (earlier.kind === 'unread') return [];
  return (earlier.elsewhere ?? []).map(
    ({ reference, organization, eventIds, state, resolved, link }) =>
      `*Asked for ${foreign(organization, 60)} before*: ${idsWords(eventIds)}, ${headingWords(state, resolved)} (${cardLink(reference, link)})`,
  );
}

function repeatWords({ reference, state, resolved, atMs, eventIds, link }: Repeat): string {
  const standing =
    resolved === undefined
      ? (STANDING[state] ?? headingWords(state))
      : headingWords(state, resolved);
  const ids = eventIds.length === 0 ? '' : `: ${idsWords(eventIds)}`;
  return `*${standing}* ${readerTime(atMs)}${ids} (${cardLink(reference, link)})`;
}

function idsWords(eventIds: readonly string[]): string {
  return fitted(eventIds, ', ', MAX_IDS_CHARS, (left) => `and ${left} more`);
}
