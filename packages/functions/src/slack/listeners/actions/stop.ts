import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import { OLD_BUTTON, STOP_TAKEN, stopRefused, wentWrong } from '../../blocks/private-words.ts';
import { cardClick } from '../../card-click.ts';
import type { SlackDeps } from '../../deps.ts';
import { ACTIONS } from '../../ids.ts';
import { proposeStop } from '../../propose-stop.ts';
import { registerButton } from '../button.ts';

/** *Stop the rest* on a card that is being sent: a stop that was taken is answered as well. */
export function registerStopAction(app: App, deps: SlackDeps): void {
  registerButton(
    app,
    deps,
    ACTIONS.stop,
    (action, body) => stop(action, body, deps),
    (reference) => wentWrong('Your stop could not be recorded for certain.', reference),
  );
}

async function stop(action: ButtonAction, body: BlockAction, deps: SlackDeps): Promise<string> {
  const click = cardClick(action, body, deps);
  if (click === undefined) return OLD_BUTTON;
  const refusal = await proposeStop(click, body.user.id, deps);
  return refusal === undefined ? STOP_TAKEN : stopRefused(refusal, deps.settings.APPROVERS);
}
