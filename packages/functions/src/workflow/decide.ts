import { type DecisionEnd, isInTime } from '@doo-repush/core/repush/decision';
import { judgeDecision } from '@doo-repush/core/repush/permissions';
import { type ProposedDecision, proposedDecisionSchema } from '@doo-repush/core/repush/proposals';
import type { People } from '../slack-api/directory.ts';
import type { Written } from './channel/channel.ts';
import { type Durable, wholeSeconds } from './durable.ts';
import { awaitCallback, judgeInStep, proposalIn, type Refused } from './judge.ts';

/**
 * A decision that counts, that nobody made one in time, that nobody could be asked, or that the
 * requester has too many open requests.
 */
export type Decision =
  | DecisionEnd
  | { readonly kind: 'unpostable'; readonly error: string }
  | { readonly kind: 'too_many_open' };

/** What became of showing the buttons. */
export type Shown = Written | 'too_many_open';

/** A decision that does not count. */
export type RefusedDecision = Omit<Refused, 'counts'>;

export interface Waiting {
  readonly requesterId: string;
  readonly expiresAtMs: number;
  /** Whether there are operations left for another round. */
  readonly hasRoom: () => boolean;
  readonly now: () => number;
  /** Reads about people anew: nothing that was known before the decision counts. */
  readonly people: () => Promise<People>;
  /** Shows the buttons of this round; round 1 posts the card, and without a card nobody is asked. */
  readonly show: (round: number, callbackId: string) => Promise<Shown>;
  /** Reminds people at their times, until the callback of this round has ended. */
  readonly remind: (round: number, ended: Promise<unknown>) => Promise<void>;
  /** Whether an approval does not count yet, since something has come to what the card says. */
  readonly asksOnceMore: (
    round: number,
    approval: Extract<DecisionEnd, { kind: 'approved' }>,
  ) => Promise<boolean>;
  readonly refused: (round: number, refusal: RefusedDecision) => Promise<void>;
}

/** Rounds of refused decisions before the request is closed, as long as there is room for each. */
const MAX_ROUNDS = 100;

/**
 * Waits for a decision that counts. Each round has a callback of its own; the first completion of
 * it is judged against the stored request and against Slack at that moment, whoever sent it.
 */
export async function awaitDecision(durable: Durable, waiting: Waiting): Promise<Decision> {
  let leftMs = waiting.expiresAtMs - (await timeStep(durable, 'waiting began', waiting.now));
  for (let round = 1; round <= MAX_ROUNDS && leftMs > 0 && waiting.hasRoom(); round++) {
    const [answer, callbackId] = await durable.createCallback(`decision ${round}`, {
      timeout: { seconds: wholeSeconds(leftMs) },
    });
    const shown = await waiting.show(round, callbackId);
    if (shown === 'too_many_open') return { kind: shown };
    if (!shown.ok && round === 1) return { kind: 'unpostable', error: shown.error };
    // Nobody can decide through buttons that are not there.
    if (!shown.ok && shown.error !== 'slack_unavailable')
      return { ...(await expired(durable, waiting.now)), reason: 'no_buttons' };
    const ended = awaitCallback(answer);
    await waiting.remind(round, ended);
    const completion = await ended;
    if (completion.kind === 'timed_out') return expired(durable, waiting.now);
    const proposed = proposalIn(proposedDecisionSchema, completion);
    const judged = await judgeInStep(durable, proposed, {
      name: `decision ${round}`,
      rule: ({ decision }, decider) => judgeDecision(decision, waiting.requesterId, decider),
      people: waiting.people,
      now: waiting.now,
    });
    if (judged.counts) {
      const decision = decisionOf(judged.proposal, judged.atMs, waiting.expiresAtMs);
      if (decision.kind !== 'approved') return decision;
      if (!(await waiting.asksOnceMore(round, decision))) return decision;
    } else {
      const { counts: _refused, ...refusal } = judged;
      await waiting.refused(round, refusal);
    }
    leftMs = waiting.expiresAtMs - judged.atMs;
  }
  const end = await expired(durable, waiting.now);
  return leftMs > 0 ? { ...end, reason: 'too_many_refusals' } : end;
}

async function expired(
  durable: Durable,
  now: () => number,
): Promise<Extract<Decision, { kind: 'expired' }>> {
  return { kind: 'expired', atMs: await timeStep(durable, 'expired', now) };
}

function decisionOf(decision: ProposedDecision, atMs: number, expiresAtMs: number): Decision {
  if (!isInTime(decision.decision, atMs, expiresAtMs))
    return { kind: 'expired', atMs, reason: 'approved_late', by: decision.by };
  return decision.decision === 'rejected'
    ? { kind: 'rejected', by: decision.by, atMs, reason: decision.reason }
    : { kind: decision.decision, by: decision.by, atMs };
}

function timeStep(durable: Durable, name: string, now: () => number): Promise<number> {
  return durable.step(name, async () => now());
}
