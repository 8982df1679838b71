import type { Clock } from '../../clock.ts';
import { SlackApiError } from '../api-error.ts';
import type { JsonObject } from '../json.ts';
import { optionalText } from './arguments.ts';

const MINUTE_MS = 60_000;
const SECOND_MS = 1000;

/** The least that each tier allows in a minute (Slack docs: Rate limits). */
const TIER = { 2: 20, 3: 50, 4: 100 } as const;

/** Tiers by method (Slack docs: each method's page); what is not here has no documented number. */
const TIER_OF: Readonly<Record<string, keyof typeof TIER>> = {
  'bots.info': 3,
  'chat.delete': 3,
  'chat.postEphemeral': 4,
  'chat.update': 3,
  'conversations.history': 3,
  'conversations.info': 3,
  'conversations.list': 2,
  'conversations.members': 4,
  'conversations.open': 3,
  'conversations.replies': 3,
  'files.completeUploadExternal': 4,
  'files.getUploadURLExternal': 4,
  'usergroups.list': 2,
  'usergroups.users.list': 2,
  'users.info': 4,
  'users.list': 2,
  'views.open': 4,
  'views.publish': 4,
  'views.push': 4,
  'views.update': 4,
};

interface Limit {
  readonly key: string;
  readonly calls: number;
  readonly windowMs: number;
}

function limitOf(method: string, args: JsonObject): Limit | undefined {
  if (method === 'chat.postMessage') {
    const channel = optionalText(args, 'channel') ?? '';
    return { key: `${method} ${channel}`, calls: 1, windowMs: SECOND_MS };
  }
  const tier = TIER_OF[method];
  return tier === undefined ? undefined : { key: method, calls: TIER[tier], windowMs: MINUTE_MS };
}

/** Slack's rate limits as a mode that is on or off. */
export interface RateLimits {
  readonly on: boolean;
  /** Switching on begins with nothing counted. */
  change(on: boolean): void;
  /** Counts a call. Throws ratelimited with the seconds to wait; a refused call does not count. */
  admit(method: string, args: JsonObject): void;
}

/**
 * One message a second for each channel and the tier of each other method, both to the call. Slack
 * allows short bursts, of no documented size, and has limits for the workspace as a whole.
 */
export function createRateLimits(clock: Pick<Clock, 'now'>, initiallyOn: boolean): RateLimits {
  let on = initiallyOn;
  const times = new Map<string, number[]>();
  return {
    get on() {
      return on;
    },
    change(next) {
      on = next;
      times.clear();
    },
    admit(method, args) {
      const limit = on ? limitOf(method, args) : undefined;
      if (limit === undefined) return;
      const { key, calls, windowMs } = limit;
      const nowMs = clock.now();
      const recent = (times.get(key) ?? []).filter((timeMs) => nowMs - timeMs < windowMs);
      const [oldest] = recent;
      if (oldest !== undefined && recent.length >= calls) {
        const retryAfterSeconds = Math.ceil((oldest + windowMs - nowMs) / 1000);
        throw new SlackApiError('ratelimited', { retryAfterSeconds });
      }
      times.set(key, [...recent, nowMs]);
    },
  };
}
