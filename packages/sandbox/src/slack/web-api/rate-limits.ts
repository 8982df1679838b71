import type { Clock } from '../../clock.ts';
import { SlackApiError } from '../api-error.ts';
import type { JsonObject } from '../json.ts';
import { optionalText } from './arguments.ts';

const MINUTE_MS = 60_000;
const SECOND_MS = 1000;

/** The guaranteed calls per minute of each tier (Slack docs: Rate limits). */
const TIER = { 2: 20, 3: 50, 4: 100 } as const;

/** Tiers by method (Slack docs: each method's page); methods not listed have no documented number. */
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

/** Slack's rate limits, which can be on or off. */
export interface RateLimits {
  readonly on: boolean;
  /** Switching them on starts with empty counts. */
  change(on: boolean): void;
  /** Counts a call. Throws ratelimited with the seconds to wait; a refused call does not count. */
  admit(method: string, args: JsonObject): void;
}

/**
 * Allows exactly one message per second per channel, and each other method exactly its tier. The real
 * Slack also tolerates short bursts, of undocumented size, and has limits for the workspace as a whole.
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
