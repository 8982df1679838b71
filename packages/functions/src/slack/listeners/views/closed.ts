import type { App } from '@slack/bolt';

/** A form that was closed, where Slack tells of it: there is nothing to do. */
export function registerClosedViews(app: App): void {
  app.view({ type: 'view_closed', callback_id: /^/ }, ({ ack }) => ack());
}
