import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import { OLD_BUTTON, STOP_TAKEN, stopRefused, wentWrong } from '../../answers.ts';
import { parseButtonValue } from '../../button-value.ts';
import type { SlackDeps } from '../../deps.ts';
import { ACTIONS } from '../../ids.ts';
import { isOnOwnCard } from '../../own-message.ts';
import { proposeStop } from '../../propose-stop.ts';
import { tellPrivately } from '../../tell-privately.ts';
import { failsafe } from '../failsafe.ts';

/** *Stop the rest* on a card that is being sent: every click is answered privately. */
export function registerStopAction(app: App, deps: SlackDeps): void {
  app.action<BlockAction<ButtonAction>>(
    { type: 'block_actions', action_id: ACTIONS.stop },
    async ({ ack, action, body, respond }) => {
      const words = await failsafe(
        deps,
        'action_stop',
        () => stop(action, body, deps),
        (reference) => wentWrong('Your stop could not be recorded for certain.', reference),
      );
      await tellPrivately(respond, words, deps.log);
      await ack();
    },
  );
}

async function stop(action: ButtonAction, body: BlockAction, deps: SlackDeps): Promise<string> {
  const facts = parseButtonValue(action.value);
  const ts = body.message?.ts;
  if (facts === undefined || ts === undefined || !isOnOwnCard(body, deps)) return OLD_BUTTON;
  const refusal = await proposeStop({ ...facts, ts }, body.user.id, deps);
  return refusal === undefined ? STOP_TAKEN : stopRefused(refusal, deps.settings.APPROVERS);
}
