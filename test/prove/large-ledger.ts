import { until } from '@doo-repush/sandbox/driver';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { peakMemoryMb } from '../support/peak-memory.ts';
import { everydayCards, seedCards } from '../support/seeded-ledger.ts';
import { workbookRows } from '../support/workbook.ts';
import type { Proof, Violation } from './frame/proof.ts';

const CARDS = { quick: 2_000, whole: 10_000 };
/** How long a call to Slack takes here; Slack's rate limits apply. */
const CALL_MS = 300;
const SLACK_WAITS_MS = 3_000;
const WITHIN_MS = 60_000;
/** The function has 512 MB. */
const MOST_MB = 400;

interface Measured {
  readonly title: string;
  readonly answerMs: number;
  readonly wholeMs: number;
}

/** History, export and App Home with a large ledger: in time, complete, and in bounded memory. */
export const proof: Proof = {
  title: 'history, export and App Home of a large ledger',
  limitMs: { quick: 240_000, whole: 600_000 },
  async run({ quick, startProduct }) {
    const sandbox = await startProduct();
    const cards = quick ? CARDS.quick : CARDS.whole;
    const { slack, clock } = sandbox;
    seedCards(slack.workspace, everydayCards(cards, clock.now() - 60_000));
    slack.setCallTime(CALL_MS);
    slack.rateLimits.change(true);

    const alone = [
      await history(sandbox),
      await nothingFound(sandbox),
      await exported(sandbox, cards),
      await home(sandbox),
    ];
    slack.rateLimits.change(true);
    const together = await Promise.all([
      history(sandbox, people.approver),
      exported(sandbox, cards, people.approver),
      home(sandbox, people.approver),
    ]);
    const measured = [...alone, ...together.map((it) => ({ ...it, title: `${it.title} at once` }))];
    const peakMb = await peakMemoryMb('worker');
    const refused = slack.calls.filter(({ error }) => error === 'ratelimited').length;
    return {
      counts: { cards, readings: measured.length },
      violations: [...measured.flatMap(lateness), ...greed(peakMb)],
      notes: [
        ...measured.map(
          ({ title, answerMs, wholeMs }) =>
            `${title}: first ${seconds(answerMs)}, whole ${seconds(wholeMs)}`,
        ),
        `worker at most ${peakMb === undefined ? '?' : peakMb.toFixed(0)} MB, ${refused} calls refused by Slack`,
      ],
    };
  },
};

async function measure(
  title: string,
  ask: () => Promise<unknown>,
  isWhole: () => boolean,
): Promise<Measured> {
  const startMs = performance.now();
  await ask();
  const answerMs = performance.now() - startMs;
  await until(title, () => isWhole() || undefined, 2 * WITHIN_MS);
  return { title, answerMs, wholeMs: performance.now() - startMs };
}

function history(sandbox: Sandbox, userId: string = people.requester): Promise<Measured> {
  return search(sandbox, userId, 'history', 'org:Globex', (text) =>
    /: 8 requests, newest/.test(text),
  );
}

/** The whole channel must be read before it can be said that nothing was found. */
function nothingFound(sandbox: Sandbox): Promise<Measured> {
  return search(sandbox, people.secondRequester, 'history of nothing', 'org:Hooli', (text) =>
    text.startsWith('No requests'),
  );
}

function search(
  { slack: { client } }: Sandbox,
  userId: string,
  title: string,
  query: string,
  isWhole: (text: string) => boolean,
): Promise<Measured> {
  return measure(
    title,
    () => client.command(userId, '/doo-repush', `history ${query}`, people.general),
    () => client.ephemerals(userId).some(({ text }) => isWhole(text)),
  );
}

async function exported(
  { slack: { client } }: Sandbox,
  cards: number,
  userId: string = people.requester,
): Promise<Measured> {
  const file = () => client.directMessages(userId).at(-1)?.files?.[0];
  const measured = await measure(
    'export',
    () => client.command(userId, '/doo-repush', 'export', people.general),
    () => file() !== undefined,
  );
  const content = client.fileContent(userId, file()?.id ?? '') ?? new Uint8Array();
  const rows = await workbookRows(content);
  const found = new Set(rows.map(({ reference }) => reference)).size;
  if (found !== cards) throw new Error(`the export has ${found} of ${cards} requests`);
  return measured;
}

function home({ slack: { client } }: Sandbox, userId: string = people.secondRequester) {
  const words = () => JSON.stringify(client.home(userId)?.view.blocks ?? []);
  return measure(
    'App Home',
    () => client.openHome(userId),
    () => words().includes('Recent requests') && !words().includes('Reading the requests'),
  );
}

function lateness({ title, answerMs, wholeMs }: Measured): readonly Violation[] {
  const late = (what: string): Violation => ({ promise: 'lost', what, reproduce: title });
  return [
    ...(answerMs > SLACK_WAITS_MS ? [late(`The first answer took ${seconds(answerMs)}.`)] : []),
    ...(wholeMs > WITHIN_MS ? [late(`The whole answer took ${seconds(wholeMs)}.`)] : []),
  ];
}

function greed(peakMb: number | undefined): readonly Violation[] {
  if (peakMb === undefined || peakMb <= MOST_MB) return [];
  const what = `Worker took ${peakMb.toFixed(0)} MB, of which the function has 512.`;
  return [{ promise: 'lost', what, reproduce: 'memory' }];
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
