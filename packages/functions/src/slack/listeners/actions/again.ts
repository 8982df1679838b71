import { referenceOf } from '@doo-repush/core/repush/reference';
import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import { OLD_BUTTON } from '../../answers.ts';
import type { SlackDeps } from '../../deps.ts';
import { readEarlierRequest } from '../../earlier-request.ts';
import { parseExecutionValue } from '../../execution-value.ts';
import { draftOfRequest } from '../../form-draft.ts';
import { ACTIONS } from '../../ids.ts';
import { notOpened, openRequestForm } from '../../open-request-form.ts';
import { registerButton } from '../button.ts';

interface Clicked {
  readonly executionArn: string;
  /** The card that a form which is sent again comes from; none for a direct message. */
  readonly cardTs: string | undefined;
  readonly userId: string;
  readonly triggerId: string;
}

/**
 * *Run again* of a finished card and *Open the form again* of a direct message: the form of that
 * request, filled in. Whoever may ask may use them; what is sent is a new request.
 */
export function registerAgainActions(app: App, deps: SlackDeps): void {
  for (const actionId of [ACTIONS.again, ACTIONS.reopen]) {
    registerButton(
      app,
      deps,
      actionId,
      async (action, body) => {
        const clicked = clickedOf(action, body, deps.settings.APPROVAL_CHANNEL);
        return clicked === undefined ? OLD_BUTTON : openAgain(clicked, deps);
      },
      notOpened,
    );
  }
}

function clickedOf(
  action: ButtonAction,
  body: BlockAction,
  approvalChannel: string,
): Clicked | undefined {
  const executionArn = parseExecutionValue(action.value);
  if (executionArn === undefined) return undefined;
  const isInLedger = body.channel?.id === approvalChannel;
  const message = body.message;
  const cardTs = isInLedger ? (message?.thread_ts ?? message?.ts) : undefined;
  return { executionArn, cardTs, userId: body.user.id, triggerId: body.trigger_id };
}

async function openAgain(
  { executionArn, cardTs, userId, triggerId }: Clicked,
  deps: SlackDeps,
): Promise<string | undefined> {
  const request = await readEarlierRequest(executionArn, cardTs, deps);
  if (request === undefined)
    return 'This request can no longer be read, so no form was opened. Nothing was repushed. Ask with /doo-repush.';
  const previous =
    cardTs === undefined ? {} : { previous: { ts: cardTs, reference: referenceOf(executionArn) } };
  const draft = { ...draftOfRequest(request), ...previous };
  return openRequestForm({ userId, triggerId, draft }, deps);
}
