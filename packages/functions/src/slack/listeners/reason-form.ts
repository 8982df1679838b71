import type { App } from '@slack/bolt';
import { ACTIONS } from '../../messages/ids.ts';
import { oldButton } from '../../messages/private/click-refused.ts';
import { wentWrong } from '../../messages/private/may-not-ask.ts';
import { readReasonContext } from '../clicks/reason-context.ts';
import type { SlackDeps } from '../deps.ts';
import { reasonFault } from '../form/reason.ts';
import { failsafe } from './failsafe.ts';

/** A form that asks for a reason, and what its submission does. */
export interface ReasonForm {
  readonly viewId: string;
  /** Said where the reason is empty. */
  readonly missing: string;
  /** Said where it fails, or takes longer than Slack waits. */
  readonly unsure: string;
  /** Resolves to why it does not count; `undefined` where it was taken. */
  readonly take: (submitted: SubmittedReason) => Promise<string | undefined>;
}

export interface SubmittedReason extends NonNullable<ReturnType<typeof readReasonContext>> {
  readonly by: string;
  readonly reason: string;
}

/** Answers the submissions of one such form: what stands in the way is said at its field, and the reason stays. */
export function registerReasonForm(
  app: App,
  deps: SlackDeps,
  { viewId, missing, unsure, take }: ReasonForm,
): void {
  app.view({ type: 'view_submission', callback_id: viewId }, async ({ body, view, ack }) => {
    const words = await failsafe(
      deps,
      `view_${viewId}`,
      async () => {
        const context = readReasonContext(view.private_metadata);
        if (context === undefined) return oldButton(deps.settings.command);
        const field = view.state.values[ACTIONS.reason]?.[ACTIONS.reason];
        const reason = field?.value?.trim() ?? '';
        const fault = reasonFault(reason, missing);
        if (fault !== undefined) return fault;
        return take({ ...context, by: body.user.id, reason });
      },
      (reference) => wentWrong(unsure, reference),
    );
    const errors = words === undefined ? undefined : { [ACTIONS.reason]: words };
    await ack(errors && { response_action: 'errors', errors });
  });
}
