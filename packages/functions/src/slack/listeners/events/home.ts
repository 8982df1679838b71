import type { App } from '@slack/bolt';
import type { SlackDeps } from '../../deps.ts';
import { publishHome } from '../../home.ts';
import { failsafe } from '../failsafe.ts';

/** The Home tab is opened: what the newest page of the ledger has is shown at once, the rest by `worker`. */
export function registerHomeEvent(app: App, deps: SlackDeps): void {
  app.event('app_home_opened', async ({ event }) => {
    if (event.tab !== 'home') return;
    await failsafe(
      deps,
      'event_home',
      () => publishHome(event.user, deps),
      () => undefined,
    );
  });
}
