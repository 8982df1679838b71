import type { WebClient } from '@slack/web-api';

/** A message's permalink, or `undefined` if the workspace's URL is unknown. */
export type Permalink = (ts: string) => string | undefined;

export const NO_LINKS: Permalink = () => undefined;

/**
 * Builds permalinks of one channel's messages as chat.getPermalink returns them, without a call for each.
 * @param workspaceUrl as auth.test returns it, with a trailing slash
 */
export function permalinks(workspaceUrl: string | undefined, channel: string): Permalink {
  const url = URL.parse(workspaceUrl ?? '');
  if (url?.protocol !== 'https:') return NO_LINKS;
  return (ts) => `${url.origin}/archives/${channel}/p${ts.replace('.', '')}`;
}

/** Reads a message's permalink; `undefined` if Slack could not answer. */
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

/** Reads the workspace's URL (auth.test) and builds permalinks from it. */
export async function readPermalinks(client: WebClient, channel: string): Promise<Permalink> {
  const { url } = await client.auth.test();
  return permalinks(url, channel);
}
