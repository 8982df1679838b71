import { setTimeout as sleep } from 'node:timers/promises';
import type { Card } from '../../model/card.ts';
import type { EarlierFacts } from '../../model/checked-request.ts';
import type { Place } from '../channel/channel.ts';
import type { Run } from '../context.ts';
import { DIRECTORY_PATIENCE, repeatable, withoutWords } from '../durable.ts';
import { countOpenBefore } from './count-open.ts';
import { readMeanwhile } from './duplicates.ts';

/** An approver may click already, and the decision is read after this. */
const LEDGER_MS = 5_000;

/**
 * Looks for requests for the same that were posted while this one was checked. What cannot be read
 * changes nothing.
 * @returns what is known of earlier requests now; `undefined` where that is what the card says
 */
export async function learnMeanwhile(
  { durable, deps, log }: Run,
  { checked, askedAtMs: sinceMs }: Card,
  { ts: ownTs }: Place,
): Promise<EarlierFacts | undefined> {
  const { earlier } = checked;
  if (earlier.kind === 'unread') return undefined;
  const { executionArn, now } = deps;
  const read = withoutWords(async (): Promise<EarlierFacts | null> => {
    const patience = { now, deadlineMs: now() + LEDGER_MS, sleep, log };
    const own = { executionArn, ownTs, sinceMs };
    return (await readMeanwhile(await deps.ledger(), checked, own, earlier, patience)) ?? null;
  });
  try {
    const config = repeatable<EarlierFacts | null>(DIRECTORY_PATIENCE);
    return (await durable.step('earlier meanwhile', read, config)) ?? undefined;
  } catch {
    return undefined;
  }
}

/**
 * Whether the requester had as many open requests as one person may have before this one's card was
 * posted. What cannot be read keeps nobody out.
 */
export async function isOverBound(
  { durable, deps, requesterId, log }: Run,
  { ts }: Place,
): Promise<boolean> {
  const read = withoutWords(async () => {
    const open = await countOpenBefore(ts, requesterId, deps, log);
    return open !== undefined && open >= deps.maxOpenRequests;
  });
  try {
    return await durable.step('open meanwhile', read, repeatable<boolean>(DIRECTORY_PATIENCE));
  } catch {
    return false;
  }
}
