import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import { OLD_BUTTON, wentWrong } from '../../answers.ts';
import { buildResolutionForm } from '../../blocks/resolution-form.ts';
import { clickedQuestion } from '../../clicked-question.ts';
import type { SlackDeps } from '../../deps.ts';
import { answerRefused, NAMED } from '../../follow-up-answers.ts';
import { ACTIONS } from '../../ids.ts';
import { whyNoAnswer } from '../../propose-answer.ts';
import { writeResolutionContext } from '../../resolution-context.ts';
import { tellPrivately } from '../../tell-privately.ts';
import { failsafe } from '../failsafe.ts';

const RESOLUTIONS = [
  [ACTIONS.dooStarted, 'started'],
  [ACTIONS.dooNotStarted, 'not_started'],
] as const;

/** *doo did start…* and *doo did not start…*: an approver is asked how that is known. */
export function registerResolutionActions(app: App, deps: SlackDeps): void {
  for (const [actionId, resolution] of RESOLUTIONS) {
    app.action<BlockAction<ButtonAction>>(
      { type: 'block_actions', action_id: actionId },
      async ({ ack, action, body, respond }) => {
        const words = await failsafe(
          deps,
          `action_${actionId}`,
          async () => {
            const click = clickedQuestion(action, body);
            if (click === undefined) return OLD_BUTTON;
            const problem = await whyNoAnswer(click, 'resolution', body.user.id, deps);
            if (problem !== undefined)
              return answerRefused(problem, deps.settings.APPROVERS, NAMED);
            const context = writeResolutionContext(action.value ?? '', click.cardTs, resolution);
            const view = buildResolutionForm(resolution, context);
            await deps.client.views.open({ trigger_id: body.trigger_id, view });
            return undefined;
          },
          (reference) => wentWrong('The form could not be opened. Nothing was changed.', reference),
        );
        if (words !== undefined) await tellPrivately(respond, words, deps.log);
        await ack();
      },
    );
  }
}
