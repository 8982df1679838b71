import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import { ACTIONS } from '../../../messages/ids.ts';
import { answerRefused, NAMED } from '../../../messages/private/answer-refused.ts';
import { oldButton } from '../../../messages/private/click-refused.ts';
import { wentWrong } from '../../../messages/private/may-not-ask.ts';
import { UNSURE } from '../../../messages/private/unsure.ts';
import { cardClick } from '../../clicks/card-click.ts';
import { proposeAnswer, whyNoAnswer, whyNoNews } from '../../clicks/propose-answer.ts';
import type { SlackDeps } from '../../deps.ts';
import { registerButton } from '../button.ts';

type Said =
  | { readonly arrival: 'arrived' | 'not_yet' }
  | { readonly first: 'arrived' | 'not_arrived' };

const ANSWERS: readonly (readonly [actionId: string, said: Said])[] = [
  [ACTIONS.arrived, { arrival: 'arrived' }],
  [ACTIONS.notYet, { arrival: 'not_yet' }],
  [ACTIONS.firstArrived, { first: 'arrived' }],
  [ACTIONS.firstNotArrived, { first: 'not_arrived' }],
];

/** *Arrived* and *Not yet*, and the answers about the first target while the rest waits for it. */
export function registerArrivalActions(app: App, deps: SlackDeps): void {
  for (const [actionId, said] of ANSWERS) {
    registerButton(
      app,
      deps,
      actionId,
      (action, body) => answer(said, action, body, deps),
      (reference) => wentWrong(UNSURE.answer, reference),
    );
  }
}

async function answer(
  said: Said,
  action: ButtonAction,
  body: BlockAction,
  deps: SlackDeps,
): Promise<string | undefined> {
  const click = cardClick(action, body, deps);
  if (click === undefined) return oldButton(deps.settings.command);
  const by = body.user.id;
  const problem =
    (await whyNoAnswer(click, 'arrival', by, deps)) ??
    ('arrival' in said && said.arrival === 'not_yet' ? await whyNoNews(click, deps) : undefined) ??
    (await proposeAnswer(click, { v: 1, ...said, by }, deps));
  return problem && answerRefused(problem, deps.settings.approvers, NAMED);
}
