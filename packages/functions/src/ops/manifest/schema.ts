import * as z from 'zod';

const text = (max: number) => z.string().min(1).max(max);
const url = (max: number) =>
  z
    .string()
    .regex(/^https?:\/\//, 'must be an address')
    .max(max);
const names = (maxItems: number) => z.array(z.string().max(50)).max(maxItems);
const unique = (items: readonly string[]) => new Set(items).size === items.length;

/**
 * The parts of Slack's manifest schema 2.0.0 (slackapi/manifest-schema) that this app uses: what is
 * required, how long it may be, and that nothing else stands beside it.
 */
export const manifestSchema = z.strictObject({
  _metadata: z.strictObject({ major_version: z.int(), minor_version: z.int() }),
  display_information: z.strictObject({
    name: text(35),
    description: text(140),
    background_color: z.string().regex(/^#(?:[0-9a-fA-F]{3}){1,2}$/, 'must be #rgb or #rrggbb'),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.boolean(),
      messages_tab_enabled: z.boolean(),
      messages_tab_read_only_enabled: z.boolean(),
    }),
    bot_user: z.strictObject({ display_name: text(80), always_online: z.boolean() }),
    shortcuts: z
      .array(
        z.strictObject({
          name: text(24),
          type: z.string().regex(/^(?:message|global)$/, 'must be message or global'),
          callback_id: text(255),
          description: text(150),
        }),
      )
      .max(10),
    slash_commands: z
      .array(
        z.strictObject({
          command: z.string().min(2).max(32).startsWith('/'),
          url: url(3000),
          description: text(2000),
          usage_hint: text(1000),
          should_escape: z.boolean(),
        }),
      )
      .min(1)
      .max(50),
  }),
  oauth_config: z.strictObject({ scopes: z.strictObject({ bot: names(255) }) }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({
      request_url: url(3500),
      bot_events: names(100).refine(unique, 'must not name an event twice'),
    }),
    interactivity: z.strictObject({
      is_enabled: z.boolean(),
      request_url: url(3500),
      message_menu_options_url: url(3500),
    }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.boolean(),
  }),
});

/** The Slack app as this repository describes it. */
export type Manifest = z.infer<typeof manifestSchema>;

/** What Slack's schema would refuse, a line for each fault with its path. */
export function manifestFaults(manifest: unknown): string[] {
  const parsed = manifestSchema.safeParse(manifest);
  if (parsed.success) return [];
  return parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}
