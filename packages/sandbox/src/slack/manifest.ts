/** A shortcut that Slack offers people: on messages, or everywhere. */
export interface Shortcut {
  readonly name: string;
  readonly type: string;
  readonly callback_id: string;
}

/** The part of an app manifest that decides what Slack allows (manifest schema version 2). */
export interface SlackManifest {
  readonly oauth_config: { readonly scopes: { readonly bot?: readonly string[] } };
  readonly features?: {
    readonly app_home?: { readonly home_tab_enabled?: boolean };
    readonly shortcuts?: readonly Shortcut[];
    readonly slash_commands?: readonly {
      readonly command: string;
      readonly should_escape?: boolean;
    }[];
  };
  readonly settings?: {
    readonly interactivity?: { readonly is_enabled?: boolean };
    readonly event_subscriptions?: { readonly bot_events?: readonly string[] };
  };
}

export function botScopes(manifest: SlackManifest): ReadonlySet<string> {
  return new Set(manifest.oauth_config.scopes.bot ?? []);
}

/** True if the app declares `command`, which starts with a slash. */
export function declaresCommand(manifest: SlackManifest, command: string): boolean {
  return (manifest.features?.slash_commands ?? []).some((known) => known.command === command);
}

/** The declared shortcut of this type and callback id. */
export function declaredShortcut(
  { features }: SlackManifest,
  type: 'message' | 'global',
  callbackId: string,
): Shortcut | undefined {
  return features?.shortcuts?.find((it) => it.type === type && it.callback_id === callbackId);
}

/** True if the app asks for people, channels and links in the text of `command` to be escaped. */
export function escapesCommand(manifest: SlackManifest, command: string): boolean {
  const declared = manifest.features?.slash_commands?.find((known) => known.command === command);
  return declared?.should_escape === true;
}

export function hasHomeTab(manifest: SlackManifest): boolean {
  return manifest.features?.app_home?.home_tab_enabled === true;
}

export function subscribesTo(manifest: SlackManifest, name: string): boolean {
  return (manifest.settings?.event_subscriptions?.bot_events ?? []).includes(name);
}
