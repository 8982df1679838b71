import { createHash } from 'node:crypto';
import type { MessageMetadata } from '@slack/types';
import type { Executions, ListedExecution } from '../executions/executions.ts';
import { METADATA } from '../ledger/event-types.ts';
import type { LedgerCard, SlackMessage } from '../ledger/ledger-card.ts';
import { type LedgerSource, scanLedger } from '../ledger/scan.ts';
import { buildReconcileMessage } from '../messages/reconcile-message.ts';
import type { Difference } from '../model/difference.ts';
import { UNREPORTED } from '../model/execution-status.ts';
import { writeTaken } from '../posting/write-taken.ts';
import { NO_UNFURL } from '../slack-api/message.ts';
import { OutOfTimeError, type Patience } from '../slack-api/retry.ts';
import {
  type CardFacts,
  type ComparedExecution,
  cardFacts,
  compare,
  haltedExecutions,
  unknownStatuses,
} from './compare.ts';

export interface ReconcileDeps {
  readonly source: LedgerSource;
  readonly executions: Executions;
  readonly reading: Patience;
}

/** The result of a comparison. */
export interface Reconciled {
  readonly cards: number;
  readonly executions: number;
  readonly differences: readonly Difference[];
  /** Executions with an unknown status: reported, but no difference. */
  readonly unknown: readonly ListedExecution[];
  /** Executions that somebody paused, or is deleting, on AWS: reported, but no difference. */
  readonly halted: readonly ListedExecution[];
  /** The fingerprint of the differences last posted to the channel, if any. */
  readonly lastPosted: string | undefined;
}

/** How many results are read concurrently. */
const AT_ONCE = 5;

/** @param status of the card's execution as AWS listed it; `undefined` if it was not listed */
type Visit = (card: LedgerCard, status: string | undefined) => Promise<CardFacts>;

/**
 * Compares the cards since then with the executions that AWS knows.
 * @param visit receives each card and returns it, updated if it was repaired
 * @throws OutOfTimeError if the channel or the results could not be read in time
 */
export async function reconcile(
  sinceMs: number,
  { source, executions, reading }: ReconcileDeps,
  visit: Visit = async (card) => cardFacts(card),
): Promise<Reconciled> {
  const startedMs = reading.now();
  const listed = await executions.listSince(sinceMs);
  const statuses = new Map(listed.map(({ arn, status }) => [arn, status]));
  const cards: CardFacts[] = [];
  let lastPosted: string | undefined;
  const end = await scanLedger(source, { sinceMs }, reading, async (page) => {
    for (const card of page.cards) {
      if (Number(card.ts) * 1000 >= startedMs) continue;
      cards.push(await visit(card, statuses.get(card.executionArn)));
    }
    lastPosted ??= page.others.map(markIn).find((mark) => mark !== undefined);
    return 'more' as const;
  });
  if (end.kind === 'out_of_time') throw new OutOfTimeError('the channel was not read in time');

  const all = [...listed, ...(await unlisted(cards, listed, executions))];
  const shown = new Set(cards.map(({ arn }) => arn));
  const compared = await withResults(all, shown, executions, reading);
  return {
    cards: cards.length,
    executions: all.length,
    differences: compare(cards, compared, reading.now()),
    unknown: unknownStatuses(all),
    halted: haltedExecutions(all),
    lastPosted,
  };
}

/**
 * Posts differences to the channel, unless the last post was about the same ones.
 * @returns whether there was anything new to post
 */
export async function postDifferences(
  { differences, lastPosted }: Reconciled,
  { client, channel }: LedgerSource,
): Promise<boolean> {
  const mark = markOf(differences);
  if (differences.length === 0 || mark === lastPosted) return false;
  const metadata: MessageMetadata = {
    event_type: METADATA.reconcile,
    event_payload: { v: 1, differences: mark },
  };
  await writeTaken(
    buildReconcileMessage(differences),
    (form) => client.chat.postMessage({ channel, ...form, ...NO_UNFURL }),
    metadata,
  );
  return true;
}

async function unlisted(
  cards: readonly CardFacts[],
  listed: readonly ListedExecution[],
  executions: Executions,
): Promise<readonly ListedExecution[]> {
  const known = new Set(listed.map(({ arn }) => arn));
  const others = new Set(cards.map(({ arn }) => arn).filter((arn) => !known.has(arn)));
  const found: ListedExecution[] = [];
  for (const arn of others) {
    const execution = await executions.find(arn);
    if (execution !== undefined) found.push({ ...execution, arn });
  }
  return found;
}

async function withResults(
  listed: readonly ListedExecution[],
  shown: ReadonlySet<string>,
  executions: Executions,
  { now, deadlineMs }: Patience,
): Promise<readonly ComparedExecution[]> {
  const compared: ComparedExecution[] = [];
  for (let start = 0; start < listed.length; start += AT_ONCE) {
    if (now() > deadlineMs) throw new OutOfTimeError('the results were not read in time');
    const some = listed.slice(start, start + AT_ONCE).map(
      async (execution): Promise<ComparedExecution> => ({
        ...execution,
        result:
          execution.status === 'SUCCEEDED' ? await executions.resultOf(execution.arn) : undefined,
        requester:
          UNREPORTED.includes(execution.status) && !shown.has(execution.arn)
            ? await executions.requesterOf(execution.arn)
            : undefined,
      }),
    );
    compared.push(...(await Promise.all(some)));
  }
  return compared;
}

function markOf(differences: readonly Difference[]): string {
  const lines = differences.map(({ kind, execution, ts, detail }) =>
    [kind, execution, ts, detail].join(' '),
  );
  return createHash('sha256').update(lines.toSorted().join('\n')).digest('hex');
}

function markIn({ metadata }: SlackMessage): string | undefined {
  if (metadata?.event_type !== METADATA.reconcile) return undefined;
  const mark: unknown = Reflect.get(metadata.event_payload ?? {}, 'differences');
  return typeof mark === 'string' ? mark : undefined;
}
