import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import { ACTIONS } from '../../../messages/ids.ts';
import { wentWrong } from '../../../messages/private-text.ts';
import { answerRefused, NAMED } from '../../clicks/answer-refused-text.ts';
import { cardClick } from '../../clicks/card-click.ts';
import { proposeAnswer, whyNoAnswer, whyNoNews } from '../../clicks/propose-answer.ts';
import { oldButton } from '../../clicks/refused-text.ts';
import type { SlackDeps } from '../../deps.ts';
import { registerButton } from '../button.ts';

const ARRIVALS = [
  [ACTIONS.arrived, 'arrived'],
  [ACTIONS.notYet, 'not_yet'],
] as const;

/** *Arrived* and *Not yet* of the question in the thread. */
export function registerArrivalActions(app: App, deps: SlackDeps): void {
  for (const [actionId, arrival] of ARRIVALS) {
    registerButton(
      app,
      deps,
      actionId,
      (action, body) => answer(arrival, action, body, deps),
      (reference) => wentWrong('Your answer could not be recorded for certain.', reference),
    );
  }
}

async function answer(
  arrival: 'arrived' | 'not_yet',
  action: ButtonAction,
  body: BlockAction,
  deps: SlackDeps,
): Promise<string | undefined> {
  const click = cardClick(action, body, deps);
  if (click === undefined) return oldButton(deps.settings.command);
  const by = body.user.id;
  const problem =
    (await whyNoAnswer(click, 'arrival', by, deps)) ??
    (arrival === 'not_yet' ? await whyNoNews(click, deps) : undefined) ??
    (await proposeAnswer(click, { v: 1, arrival, by }, deps));
  return problem && answerRefused(problem, deps.settings.approvers, NAMED);
}
