import type { FollowUpQuestion } from '@doo-repush/core/repush/follow-up';
import type { RefusalReason } from '@doo-repush/core/repush/permissions';
import type { LedgerCard } from '../../ledger/ledger-card.ts';
import { followUpOf } from '../../ledger/ledger-state.ts';
import { mention, readerTime } from '../mrkdwn.ts';
import { refusalWords } from '../refusal-text.ts';

/** Why an answer does not count. */
export type AnswerProblem =
  | {
      readonly kind: 'not_allowed';
      readonly question: FollowUpQuestion;
      readonly reason: RefusalReason;
      readonly requesterId: string;
    }
  /** "Not yet" still stands; times are milliseconds since the epoch. */
  | {
      readonly kind: 'said_already';
      readonly by: string;
      readonly atMs: number;
      readonly untilMs: number;
    }
  | {
      readonly kind: 'closed';
      readonly question: FollowUpQuestion;
      readonly card: LedgerCard | undefined;
      /** Whether, according to AWS, the execution that would take the answer has ended. */
      readonly hasEnded: boolean;
    };

/** How to name people. A form shows plain text, so it names nobody. */
export interface Naming {
  readonly person: (userId: string) => string;
  readonly time: (timeMs: number) => string;
}

/** For a private message. */
export const NAMED: Naming = { person: mention, time: (timeMs) => ` ${readerTime(timeMs)}` };
/** For an error of a form. */
export const UNNAMED: Naming = { person: () => 'a colleague', time: () => '' };

const SAID: Readonly<Record<string, string>> = {
  started: 'that doo started sending',
  not_started: "that doo didn't start",
  arrived: 'that the webhooks arrived',
};
const CLOSED: readonly string[] = ['unresolved', 'not_confirmed'];

/** An answer that does not count, for the person who gave it. */
export function answerRefused(
  problem: AnswerProblem,
  approvers: readonly string[],
  naming: Naming,
): string {
  if (problem.kind === 'closed') return tooLate(problem, naming);
  if (problem.kind === 'said_already')
    return `${naming.person(problem.by)} already said "not yet"${naming.time(problem.atMs)}. The question stays open until${naming.time(problem.untilMs)}: answer once they arrive.`;
  const { reason, question, requesterId } = problem;
  const who = whoMay(question, requesterId, approvers, naming);
  if (reason === 'unverifiable')
    return "Slack couldn't say who you are or who may answer, so your answer doesn't count. Try again in a moment.";
  if (reason === 'own_request')
    return `You asked for this, so an approver has to confirm it. ${who}`;
  return `Your answer doesn't count: your account ${refusalWords(reason)}. ${who}`;
}

function whoMay(
  question: FollowUpQuestion,
  requesterId: string,
  approvers: readonly string[],
  naming: Naming,
): string {
  if (naming === UNNAMED) return '';
  const people = [
    ...(question === 'arrival' ? [requesterId] : []),
    ...approvers.filter((id) => id !== requesterId),
  ];
  if (people.length === 0) return 'No approvers are named: tell an admin.';
  return `Ask ${people.map(naming.person).join(', ')}.`;
}

/** Explains, from the current card, how the question has ended. */
function tooLate(
  { card, question, hasEnded }: Extract<AnswerProblem, { kind: 'closed' }>,
  naming: Naming,
): string {
  const { kind: state = '', by, atMs } = (card && followUpOf(card.state)[question]) ?? {};
  const said = Object.hasOwn(SAID, state) ? SAID[state] : undefined;
  if (said !== undefined && by !== undefined) {
    const when = atMs === undefined ? '' : naming.time(atMs);
    return `Already answered: ${naming.person(by)} said ${said}${when}. Your answer changes nothing.`;
  }
  if (CLOSED.includes(state)) return 'Too late to answer. The card says what we know.';
  if (hasEnded)
    return "No one is asked about this request any more, so your answer couldn't be saved. Write what you know into its thread.";
  if (card === undefined)
    return "This was answered, or time is up, so your answer doesn't count. The card says which.";
  return "Another answer is being processed, so this one doesn't count. If the buttons are still there in a minute, try again.";
}
