import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import { OLD_BUTTON, wentWrong } from '../../answers.ts';
import { clickedQuestion } from '../../clicked-question.ts';
import type { SlackDeps } from '../../deps.ts';
import { answerRefused, NAMED } from '../../follow-up-answers.ts';
import { ACTIONS } from '../../ids.ts';
import { type AnswerClick, proposeAnswer, whyNoAnswer } from '../../propose-answer.ts';
import { tellPrivately } from '../../tell-privately.ts';
import { failsafe } from '../failsafe.ts';

const ARRIVALS = [
  [ACTIONS.arrived, 'arrived'],
  [ACTIONS.notYet, 'not_yet'],
] as const;

/** *Arrived* and *Not yet*: each click is either taken or answered privately with words. */
export function registerArrivalActions(app: App, deps: SlackDeps): void {
  for (const [actionId, arrival] of ARRIVALS) {
    app.action<BlockAction<ButtonAction>>(
      { type: 'block_actions', action_id: actionId },
      async ({ ack, action, body, respond }) => {
        const words = await failsafe(
          deps,
          `action_${actionId}`,
          async () => {
            const click = clickedQuestion(action, body);
            if (click === undefined) return OLD_BUTTON;
            return answer(click, arrival, body.user.id, deps);
          },
          (reference) => wentWrong('Your answer could not be recorded for certain.', reference),
        );
        if (words !== undefined) await tellPrivately(respond, words, deps.log);
        await ack();
      },
    );
  }
}

async function answer(
  click: AnswerClick,
  arrival: 'arrived' | 'not_yet',
  by: string,
  deps: SlackDeps,
): Promise<string | undefined> {
  const problem =
    (await whyNoAnswer(click, 'arrival', by, deps)) ??
    (await proposeAnswer(click, { v: 1, arrival, by }, deps));
  return problem && answerRefused(problem, deps.settings.APPROVERS, NAMED);
}
