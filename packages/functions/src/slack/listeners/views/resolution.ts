import type { App } from '@slack/bolt';
import { VIEWS } from '../../../messages/ids.ts';
import { answerRefused, UNNAMED } from '../../../messages/private/answer-refused.ts';
import { oldButton } from '../../../messages/private/click-refused.ts';
import { MISSING_REASON, UNSURE } from '../../../messages/private/unsure.ts';
import { proposeAnswer, whyNoAnswer } from '../../clicks/propose-answer.ts';
import type { SlackDeps } from '../../deps.ts';
import { registerReasonForm } from '../reason-form.ts';

/** The submitted resolution of what is unknown. */
export function registerResolutionView(app: App, deps: SlackDeps): void {
  registerReasonForm(app, deps, {
    viewId: VIEWS.resolution,
    missing: MISSING_REASON.resolution,
    unsure: UNSURE.finding,
    take: async ({ click, resolution, by, reason }) => {
      if (resolution === undefined) return oldButton(deps.settings.command);
      const problem =
        (await whyNoAnswer(click, 'resolution', by, deps)) ??
        (await proposeAnswer(click, { v: 1, resolution, by, reason }, deps));
      return problem && answerRefused(problem, deps.settings.approvers, UNNAMED);
    },
  });
}
