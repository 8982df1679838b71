import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import { ACTIONS } from '../../../messages/ids.ts';
import { answerRefused, NAMED } from '../../../messages/private/answer-refused.ts';
import { oldButton } from '../../../messages/private/click-refused.ts';
import { wentWrong } from '../../../messages/private/may-not-ask.ts';
import { buildResolutionForm } from '../../../messages/private/reason-forms.ts';
import { REASON_FORM_NOT_OPENED } from '../../../messages/private/unsure.ts';
import { cardClick } from '../../clicks/card-click.ts';
import { whyNoAnswer } from '../../clicks/propose-answer.ts';
import { writeReasonContext } from '../../clicks/reason-context.ts';
import type { SlackDeps } from '../../deps.ts';
import { registerButton } from '../button.ts';

const RESOLUTIONS = [
  [ACTIONS.dooStarted, 'started'],
  [ACTIONS.dooNotStarted, 'not_started'],
] as const;

/** *It started…* and *It didn't start…*: an approver is asked how that is known. */
export function registerResolutionActions(app: App, deps: SlackDeps): void {
  for (const [actionId, resolution] of RESOLUTIONS) {
    registerButton(
      app,
      deps,
      actionId,
      (action, body) => askHowKnown(resolution, action, body, deps),
      (reference) => wentWrong(REASON_FORM_NOT_OPENED, reference),
    );
  }
}

async function askHowKnown(
  resolution: 'started' | 'not_started',
  action: ButtonAction,
  body: BlockAction,
  deps: SlackDeps,
): Promise<string | undefined> {
  const click = cardClick(action, body, deps);
  if (click === undefined) return oldButton(deps.settings.command);
  const problem = await whyNoAnswer(click, 'resolution', body.user.id, deps);
  if (problem !== undefined) return answerRefused(problem, deps.settings.approvers, NAMED);
  const context = writeReasonContext({ value: action.value, cardTs: click.cardTs, resolution });
  const view = buildResolutionForm(resolution, context);
  await deps.client.views.open({ trigger_id: body.trigger_id, view });
  return undefined;
}
