import { CallbackTimeoutError } from '@aws/durable-execution-sdk-js';
import { parseJson } from '@doo-repush/core/json';
import {
  type DecisionEnd,
  isInTime,
  judgeDecision,
  type ProposedDecision,
  proposedDecisionSchema,
  type RefusalReason,
  type Verdict,
} from '@doo-repush/core/repush/decision';
import { type People, readDecider } from '../slack/people.ts';
import type { Written } from './channel.ts';
import { DIRECTORY_PATIENCE, type Durable, repeatable } from './durable.ts';

/** A decision that counts, that nobody made one in time, or that nobody could be asked. */
export type Decision = DecisionEnd | { readonly kind: 'unpostable'; readonly error: string };

/** A decision that does not count. */
export interface RefusedDecision {
  readonly by: string | undefined;
  readonly reason: RefusalReason | 'unreadable';
  readonly atMs: number;
}

export interface Waiting {
  readonly requesterId: string;
  readonly expiresAtMs: number;
  readonly now: () => number;
  /** Reads about people anew: nothing that was known before the decision counts. */
  readonly people: () => Promise<People>;
  /** Shows the buttons of this round; round 1 posts the card, and without a card nobody is asked. */
  readonly show: (round: number, callbackId: string) => Promise<Written>;
  readonly refused: (round: number, refusal: RefusedDecision) => Promise<void>;
}

type Judged =
  | { readonly counts: true; readonly decision: ProposedDecision; readonly atMs: number }
  | { readonly counts: false; readonly refusal: RefusedDecision };

/** Rounds of refused decisions before the request is closed: each costs operations of the execution. */
const MAX_ROUNDS = 100;

/**
 * Waits for a decision that counts. Each round has a callback of its own; the first completion of
 * it is judged against the stored request and against Slack at that moment, whoever sent it.
 */
export async function awaitDecision(durable: Durable, waiting: Waiting): Promise<Decision> {
  let leftMs = waiting.expiresAtMs - (await timeStep(durable, 'waiting began', waiting.now));
  for (let round = 1; round <= MAX_ROUNDS && leftMs > 0; round++) {
    const [answer, callbackId] = await durable.createCallback(`decision ${round}`, {
      timeout: { seconds: Math.max(1, Math.ceil(leftMs / 1000)) },
    });
    const shown = await waiting.show(round, callbackId);
    if (round === 1 && !shown.ok) return { kind: 'unpostable', error: shown.error };
    const raw = await rawAnswer(answer);
    if (raw === 'timed out') return expired(durable, waiting.now);
    const judged = await judgeInStep(durable, round, raw, waiting);
    if (judged.counts) return decisionOf(judged.decision, judged.atMs, waiting.expiresAtMs);
    await waiting.refused(round, judged.refusal);
    leftMs = waiting.expiresAtMs - judged.refusal.atMs;
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

async function rawAnswer(answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer;
  } catch (error) {
    return error instanceof CallbackTimeoutError ? 'timed out' : undefined;
  }
}

/** A judgement that could not be made is a no, like everything that cannot be verified. */
async function judgeInStep(
  durable: Durable,
  round: number,
  raw: unknown,
  waiting: Waiting,
): Promise<Judged> {
  const proposed = proposedDecisionSchema.safeParse(
    typeof raw === 'string' ? parseJson(raw) : undefined,
  ).data;
  const refused = (reason: RefusedDecision['reason'], atMs: number): Judged => ({
    counts: false,
    refusal: { by: proposed?.by, reason, atMs },
  });
  if (proposed === undefined)
    return refused('unreadable', await timeStep(durable, `unreadable ${round}`, waiting.now));
  const read = async ({ attempt }: { attempt: number }) => {
    const verdict = await judge(proposed, waiting);
    const isUnsure = !verdict.allowed && verdict.reason === 'unverifiable';
    if (isUnsure && attempt < DIRECTORY_PATIENCE.attempts) throw new Error('Slack cannot say');
    return { verdict, atMs: waiting.now() };
  };
  try {
    const judged = await durable.step(`judge ${round}`, read, repeatable(DIRECTORY_PATIENCE));
    if (!judged.verdict.allowed) return refused(judged.verdict.reason, judged.atMs);
    return { counts: true, decision: proposed, atMs: judged.atMs };
  } catch {
    return refused('unverifiable', await timeStep(durable, `not judged ${round}`, waiting.now));
  }
}

async function judge(proposed: ProposedDecision, waiting: Waiting): Promise<Verdict> {
  const decider = await readDecider(await waiting.people(), proposed.by);
  return judgeDecision(proposed.decision, waiting.requesterId, decider);
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
