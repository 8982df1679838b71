import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import { ACTIONS } from '../../../messages/ids.ts';
import { clickRefused, oldButton, type Refusal } from '../../../messages/private/click-refused.ts';
import { wentWrong } from '../../../messages/private/may-not-ask.ts';
import { buildRejectForm } from '../../../messages/private/reason-forms.ts';
import { REASON_FORM_NOT_OPENED, UNSURE } from '../../../messages/private/unsure.ts';
import { type CardClick, cardClick } from '../../clicks/card-click.ts';
import { proposeDecision, whyNot } from '../../clicks/propose-decision.ts';
import { writeReasonContext } from '../../clicks/reason-context.ts';
import type { SlackDeps } from '../../deps.ts';
import { registerButton } from '../button.ts';

interface Clicked {
  readonly click: CardClick;
  readonly userId: string;
  readonly value: string | undefined;
  readonly triggerId: string;
}

/** *Approve and send*, *Reject…* and *Cancel request* of a card that waits. */
export function registerDecisionActions(app: App, deps: SlackDeps): void {
  const register = (
    actionId: string,
    otherwise: string,
    work: (clicked: Clicked) => Promise<Refusal | undefined>,
  ) =>
    registerButton(
      app,
      deps,
      actionId,
      async (action, body) => {
        const clicked = clickedOf(action, body, deps);
        if (clicked === undefined) return oldButton(deps.settings.command);
        const refusal = await work(clicked);
        return refusal && clickRefused(refusal, clicked.userId, deps.settings.approvers);
      },
      (reference) => wentWrong(otherwise, reference),
    );
  register(ACTIONS.approve, UNSURE.click, (clicked) => decide('approved', clicked, deps));
  register(ACTIONS.cancel, UNSURE.click, (clicked) => decide('cancelled', clicked, deps));
  register(ACTIONS.reject, REASON_FORM_NOT_OPENED, (clicked) => askWhy(clicked, deps));
}

async function decide(
  decision: 'approved' | 'cancelled',
  { click, userId }: Clicked,
  deps: SlackDeps,
): Promise<Refusal | undefined> {
  return (
    (await whyNot(click, decision, userId, deps)) ??
    proposeDecision(click, { v: 1, decision, by: userId }, deps)
  );
}

/** A rejection is proposed by the form that asks for its reason. */
async function askWhy(
  { click, userId, value, triggerId }: Clicked,
  deps: SlackDeps,
): Promise<Refusal | undefined> {
  const refused = await whyNot(click, 'rejected', userId, deps);
  if (refused !== undefined) return refused;
  const view = buildRejectForm(writeReasonContext({ value, cardTs: click.cardTs }));
  await deps.client.views.open({ trigger_id: triggerId, view });
  return undefined;
}

function clickedOf(action: ButtonAction, body: BlockAction, deps: SlackDeps): Clicked | undefined {
  const click = cardClick(action, body, deps);
  return click && { click, userId: body.user.id, value: action.value, triggerId: body.trigger_id };
}
