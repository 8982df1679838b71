import { referenceOf } from '@doo-repush/core/repush/reference';
import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import { ACTIONS } from '../../../messages/ids.ts';
import { oldButton } from '../../../messages/private/click-refused.ts';
import { requestGone } from '../../../messages/private/no-form.ts';
import { parseExecutionValue } from '../../../model/button-values.ts';
import type { SlackDeps } from '../../deps.ts';
import { notOpened, openRequestForm } from '../../form/open.ts';
import { draftAgain } from '../../rerun/draft.ts';
import { readEarlierRequest } from '../../rerun/source.ts';
import { registerButton } from '../button.ts';

interface Clicked {
  readonly executionArn: string;
  /** The card that a form which is sent again comes from; none for a direct message. */
  readonly cardTs: string | undefined;
  /** Below the card the thread asks whether the webhooks arrived. */
  readonly on: 'card' | 'question';
  readonly userId: string;
  readonly triggerId: string;
  readonly responseUrl: string | undefined;
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
        const clicked = clickedOf(action, body, deps.settings.approvalChannel);
        return clicked === undefined ? oldButton(deps.settings.command) : openAgain(clicked, deps);
      },
      notOpened,
    );
  }
}

function clickedOf(
  action: ButtonAction,
  { message, channel, user, trigger_id: triggerId, response_url: responseUrl }: BlockAction,
  approvalChannel: string,
): Clicked | undefined {
  const executionArn = parseExecutionValue(action.value);
  if (executionArn === undefined) return undefined;
  const isInLedger = channel?.id === approvalChannel;
  const threadTs: string | undefined = message?.thread_ts;
  const cardTs = isInLedger ? (threadTs ?? message?.ts) : undefined;
  const on = threadTs === undefined || threadTs === message?.ts ? 'card' : 'question';
  return { executionArn, cardTs, on, userId: user.id, triggerId, responseUrl };
}

async function openAgain(
  { executionArn, cardTs, on, userId, triggerId, responseUrl }: Clicked,
  deps: SlackDeps,
): Promise<string | undefined> {
  const earlier = await readEarlierRequest(executionArn, cardTs, deps);
  if (earlier === undefined) return requestGone(deps.settings.command);
  const context = { timeZone: deps.settings.dooTimeZone, nowMs: Date.now() };
  const from = { reference: referenceOf(executionArn), ts: cardTs };
  const draft = draftAgain(earlier, on, from, context);
  return openRequestForm({ userId, triggerId, responseUrl, draft }, deps);
}
