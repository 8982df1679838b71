import type { App, BlockAction, ButtonAction, PlainTextInputAction } from '@slack/bolt';
import { ACTIONS } from '../../../messages/ids.ts';
import { mayNotAsk } from '../../../messages/private/may-not-ask.ts';
import { once } from '../../../runtime/lazy.ts';
import { readAsking } from '../../../slack-api/authorize.ts';
import type { SlackDeps } from '../../deps.ts';
import { ADVICE, nothingFilledIn, notRebuilt } from '../../form/form-text.ts';
import { MORE } from '../../form/more-view.ts';
import { rebuildForm } from '../../form/rebuild.ts';
import { tellDirectly } from '../../tell.ts';
import { failsafe } from '../failsafe.ts';

/** What other parts of the form depend on, and how it is called in a sentence. */
const REBUILDING = {
  [ACTIONS.organization]: 'organization',
  [ACTIONS.configuration]: 'system',
  [ACTIONS.resource]: 'resource',
  [ACTIONS.window]: 'time range',
} as const;

/** Choosing one of these rebuilds what depends on it; the rest stays as typed. */
export function registerFormActions(app: App, deps: SlackDeps): void {
  for (const [actionId, name] of Object.entries(REBUILDING)) {
    app.action<BlockAction>(
      { type: 'block_actions', action_id: actionId },
      async ({ ack, body }) => {
        const words = await failsafe(
          deps,
          `action_${actionId}`,
          () => rebuildForm(body.view, actionId, deps),
          (reference) => notRebuilt(ADVICE.pickAgain(name), reference),
        );
        if (words !== undefined) await tellDirectly(deps.client, body.user.id, words, deps);
        await ack();
      },
    );
  }
  registerMoreOptions(app, deps);
  registerTypedEvents(app, deps);
  registerUseLast(app, deps);
}

/** *More options* shows what few requests need, and *Fewer options* hides what of it is empty. */
function registerMoreOptions(app: App, deps: SlackDeps): void {
  app.action<BlockAction<ButtonAction>>(
    { type: 'block_actions', action_id: ACTIONS.moreOptions },
    async ({ ack, action, body }) => {
      const isOpen = action.value === MORE.open;
      const words = await failsafe(
        deps,
        'action_more_options',
        () =>
          rebuildForm(body.view, ACTIONS.moreOptions, deps, async ({ isMoreOpen, ...draft }) =>
            isOpen ? { ...draft, isMoreOpen: true } : draft,
          ),
        (reference) => notRebuilt(ADVICE.pressAgain, reference),
      );
      if (words !== undefined) await tellDirectly(deps.client, body.user.id, words, deps);
      await ack();
    },
  );
}

/** What the ledger remembers of typed events is filled in, and several have an order. Neither holds anybody up. */
function registerTypedEvents(app: App, deps: SlackDeps): void {
  const typedEvents = once(async () => {
    const { createTypedEvents } = await import('../../form/memory/typed-events.ts');
    const { showOrder } = await import('../../form/show-order.ts');
    return { fillIn: createTypedEvents(deps, Date.now), showOrder };
  });
  app.action<BlockAction<PlainTextInputAction>>(
    { type: 'block_actions', action_id: ACTIONS.eventIds },
    async ({ ack, action, body }) => {
      const { view, user } = body;
      if (view !== undefined) {
        const { fillIn, showOrder } = await typedEvents();
        const isWritten = await fillIn({
          form: view,
          metadata: view.private_metadata,
          values: view.state.values,
          userId: user.id,
          atS: Number(action.action_ts),
        });
        if (!isWritten) await showOrder(view, deps);
      }
      await ack();
    },
  );
}

/** *Use again*: what the person asked for last fills the form in, as a choice by hand. */
function registerUseLast(app: App, deps: SlackDeps): void {
  app.action<BlockAction<ButtonAction>>(
    { type: 'block_actions', action_id: ACTIONS.useLast },
    async ({ ack, body }) => {
      const words = await failsafe(
        deps,
        'action_use_last',
        () => useLast(body, deps),
        (reference) => notRebuilt(ADVICE.pick, reference),
      );
      if (words !== undefined) await tellDirectly(deps.client, body.user.id, words, deps);
      await ack();
    },
  );
}

async function useLast({ view, user }: BlockAction, deps: SlackDeps): Promise<string | undefined> {
  const { people, settings } = deps;
  const asking = await readAsking(people, user.id);
  if (!asking.allowed)
    return nothingFilledIn(
      mayNotAsk(asking.reason, settings.approvalChannel, people.channelTrouble()),
    );
  const { draftOfLast } = await import('../../form/memory/use-last.ts');
  return rebuildForm(view, ACTIONS.useLast, deps, (draft) =>
    draftOfLast(draft, view?.private_metadata, deps),
  );
}
