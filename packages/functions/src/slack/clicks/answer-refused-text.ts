import type { FollowUpQuestion } from '@doo-repush/core/repush/follow-up';
import { followUpOf } from '../../ledger/ledger-state.ts';
import { mention, readerTime } from '../../messages/mrkdwn.ts';
import { refusalWords } from '../../messages/refusal-text.ts';
import type { AnswerProblem } from './propose-answer.ts';

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
  started: 'that doo did start',
  not_started: 'that doo did not start',
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
    return `${naming.person(problem.by)} said "not yet"${naming.time(problem.atMs)}, so there is nothing to add. The question stays open until${naming.time(problem.untilMs)}: answer it once they are there.`;
  const { reason, question, requesterId } = problem;
  const who = whoMay(question, requesterId, approvers, naming);
  if (reason === 'unverifiable')
    return 'Slack could not say who you are or who may answer, so your answer does not count. Try again in a moment.';
  if (reason === 'own_request')
    return `You asked for this request, so an approver must say what became of it. ${who}`;
  return `Your answer does not count, since your account ${refusalWords(reason)}. ${who}`;
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
  if (people.length === 0) return 'Nobody is named as an approver.';
  return `Who may answer: ${people.map(naming.person).join(', ')}.`;
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
    return `This was answered already: ${naming.person(by)} said ${said}${when}. Your answer changes nothing.`;
  }
  if (CLOSED.includes(state))
    return 'The time for an answer is over. The card says what is known, and Run again opens the form of the request.';
  if (hasEnded)
    return 'This request is no longer followed up, so your answer could not be recorded. Write what you know into the thread of its card.';
  if (card === undefined)
    return 'This was answered, or the time for an answer is over, so your answer does not count. The card says which.';
  return 'An answer is being looked at right now, so this one does not count. If the buttons are still there in a minute, answer again.';
}
