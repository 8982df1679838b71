import type { App, ViewOutput } from '@slack/bolt';
import { OLD_BUTTON, rejectionRefused, wentWrong } from '../../answers.ts';
import type { SlackDeps } from '../../deps.ts';
import { ACTIONS, VIEWS } from '../../ids.ts';
import { proposeDecision, whyNot } from '../../propose-decision.ts';
import { readRejectContext } from '../../reject-context.ts';
import { failsafe } from '../failsafe.ts';

interface RejectInput {
  readonly userId: string;
  readonly privateMetadata: string;
  readonly reason: string;
}

/** The submitted reject form: what stands in the way is said at its field, and the reason stays. */
export function registerRejectView(app: App, deps: SlackDeps): void {
  app.view({ type: 'view_submission', callback_id: VIEWS.reject }, async ({ body, view, ack }) => {
    const words = await failsafe(
      deps,
      'view_reject',
      () => reject(submittedOf(body.user.id, view), deps),
      (reference) => wentWrong('The rejection could not be recorded for certain.', reference),
    );
    await ack(
      words === undefined
        ? undefined
        : { response_action: 'errors', errors: { [ACTIONS.reason]: words } },
    );
  });
}

function submittedOf(userId: string, view: ViewOutput): RejectInput {
  const reason = view.state.values[ACTIONS.reason]?.[ACTIONS.reason]?.value?.trim() ?? '';
  return { userId, privateMetadata: view.private_metadata, reason };
}

async function reject(
  { userId, privateMetadata, reason }: RejectInput,
  deps: SlackDeps,
): Promise<string | undefined> {
  const click = readRejectContext(privateMetadata);
  if (click === undefined) return OLD_BUTTON;
  if (reason === '') return 'Say why, for the person who asked and the ledger.';
  const refusal =
    (await whyNot(click, 'rejected', userId, deps)) ??
    (await proposeDecision(click, { v: 1, decision: 'rejected', by: userId, reason }, deps));
  return refusal && rejectionRefused(refusal, userId);
}
