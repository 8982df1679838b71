import { createClock, type MovableClock } from '@doo-repush/sandbox/clock';
import type { SlackManifest } from '@doo-repush/sandbox/slack/manifest';
import { createSlack, type Slack, type SlackOptions } from '@doo-repush/sandbox/slack/slack';
import { LogLevel, WebClient } from '@slack/web-api';

export const signingSecret = 'placeholder-signing-secret';
export const botToken = 'placeholder-bot-token';

export const manifest: SlackManifest = {
  oauth_config: {
    scopes: {
      bot: [
        'commands',
        'chat:write',
        'users:read',
        'usergroups:read',
        'channels:history',
        'groups:history',
        'channels:read',
        'groups:read',
        'im:write',
      ],
    },
  },
  features: {
    app_home: { home_tab_enabled: true },
    shortcuts: [
      { name: 'Repush', type: 'message', callback_id: 'repush_message' },
      { name: 'Repush', type: 'global', callback_id: 'repush' },
    ],
    slash_commands: [{ command: '/doo-repush', should_escape: true }],
  },
  settings: { event_subscriptions: { bot_events: ['app_home_opened'] } },
};

/** The start of every test clock. */
export const startMs = 1_700_000_000_000;

/** A clock that stands still until a test moves it. */
function standingClock(): MovableClock {
  return createClock(() => startMs);
}

/** The real client of an app, without retries. */
export function webClient(slack: Slack, token: string = botToken): WebClient {
  return new WebClient(token, {
    slackApiUrl: slack.url,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
    logger: {
      debug: () => undefined,
      info: () => undefined,
      warn: () => undefined,
      error: () => undefined,
      setLevel: () => undefined,
      getLevel: () => LogLevel.ERROR,
      setName: () => undefined,
    },
  });
}

export interface StartedSlack {
  readonly slack: Slack;
  readonly clock: MovableClock;
  readonly api: WebClient;
}

/** Starts Slack with the example workspace and a clock that stands still. */
export async function startSlack(options: Partial<SlackOptions> = {}): Promise<StartedSlack> {
  const clock = standingClock();
  const slack = createSlack({ clock, signingSecret, botToken, manifest, ...options });
  await slack.start();
  return { slack, clock, api: webClient(slack) };
}
