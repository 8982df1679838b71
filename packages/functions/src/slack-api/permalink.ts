import type { WebClient } from '@slack/web-api';

/** The address of a message, or `undefined` where the workspace's is not known. */
export type Permalink = (ts: string) => string | undefined;

/** No address is known. */
export const NO_LINKS: Permalink = () => undefined;

/**
 * Addresses of messages of one channel, as chat.getPermalink gives them, without a call for each.
 * @param workspaceUrl as auth.test names it, with a slash at its end
 */
export function permalinks(workspaceUrl: string | undefined, channel: string): Permalink {
  const url = URL.parse(workspaceUrl ?? '');
  if (url?.protocol !== 'https:') return NO_LINKS;
  return (ts) => `${url.origin}/archives/${channel}/p${ts.replace('.', '')}`;
}

/** Slack's address of one message; `undefined` where Slack could not say. */
export async function readPermalink(
  client: WebClient,
  channel: string,
  ts: string,
): Promise<string | undefined> {
  try {
    return (await client.chat.getPermalink({ channel, message_ts: ts })).permalink;
  } catch {
    return undefined;
  }
}

/** Asks Slack for the workspace's address (auth.test). */
export async function readPermalinks(client: WebClient, channel: string): Promise<Permalink> {
  const { url } = await client.auth.test();
  return permalinks(url, channel);
}
