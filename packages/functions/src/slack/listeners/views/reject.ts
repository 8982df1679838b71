import type { App } from '@slack/bolt';
import { VIEWS } from '../../../messages/ids.ts';
import { proposeDecision, whyNot } from '../../clicks/propose-decision.ts';
import { rejectionRefused } from '../../clicks/refused-text.ts';
import type { SlackDeps } from '../../deps.ts';
import { registerReasonForm } from '../reason-form.ts';

/** The submitted rejection. */
export function registerRejectView(app: App, deps: SlackDeps): void {
  registerReasonForm(app, deps, {
    viewId: VIEWS.reject,
    missing: 'Say why, for the person who asked and the ledger.',
    unsure: 'The rejection could not be recorded for certain.',
    take: async ({ click, by, reason }) => {
      const refusal =
        (await whyNot(click, 'rejected', by, deps)) ??
        (await proposeDecision(click, { v: 1, decision: 'rejected', by, reason }, deps));
      return refusal && rejectionRefused(refusal, by);
    },
  });
}
