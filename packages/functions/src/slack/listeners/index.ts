import type { App } from '@slack/bolt';
import type { SlackDeps } from '../deps.ts';
import { registerAgainActions } from './actions/again.ts';
import { registerArrivalActions } from './actions/arrival.ts';
import { registerAskAction } from './actions/ask.ts';
import { registerDecisionActions } from './actions/decision.ts';
import { registerFormActions } from './actions/form.ts';
import { registerHistoryActions } from './actions/history.ts';
import { registerOpenLineAction } from './actions/open-line.ts';
import { registerResolutionActions } from './actions/resolution.ts';
import { registerStopAction } from './actions/stop.ts';
import { registerUnknownActions } from './actions/unknown.ts';
import { registerHomeEvent } from './events/home.ts';
import { registerConfigurationOptions } from './options/configurations.ts';
import { registerOrganizationOptions } from './options/organizations.ts';
import { registerWebhookTypeOptions } from './options/webhook-types.ts';
import { registerRepushShortcuts } from './shortcuts/repush.ts';
import { registerClosedViews } from './views/closed.ts';
import { registerRejectView } from './views/reject.ts';
import { registerRequestView } from './views/request.ts';
import { registerResolutionView } from './views/resolution.ts';

/** Everything that Slack may deliver beside the command, and who answers it. */
export function registerListeners(app: App, deps: SlackDeps): void {
  const lists = deps.configurationLists;
  registerOrganizationOptions(app, deps);
  registerConfigurationOptions(app, deps, lists);
  registerWebhookTypeOptions(app, deps, lists);
  registerFormActions(app, deps);
  registerRequestView(app, deps, lists);
  registerDecisionActions(app, deps);
  registerRejectView(app, deps);
  registerHomeEvent(app, deps);
  registerAskAction(app, deps);
  registerOpenLineAction(app, deps);
  registerRepushShortcuts(app, deps);
  registerStopAction(app, deps);
  registerAgainActions(app, deps);
  registerHistoryActions(app, deps);
  registerResolutionActions(app, deps);
  registerResolutionView(app, deps);
  registerArrivalActions(app, deps);
  registerClosedViews(app);
  registerUnknownActions(app, deps);
}
