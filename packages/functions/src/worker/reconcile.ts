import { createExecutions, createLambda } from '../executions/executions.ts';
import { EXECUTION_TIMEOUT_DAYS } from '../executions/lifecycle.ts';
import { readCard, readCards } from '../ledger/read.ts';
import { HALTED, UNENDED } from '../model/execution-status.ts';
import { cardFacts } from '../reconcile/compare.ts';
import { postDifferences, reconcile } from '../reconcile/reconcile.ts';
import { patiently } from '../slack-api/retry.ts';
import { type ClosingDeps, closeIfEnded, isOpenCard } from './close/close.ts';
import type { WorkerDeps } from './deps.ts';

/** Longer than the lifetime of any execution, so that one that timed out is still found days later. */
export const LOOK_BACK_MS = (EXECUTION_TIMEOUT_DAYS + 4) * 24 * 3_600_000;

/** Statuses that close no card. */
const GOES_ON = [...UNENDED, ...HALTED];

type Deps = WorkerDeps & ClosingDeps;

/**
 * Closes the cards of executions that ended without showing it, according to AWS, then compares all cards
 * with all executions and posts the differences to the channel.
 * @param repushFunction the workflow's function, by default the one of the newest card
 * @throws if the channel or AWS could not be read; cards that were closed stay closed
 */
export async function reconcileAll(repushFunction: string | undefined, deps: Deps) {
  const { source, reading, log } = deps;
  const sinceMs = deps.now() - LOOK_BACK_MS;
  const functionName = repushFunction ?? (await functionOfNewest(sinceMs, deps));
  if (functionName === undefined) return { closed: 0, differences: 0 };
  let closed = 0;
  const executions = createExecutions(createLambda(), functionName);
  const compared = { source, executions, reading };
  const reconciled = await reconcile(sinceMs, compared, async (card, status) => {
    const mayHaveEnded = !GOES_ON.includes(status ?? '') && isOpenCard(card);
    const state = mayHaveEnded ? await closeIfEnded(card, deps) : undefined;
    if (state !== undefined) closed += 1;
    return { ...cardFacts(card), ...(state !== undefined && { state }) };
  });
  for (const { kind, reference, execution } of reconciled.differences)
    log.warn('difference_found', { kind, reference, execution });
  for (const { name, status } of reconciled.unknown)
    log.warn('execution_status_unknown', { execution: name, status });
  for (const { name, status } of reconciled.halted)
    log.warn('execution_halted', { execution: name, status });
  await postDifferences(reconciled, source);
  return { closed, differences: reconciled.differences.length };
}

/** Closes the card at `ts` in the same way. @returns how many cards were closed */
export async function closeOne(ts: string, deps: Deps): Promise<number> {
  const { client, botId, channel } = deps.source;
  const card = await patiently(deps.reading, () => readCard(client, botId, channel, ts));
  if (card === undefined || !isOpenCard(card)) return 0;
  return (await closeIfEnded(card, deps)) === undefined ? 0 : 1;
}

/** The name of the workflow's function according to the newest card since then. */
export async function functionOfNewest(
  sinceMs: number,
  { source }: Pick<Deps, 'source'>,
): Promise<string | undefined> {
  for await (const card of readCards(source.client, source.botId, source.channel, sinceMs)) {
    const [, name] = /:function:([\w-]+)/.exec(card.executionArn) ?? [];
    return name;
  }
  return undefined;
}
