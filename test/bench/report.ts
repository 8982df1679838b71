import { ASSUMED_PRICES, dollarsPerThousand, MEMORY_GB } from './cost.ts';
import { ROUND_TRIPS_MS } from './far.ts';
import type { Away, Figures, FunctionFigures } from './figures.ts';

interface Measure {
  readonly name: string;
  readonly of: (figures: FunctionFigures) => number;
  readonly show: (value: number) => string;
}

const KB: Measure['show'] = (bytes) => `${Math.round(bytes / 1_000)} KB`;
const MB: Measure['show'] = (bytes) => `${(bytes / 1_000_000).toFixed(1)} MB`;
const MS: Measure['show'] = (ms) => `${ms.toFixed(ms < 10 ? 2 : 0)} ms`;

const MEASURES: readonly Measure[] = [
  { name: 'All files, minified', of: ({ allBytes }) => allBytes, show: KB },
  { name: 'What one cold command loads of them', of: ({ coldBytes }) => coldBytes, show: KB },
  { name: 'Import', of: ({ importMs }) => importMs, show: MS },
  { name: 'First command to its answer', of: ({ firstAnswerMs }) => firstAnswerMs, show: MS },
  { name: 'Import and first answer', of: ({ coldMs }) => coldMs, show: MS },
  { name: 'Warm command, median', of: ({ warmMedianMs }) => warmMedianMs, show: MS },
  { name: 'Warm command, 99th percentile', of: ({ warm99thMs }) => warm99thMs, show: MS },
  { name: 'Warm command, processor time', of: ({ warmProcessorMs }) => warmProcessorMs, show: MS },
  { name: 'Memory after the warm commands', of: ({ memoryBytes }) => memoryBytes, show: MB },
];

/** The targets for the figures, and whether they are met. */
export function targets(figures: Figures) {
  const { ours, bolt, slackEdge, request, page } = figures;
  const { graphql = 0, init = 0, ...otherCalls } = request.dooCalls;
  const other = Object.values(otherCalls).reduce((sum, count) => sum + count, 0);
  return [
    atMost('All files, of stock Bolt’s', ours.allBytes / bolt.allBytes, 0.75),
    atMost(
      'Loaded by one cold command, of stock Bolt’s files',
      ours.coldBytes / bolt.allBytes,
      0.18,
    ),
    atMost('Import and first answer, of stock Bolt’s', ours.coldMs / bolt.coldMs, 0.45),
    atMost('Import and first answer, of slack-edge’s', ours.coldMs / slackEdge.coldMs, 0.82),
    ...far(figures),
    atMost('Warm command, 99th percentile, in ms', ours.warm99thMs, 10),
    atMost(
      'Memory after the warm commands, of stock Bolt’s',
      ours.memoryBytes / bolt.memoryBytes,
      0.8,
    ),
    atMost('Calls to doo: titles', graphql, 1),
    atMost('Calls to doo: sending', init, 1),
    // Configurations are listed once more right before the call (decision 0014).
    atMost('Calls to doo: others', other, 1),
    atMost('Sandbox page: most work for one frame, in ms', page.frameWorstMs, 16),
  ];
}

const far = ({ far }: Figures) => {
  const floorMs = 3 * ROUND_TRIPS_MS.slack;
  return [
    atMost(
      'Command over a network, of stock Bolt’s',
      far.command.answeredMs / far.boltCommand.answeredMs,
      0.63,
    ),
    atMost(
      'Command over a network, of slack-edge’s',
      far.command.answeredMs / far.slackEdgeCommand.answeredMs,
      0.86,
    ),
    atMost(
      'Approval over a network, of three trips to Slack',
      far.approval.answeredMs / floorMs,
      1.45,
    ),
    atMost(
      'Submission over a network, of three trips to Slack',
      far.submission.answeredMs / floorMs,
      1.35,
    ),
  ];
};

interface Target {
  readonly name: string;
  readonly value: number;
  readonly limit: number;
  readonly isReached: boolean;
}

function atMost(name: string, value: number, limit: number): Target {
  return { name, value, limit, isReached: value <= limit };
}

/** `docs/performance.md`. */
export function report(figures: Figures): string {
  const { ours, bolt, slackEdge, repush, worker, request, page } = figures;
  const { slack, repush: workflow, worker: reading } = request.invocations;
  const dollars = dollarsPerThousand(request, ASSUMED_PRICES);
  return `# Speed and size

Measured by \`npm run bench\`, which writes this page: ${figures.date}, Node ${figures.node},
${figures.machine}, load average ${figures.loadAverage.toFixed(1)} at the start. Every figure is the
median of ${figures.runs} fresh processes, each on one core, the three functions in turns, with the
same peers for all: Slack and Secrets Manager on this machine, over TLS, as fast as they can be. So it
holds no network, no start of a Lambda sandbox and no download of code; compare the columns, not the
milliseconds with those of AWS.

- **This project** is \`dist/slack\` as it is deployed. For a command it reads two secrets, asks Slack
  who the person is and whether they may ask, and opens the form.
- **Stock Bolt** is the least that a function with Bolt, Secrets Manager and zod can do
  (\`test/bench/rivals/bolt.ts\`), bundled by plain esbuild: it reads one secret and opens a form.
- **slack-edge** does the same with the smallest framework (\`test/bench/rivals/slack-edge.ts\`).

## One command

${table(
  ['Measure', 'This project', 'Stock Bolt', 'slack-edge', 'Of Bolt', 'Of slack-edge'],
  MEASURES.map(({ name, of, show }) => [
    name,
    show(of(ours)),
    show(of(bolt)),
    show(of(slackEdge)),
    ratio(of(ours), of(bolt)),
    ratio(of(ours), of(slackEdge)),
  ]),
)}

The warm figures are of ${figures.warmCommands} commands in each of ${figures.warmRuns} of the processes; the memory
is the process's resident memory after them.

## Over a network

A new process and its first delivery, with ${ROUND_TRIPS_MS.slack} ms to Slack and back and ${ROUND_TRIPS_MS.aws} ms to AWS, from the
beginning of the import to the answer. A trip is a handshake of TCP or TLS, or a call; those in a row
are the ones that had to wait for each other. Our command asks Slack who the person is before it opens
the form, which the rivals leave out: it cannot be faster than four trips, a click or a submission not
faster than three.

A person waits for these trips, and for the time that Slack takes for a call, which is not in these
figures. Slack answers from an edge in several cities, behind which its service in the east of the
United States takes 100 to 400 ms: there handshakes are shorter than calls, and each call that is saved
or goes beside another counts most. A warm process pays for no handshake.

${table(
  [
    'First delivery',
    'Answered after',
    'Trips to Slack in a row',
    'Connections to Slack',
    'Trips to AWS in a row',
    'Connections to AWS',
  ],
  Object.entries(FAR_LANES).map(([lane, name]) =>
    farRow(name, figures.far[lane as keyof Figures['far']]),
  ),
)}

## What must be reached

${table(
  ['Measure', 'Is', 'At most', 'Reached'],
  targets(figures).map(({ name, value, limit, isReached }) => [
    name,
    String(Number(value.toFixed(2))),
    String(limit),
    isReached ? 'yes' : '**no**',
  ]),
)}

## The other two functions

${table(
  ['Measure', '`repush`', '`worker`'],
  [
    ['All files, minified', KB(repush.allBytes), KB(worker.allBytes)],
    ['What an import loads of them', KB(repush.coldBytes), KB(worker.coldBytes)],
    ['Import', MS(repush.importMs), MS(worker.importMs)],
    ['Memory after the import', MB(repush.memoryBytes), MB(worker.memoryBytes)],
  ],
)}

## One request, from the command to the answer of doo

One event, every process warm, in the sandbox: ${slack.count} invocations of \`slack\` (${MS(slack.totalMs)}
in all), ${workflow.count} of \`repush\` (${MS(workflow.totalMs)}), ${reading.count} of \`worker\`;
${request.operations} durable operations that keep ${KB(request.stateBytes)}. Calls to doo:
${callWords(request.dooCalls)}.

## The sandbox’s page

A channel of ${page.messages} cards of which the newest changes, in Chromium: the page’s main thread works
${MS(page.frameMedianMs)} for a frame (median of ${page.frames}), ${MS(page.frame95thMs)} at the 95th percentile, ${MS(page.frameWorstMs)} at most.

## What 1,000 repushes cost

**$${dollars.toFixed(2)}**, from the times and counts above, on these assumptions: replace them in
\`test/bench/cost.ts\` by the prices of your region and day.

${table(
  ['Assumption', 'Value'],
  [
    ['Invocations', `$${ASSUMED_PRICES.perMillionInvocations} a million`],
    ['Time', `$${ASSUMED_PRICES.perGbSecond} a GB-second (arm64)`],
    ['Durable operations', `$${ASSUMED_PRICES.perMillionDurableOperations} a million`],
    ['State that they write', `$${ASSUMED_PRICES.perGbOfStateWritten} a GB`],
    ['Prices', 'us-east-1 in December 2025, not looked up'],
    [
      'Memory',
      `\`slack\` ${MEMORY_GB.slack} GB, \`repush\` ${MEMORY_GB.repush} GB, \`worker\` ${MEMORY_GB.worker} GB`,
    ],
    ['Speed', 'a function has the share of a core that its memory buys, 1,769 MB for a whole one'],
  ],
)}

It leaves out the logs, the two secrets, cold starts and the free tier.
`;
}

const FAR_LANES: Readonly<Record<keyof Figures['far'], string>> = {
  command: 'Command, this project',
  boltCommand: 'Command, stock Bolt',
  slackEdgeCommand: 'Command, slack-edge',
  approval: 'Click on “Approve and send”',
  submission: 'Submission of the form',
};

function farRow(
  name: string,
  { answeredMs, slackTrips, slackConnections, awsTrips, awsConnections }: Away,
): string[] {
  return [
    name,
    MS(answeredMs),
    ...[slackTrips, slackConnections, awsTrips, awsConnections].map(String),
  ];
}

function ratio(value: number, of: number): string {
  return (value / of).toFixed(2);
}

function callWords(calls: Readonly<Record<string, number>>): string {
  const words = { graphql: 'titles', init: 'sending', list: 'configurations', oauth: 'token' };
  return Object.entries(words)
    .map(([endpoint, word]) => `${word} ${calls[endpoint] ?? 0}`)
    .join(', ');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
