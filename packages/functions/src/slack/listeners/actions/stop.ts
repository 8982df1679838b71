import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import { ACTIONS } from '../../../messages/ids.ts';
import { oldButton, STOP_TAKEN, stopRefused } from '../../../messages/private/click-refused.ts';
import { wentWrong } from '../../../messages/private/may-not-ask.ts';
import { UNSURE } from '../../../messages/private/unsure.ts';
import { cardClick } from '../../clicks/card-click.ts';
import { proposeStop } from '../../clicks/propose-stop.ts';
import type { SlackDeps } from '../../deps.ts';
import { registerButton } from '../button.ts';

/** *Stop the rest* on a card that is being sent: a stop that was taken is answered as well. */
export function registerStopAction(app: App, deps: SlackDeps): void {
  registerButton(
    app,
    deps,
    ACTIONS.stop,
    (action, body) => stop(action, body, deps),
    (reference) => wentWrong(UNSURE.stop, reference),
  );
}

async function stop(action: ButtonAction, body: BlockAction, deps: SlackDeps): Promise<string> {
  const click = cardClick(action, body, deps);
  if (click === undefined) return oldButton(deps.settings.command);
  const refusal = await proposeStop(click, body.user.id, deps);
  return refusal === undefined ? STOP_TAKEN : stopRefused(refusal, deps.settings.approvers);
}
