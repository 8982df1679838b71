import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import { clickRefused, OLD_BUTTON, wentWrong } from '../../answers.ts';
import { buildRejectForm } from '../../blocks/reject-form.ts';
import { parseButtonValue } from '../../button-value.ts';
import type { SlackDeps } from '../../deps.ts';
import { ACTIONS } from '../../ids.ts';
import { isOnOwnCard } from '../../own-message.ts';
import { type CardClick, proposeDecision, type Refusal, whyNot } from '../../propose-decision.ts';
import { writeRejectContext } from '../../reject-context.ts';
import { tellPrivately } from '../../tell-privately.ts';
import { failsafe } from '../failsafe.ts';

interface Clicked {
  readonly click: CardClick;
  readonly userId: string;
  readonly value: string;
  readonly triggerId: string;
}

/** The card's buttons: each click is either taken or answered privately with words. */
export function registerDecisionActions(app: App, deps: SlackDeps): void {
  register(
    app,
    deps,
    ACTIONS.approve,
    async ({ click, userId }) =>
      (await whyNot(click, 'approved', userId, deps)) ??
      proposeDecision(click, { v: 1, decision: 'approved', by: userId }, deps),
  );
  register(
    app,
    deps,
    ACTIONS.cancel,
    async ({ click, userId }) =>
      (await whyNot(click, 'cancelled', userId, deps)) ??
      proposeDecision(click, { v: 1, decision: 'cancelled', by: userId }, deps),
  );
  register(app, deps, ACTIONS.reject, async ({ click, userId, value, triggerId }) => {
    const refused = await whyNot(click, 'rejected', userId, deps);
    if (refused !== undefined) return refused;
    const view = buildRejectForm(writeRejectContext(value, click.ts));
    await deps.client.views.open({ trigger_id: triggerId, view });
    return undefined;
  });
}

function register(
  app: App,
  deps: SlackDeps,
  actionId: string,
  work: (clicked: Clicked) => Promise<Refusal | undefined>,
): void {
  app.action<BlockAction<ButtonAction>>(
    { type: 'block_actions', action_id: actionId },
    async ({ ack, action, body, respond }) => {
      const clicked = isOnOwnCard(body, deps) ? clickedOf(action, body) : undefined;
      const words = await failsafe(
        deps,
        `action_${actionId}`,
        async () => {
          if (clicked === undefined) return OLD_BUTTON;
          const refusal = await work(clicked);
          return refusal && clickRefused(refusal, clicked.userId, deps.settings.APPROVERS);
        },
        (reference) => wentWrong('Your click could not be recorded for certain.', reference),
      );
      if (words !== undefined) await tellPrivately(respond, words, deps.log);
      await ack();
    },
  );
}

function clickedOf(action: ButtonAction, body: BlockAction): Clicked | undefined {
  const value = action.value ?? '';
  const facts = parseButtonValue(value);
  const ts = body.message?.ts;
  if (facts === undefined || ts === undefined) return undefined;
  return { click: { ...facts, ts }, userId: body.user.id, value, triggerId: body.trigger_id };
}
