import { proof as crashes, QUICK_CRASHES } from '../prove/crashes.ts';
import { proof as faults, QUICK_FAULTS } from '../prove/faults.ts';
import { proof as load, MOST_GROWTH_MB, SLOWEST_P99_MS } from '../prove/load.ts';
import { FAULT_KINDS } from '../prove/matrix/fault-list.ts';
import { STORIES } from '../prove/matrix/stories.ts';
import { RACES } from '../prove/races/all-races.ts';
import { DELIVERIES, ROUNDS, proof as races } from '../prove/races.ts';
import { RUNS, proof as sequences } from '../prove/sequences.ts';

/** A table of what the proofs of reliability try, generated from the proofs themselves. */
export function reliabilityTable(): string {
  const { anywhere, replies, checkpoint, anyOperation, slack, aws, doo, kills } = FAULT_KINDS;
  const { dooCodings, dooDrifts, slackWrites } = FAULT_KINDS;
  const stories = STORIES.map(({ name }) => name).join(', ');
  const rows = [
    [
      faults.title,
      'faults',
      `${STORIES.length} stories (${stories}): every call of a recorded run with each of ${anywhere} faults; every reply with ${replies} more, which put it into the channel's root; every message with ${slackWrites} refusals of its content, once and persistently; every checkpoint with ${checkpoint} more faults of its token. Distributed over the calls of each operation: ${anyOperation} more faults; ${slack} refusals by Slack, ${aws} by AWS and ${doo} by doo by name; ${dooCodings} content codings of doo's responses that nobody requested; and ${dooDrifts} ways in which its lists change between pages`,
      `${QUICK_FAULTS} of them at random`,
    ],
    [
      crashes.title,
      'crashes',
      `the same stories: ${kills} crashes at every call, including every checkpoint`,
      `${QUICK_CRASHES} of them at random`,
    ],
    [
      sequences.title,
      'sequences',
      `${RUNS.whole.toLocaleString('en')} sequences on the real workflow code`,
      `${RUNS.quick.toLocaleString('en')}; 400 more in \`npm test\``,
    ],
    [
      races.title,
      'races',
      `${RACES.length} races, ${ROUNDS.whole} times each; 500 approvals over 20 connections; one form delivered ${DELIVERIES} times`,
      `${ROUNDS.quick} times each`,
    ],
    [
      load.title,
      'load',
      `99th percentile below ${SLOWEST_P99_MS.toLocaleString('en')} ms, growth below ${MOST_GROWTH_MB} MB over 10,000 deliveries; 200 requests across a restart`,
      '1,000 deliveries, 40 requests',
    ],
  ];
  const lines = rows.map(
    ([title, name, whole, quick]) =>
      `- **${title}** (\`npm run prove -- --only ${name}\`): ${whole}. With \`--quick\`: ${quick}.`,
  );
  return lines.join('\n');
}
