import { setTimeout as sleep } from 'node:timers/promises';
import type { Card } from '../../model/card.ts';
import type { EarlierFacts } from '../../model/checked-request.ts';
import type { Run } from '../context.ts';
import { repeatable, withoutWords } from '../durable.ts';
import { readEarlierAgain } from './duplicates.ts';

/** Whoever approved waits for it. */
const LEDGER_MS = 5_000;
const PATIENCE = { attempts: 2, longestWaitSeconds: 1 };

/** What the ledger says of requests for the same, at the moment of an approval. */
export interface Overtaken {
  readonly earlier: EarlierFacts;
  /** Whether one was approved that the card did not say to be. */
  readonly isNew: boolean;
}

/**
 * Reads the ledger again before something is sent. Where it cannot be read, nothing is said of earlier
 * requests any more, since it may no longer be so.
 * @param name of the durable step
 * @param card as whoever approved has seen it
 */
export async function readOvertaken(
  { durable, deps, log }: Run,
  name: string,
  { checked, askedAtMs }: Card,
): Promise<Overtaken> {
  const { executionArn, approvalTimeoutMs, now } = deps;
  const { earlier: known } = checked;
  const read = withoutWords(async (): Promise<EarlierFacts> => {
    const patience = { now, deadlineMs: now() + LEDGER_MS, sleep, log };
    const context = { executionArn, approvalTimeoutMs, nowMs: askedAtMs };
    const source = await deps.ledger(deps.timeout(LEDGER_MS));
    return readEarlierAgain(source, checked, context, known, patience);
  });
  try {
    const earlier = await durable.step(name, read, repeatable<EarlierFacts>(PATIENCE));
    return {
      earlier,
      isNew: approvedOf(earlier).some((each) => !approvedOf(known).includes(each)),
    };
  } catch {
    return { earlier: { kind: 'unread', approved: approvedOf(known) }, isNew: false };
  }
}

function approvedOf(earlier: EarlierFacts): readonly string[] {
  return earlier.approved ?? [];
}
