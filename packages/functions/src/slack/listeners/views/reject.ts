import type { App } from '@slack/bolt';
import { VIEWS } from '../../../messages/ids.ts';
import { rejectionRefused } from '../../../messages/private/click-refused.ts';
import { MISSING_REASON, UNSURE } from '../../../messages/private/unsure.ts';
import { proposeDecision, whyNot } from '../../clicks/propose-decision.ts';
import type { SlackDeps } from '../../deps.ts';
import { registerReasonForm } from '../reason-form.ts';

/** The submitted rejection. */
export function registerRejectView(app: App, deps: SlackDeps): void {
  registerReasonForm(app, deps, {
    viewId: VIEWS.reject,
    missing: MISSING_REASON.rejection,
    unsure: UNSURE.rejection,
    take: async ({ click, by, reason }) => {
      const refusal =
        (await whyNot(click, 'rejected', by, deps)) ??
        (await proposeDecision(click, { v: 1, decision: 'rejected', by, reason }, deps));
      return refusal && rejectionRefused(refusal, by);
    },
  });
}
