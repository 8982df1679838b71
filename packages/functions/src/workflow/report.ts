import { beginFollowUp, type FollowUp } from '@doo-repush/core/repush/follow-up';
import type { TargetResult } from '@doo-repush/core/repush/outcome';
import { OUTCOMES_A_MESSAGE } from '../messages/thread/line.ts';
import type { Card } from '../model/card.ts';
import type { CardState } from '../model/request-state.ts';
import type { MarkedLine } from './channel/writer.ts';
import type { Run } from './context.ts';
import type { Decision } from './decide.ts';
import { followUp, giveUp } from './follow-up/follow-up.ts';
import { openRound, withRound } from './follow-up/round.ts';
import { carryOut } from './sending/send-request.ts';
import { tellPeople } from './tell-people.ts';

type Unsent = Extract<Decision, { kind: 'rejected' | 'cancelled' | 'expired' }>;
type Approved = Extract<Decision, { kind: 'approved' }>;

/** Closes the card of a request that was not approved. Nothing was sent. */
export async function closeUnsent(run: Run, decision: Unsent): Promise<Card> {
  const state = unsentState(decision);
  const { requesterId } = run;
  const line = decision.kind === 'expired' ? { ...decision, requesterId } : decision;
  return finish(run, state, [{ mark: decision.kind, line }]);
}

/**
 * Sends what was approved, reports it and follows it up until nothing is open any more; the send
 * does not wait for Slack longer than briefly.
 */
export async function sendAndReport(run: Run, decision: Approved): Promise<Card> {
  const { state: sent, lines } = await carryOut(run, decision);
  const { results } = sent;
  const endedAtMs = Math.max(decision.atMs, ...results.map(({ atMs }) => atMs));
  const open = beginFollowUp(results, run.request.maxRatePerMin);
  const round = await openRound(run, 1, open, endedAtMs);
  const state = withRound({ ...sent, followUp: open }, round);
  const card = run.cardIn(state);
  const linesOnce = (isShown: boolean) => [
    ...lines,
    ...outcomeLines(results, isShown ? open : undefined),
  ];
  const isReported = await show(run, card, linesOnce);
  if (!isReported) return giveUp(run, state, endedAtMs);
  return followUp(run, state, round, endedAtMs);
}

/** Shows the end of a request; when that cannot be shown people are told. */
async function finish(run: Run, state: CardState, lines: readonly MarkedLine[]): Promise<Card> {
  const card = run.cardIn(state);
  if (!(await show(run, card, () => lines))) await tellPeople(run, card);
  return card;
}

/**
 * The card first, since people look there.
 * @param linesOnce what the thread says, by whether the channel shows the card
 * @returns whether it does
 */
async function show(
  run: Run,
  card: Card,
  linesOnce: (isShown: boolean) => readonly MarkedLine[],
): Promise<boolean> {
  const shown = await run.writer.showSurely('show end', card);
  for (const { mark, line } of linesOnce(shown.ok)) await run.writer.line(mark, line, card);
  await run.reminders.takeBack('ended');
  if (shown.ok) await run.writer.showAgain('show end again', card);
  await run.writer.withdrawCopies('withdraw copies', card);
  return shown.ok;
}

function unsentState(decision: Unsent): CardState {
  switch (decision.kind) {
    case 'rejected': {
      const { by, atMs, reason } = decision;
      return { kind: 'rejected', rejected: { by, atMs }, reason };
    }
    case 'cancelled':
      return { kind: 'cancelled', cancelled: { by: decision.by, atMs: decision.atMs } };
    case 'expired':
      return decision;
  }
}

/** @param followUp what people are asked next, said below the last outcome */
function outcomeLines(
  results: readonly TargetResult[],
  followUp: FollowUp | undefined,
): readonly MarkedLine[] {
  const lines: MarkedLine[] = [];
  for (let from = 0; from < results.length; from += OUTCOMES_A_MESSAGE) {
    const part = results.slice(from, from + OUTCOMES_A_MESSAGE);
    const isLast = from + part.length === results.length;
    const line = {
      kind: 'outcomes',
      from: from + 1,
      results: part,
      ...(isLast && followUp && { followUp }),
    } as const;
    lines.push({ mark: `outcomes ${from + 1}`, line });
  }
  return lines;
}
