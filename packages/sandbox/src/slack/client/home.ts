import { subscribesTo } from '../manifest.ts';
import { homeView } from '../workspace/views.ts';
import { directMessageChannel } from '../workspace/workspace.ts';
import { activePerson, type ClientContext } from './context.ts';
import type { Delivery } from './delivery.ts';
import { sendEvent } from './event.ts';
import { LEGACY_TOKEN } from './payloads.ts';

/**
 * A person opens the app's Home tab. If the app subscribes to app_home_opened, it gets the event (Slack
 * docs: Events API).
 */
export async function openHomeTab(
  context: ClientContext,
  userId: string,
): Promise<Delivery | undefined> {
  const { workspace } = context;
  activePerson(context, userId);
  if (!subscribesTo(context.manifest, 'app_home_opened')) return undefined;
  const { team, app } = workspace.state;
  const nowMs = workspace.clock.now();
  const view = homeView(workspace, userId)?.view;
  const body = JSON.stringify({
    token: LEGACY_TOKEN,
    team_id: team.id,
    api_app_id: app.id,
    type: 'event_callback',
    event_id: workspace.newId('Ev'),
    event_time: Math.floor(nowMs / 1000),
    event: {
      type: 'app_home_opened',
      user: userId,
      channel: directMessageChannel(workspace, userId).id,
      tab: 'home',
      event_ts: (nowMs / 1000).toFixed(6),
      ...(view === undefined ? {} : { view }),
    },
    authorizations: [
      { team_id: team.id, user_id: app.botUserId, is_bot: true, is_enterprise_install: false },
    ],
  });
  return sendEvent(context, userId, body);
}
