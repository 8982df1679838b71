import type { KnownBlock } from '@slack/types';
import { ENDS, type End, RECENT_DAYS, type RecentDays } from '../ledger/recent-days.ts';
import { count } from '../runtime/text.ts';
import { context, header, section } from './message.ts';

const WORDS: Readonly<Record<End, string>> = {
  accepted: ':white_check_mark: Accepted',
  partly: ':warning: Partly accepted',
  unsent: ':no_entry: Nothing sent',
  unclear: ':red_circle: Unclear',
  open: ':hourglass_flowing_sand: Open',
};

const BARS = [...'▁▂▃▄▅▆▇█'];
const NONE = '·';

/** Requests a day by what became of them: a bar for each day, all to one scale. Nothing, where there were none. */
export function recentDaysBlocks(days: RecentDays): KnownBlock[] {
  const rows = ENDS.map((end) => ({ end, total: sum(days[end]) })).filter(({ total }) => total > 0);
  if (rows.length === 0) return [];
  const most = Math.max(...rows.flatMap(({ end }) => days[end]));
  const lines = rows.map(
    ({ end, total }) =>
      `\`${days[end].map((each) => bar(each, most)).join('')}\` ${WORDS[end]}: ${total}`,
  );
  const total = sum(rows.map((row) => row.total));
  return [
    header(`Last ${RECENT_DAYS} days`),
    section(lines.join('\n')),
    context(`${count(total, 'request', 'requests')} · one bar per day, today on the right`),
  ];
}

function bar(requests: number, most: number): string {
  return requests === 0 ? NONE : (BARS[Math.ceil((requests / most) * BARS.length) - 1] ?? NONE);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
