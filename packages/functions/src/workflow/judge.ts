import { CallbackTimeoutError } from '@aws/durable-execution-sdk-js';
import { parseJson } from '@doo-repush/core/json';
import type { Decider, RefusalReason, Verdict } from '@doo-repush/core/repush/permissions';
import type * as z from 'zod';
import { readDecider } from '../slack-api/authorize.ts';
import type { People } from '../slack-api/directory.ts';
import { DIRECTORY_PATIENCE, type Durable, repeatable } from './durable.ts';

/** How a callback ended. No text can claim that it timed out. */
export type Completion =
  | { readonly kind: 'completed'; readonly text: string }
  | { readonly kind: 'timed_out' }
  | { readonly kind: 'failed' };

/** Waits for the end of a callback; never throws. */
export async function awaitCallback(answer: Promise<unknown>): Promise<Completion> {
  try {
    const text = await answer;
    return typeof text === 'string' ? { kind: 'completed', text } : { kind: 'failed' };
  } catch (error) {
    return { kind: error instanceof CallbackTimeoutError ? 'timed_out' : 'failed' };
  }
}

/** A proposal through a callback, which names the person. */
type Proposal = { readonly by: string };

/** Parses what a callback was completed with. */
export function proposalIn<P extends Proposal>(
  schema: z.ZodType<P>,
  completion: Completion,
): P | undefined {
  if (completion.kind !== 'completed') return undefined;
  return schema.safeParse(parseJson(completion.text)).data;
}

/** A proposal that does not count. */
export interface Refused {
  readonly counts: false;
  readonly by: string | undefined;
  readonly reason: RefusalReason | 'unreadable';
  readonly atMs: number;
}

export type Judged<P> =
  | { readonly counts: true; readonly proposal: P; readonly atMs: number }
  | Refused;

export interface Judgement<P extends Proposal> {
  /** Prefix of the steps' names, unique within the execution. */
  readonly name: string;
  readonly rule: (proposal: P, decider: Decider) => Verdict;
  /** Reads about people again: nothing known before counts. */
  readonly people: () => Promise<People>;
  readonly now: () => number;
}

/**
 * Judges a proposal against the stored request and against Slack at this moment, whoever sent it. If no
 * judgement is possible the answer is no, as for everything that cannot be verified; an unreadable proposal
 * is attributed to nobody.
 */
export async function judgeInStep<P extends Proposal>(
  durable: Durable,
  proposal: P | undefined,
  { name, rule, people, now }: Judgement<P>,
): Promise<Judged<P>> {
  const refused = async (step: string, reason: Refused['reason']): Promise<Refused> => {
    const atMs = await durable.step(step, async () => now());
    return { counts: false, by: proposal?.by, reason, atMs };
  };
  if (proposal === undefined) return refused(`unreadable ${name}`, 'unreadable');
  const judge = async ({ attempt }: { attempt: number }) => {
    const verdict = rule(proposal, await readDecider(await people(), proposal.by));
    const isUnsure = !verdict.allowed && verdict.reason === 'unverifiable';
    if (isUnsure && attempt < DIRECTORY_PATIENCE.attempts) throw new Error('Slack cannot say');
    return { verdict, atMs: now() };
  };
  try {
    const config = repeatable<Awaited<ReturnType<typeof judge>>>(DIRECTORY_PATIENCE);
    const { verdict, atMs } = await durable.step(`judge ${name}`, judge, config);
    if (verdict.allowed) return { counts: true, proposal, atMs };
    return { counts: false, by: proposal.by, reason: verdict.reason, atMs };
  } catch {
    return refused(`${name} not judged`, 'unverifiable');
  }
}
