import type { WebClient } from '@slack/web-api';
import { OutOfTimeError, type Patience, patiently } from '../../slack-api/retry.ts';

/** People's names in Slack. */
export interface Names {
  /** Looks up the unknown ones. Never rejects: if Slack does not return a name, it is empty. */
  learn(userIds: readonly string[]): Promise<void>;
  of(userId: string): string;
}

/** Concurrent calls. Slack allows a hundred per minute (Slack docs: users.info, tier 4). */
const AT_ONCE = 5;

export function createNames(client: WebClient, patience: Patience): Names {
  const names = new Map<string, string>();

  async function look(userId: string): Promise<void> {
    try {
      const { user } = await patiently(patience, () => client.users.info({ user: userId }));
      names.set(userId, user?.profile?.real_name || user?.real_name || user?.name || '');
    } catch (error) {
      if (!(error instanceof OutOfTimeError)) names.set(userId, '');
    }
  }

  return {
    async learn(userIds) {
      const missing = [...new Set(userIds)].filter((id) => !names.has(id));
      for (let start = 0; start < missing.length; start += AT_ONCE)
        await Promise.all(missing.slice(start, start + AT_ONCE).map(look));
    },
    of: (userId) => names.get(userId) ?? '',
  };
}
