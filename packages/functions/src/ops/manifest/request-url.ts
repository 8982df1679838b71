import { isTrustedUrl } from '@doo-repush/core/trusted-url';
import type { Manifest } from './schema.ts';

/** Why Slack must not be given `url`; `undefined` when it may. */
export function requestUrlFault(url: string, allowLoopback: boolean): string | undefined {
  const parsed = URL.parse(url);
  if (parsed === null) return 'is no address';
  if (parsed.username !== '' || parsed.password !== '') return 'must not carry a user name';
  if (parsed.search !== '' || parsed.hash !== '') return 'must not carry a query or a fragment';
  if (allowLoopback && isTrustedUrl(parsed, [], true)) return undefined;
  return parsed.protocol === 'https:' ? undefined : 'must be https';
}

/** The manifest with `url` in every place where Slack sends something: the one list of them. */
export function withRequestUrl(manifest: Manifest, url: string): Manifest {
  const { features, settings } = manifest;
  return {
    ...manifest,
    features: {
      ...features,
      slash_commands: features.slash_commands.map((command) => ({ ...command, url })),
    },
    settings: {
      ...settings,
      event_subscriptions: { ...settings.event_subscriptions, request_url: url },
      interactivity: {
        ...settings.interactivity,
        request_url: url,
        message_menu_options_url: url,
      },
    },
  };
}
