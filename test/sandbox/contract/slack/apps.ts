import { expect } from 'vitest';
import committed from '../../../../manifest.json' with { type: 'json' };
import { botToken, webClient } from '../../../support/started-slack.ts';
import { promised, type Topic } from '../promise.ts';
import { configurationToken, refuses, type SlackPeer } from './slack-peer.ts';

const DOCS = 'Slack docs: apps.manifest.create, validate, update, export';

type Verb = 'validate' | 'create' | 'update' | 'export';

/** A call of apps.manifest.*; the manifest goes as JSON in text. */
async function configure(
  { slack }: SlackPeer,
  verb: Verb,
  { manifest, ...others }: Arguments,
  token = configurationToken,
): Promise<Readonly<Record<string, unknown>>> {
  const answer = await webClient(slack, token).apiCall(`apps.manifest.${verb}`, {
    ...others,
    ...(manifest && { manifest: JSON.stringify(manifest) }),
  });
  return { ...answer };
}

interface Arguments {
  readonly app_id?: string;
  readonly manifest?: object;
}

async function created(peer: SlackPeer): Promise<string> {
  return String((await configure(peer, 'create', { manifest: committed })).app_id);
}

/** The committed manifest with these scopes. */
const withScopes = (...bot: string[]) => ({ ...committed, oauth_config: { scopes: { bot } } });

/** Apps that are made and changed by their manifest. */
export const apps: Topic<SlackPeer> = {
  topic: 'Apps and their manifests',
  promises: [
    promised(
      'An app is made from a manifest; its signing secret is 32 hexadecimal digits, and no token comes with it',
      'Slack docs: apps.manifest.create; slack-cli, internal/api/app.go',
      async (peer) => {
        const made = await configure(peer, 'create', { manifest: committed });
        expect(made.app_id).toMatch(/^A[A-Z0-9]+$/);
        expect(made.credentials).toMatchObject({
          signing_secret: expect.stringMatching(/^[0-9a-f]{32}$/),
        });
        expect(JSON.stringify(made)).not.toContain('xoxb');
      },
    ),
    promised(
      'A bot token is none for it, and a configuration token serves for twelve hours: `invalid_auth`, `token_expired`',
      DOCS,
      async (peer) => {
        await refuses('invalid_auth', () =>
          configure(peer, 'validate', { manifest: committed }, botToken),
        )(peer);
        peer.slack.apps.expireToken();
        await refuses('token_expired', () => created(peer))(peer);
      },
    ),
    promised(
      'A manifest is refused with a message and a pointer for each fault: `invalid_manifest`',
      'Slack docs: apps.manifest.validate, Correcting manifests',
      async (peer) => {
        const { request_url: _, ...events } = committed.settings.event_subscriptions;
        const settings = { ...committed.settings, event_subscriptions: events };
        const call = configure(peer, 'validate', { manifest: { ...committed, settings } });
        await expect(call).rejects.toMatchObject({
          data: {
            error: 'invalid_manifest',
            errors: [
              {
                message: expect.stringContaining('requires either Request URL'),
                pointer: '/settings/event_subscriptions',
              },
            ],
          },
        });
      },
    ),
    promised(
      'An export gives what was written, and fields that nobody wrote',
      `${DOCS}; which fields is assumed`,
      async (peer) => {
        const app_id = await created(peer);
        const { manifest } = await configure(peer, 'export', { app_id });
        expect(manifest).toMatchObject({ ...committed, settings: { is_hosted: false } });
      },
    ),
    promised(
      'An update replaces the whole manifest and says whether permissions changed; who installed keeps the old ones',
      DOCS,
      async (peer) => {
        const app_id = await created(peer);
        peer.slack.install(app_id);
        const same = await configure(peer, 'update', { app_id, manifest: committed });
        expect(same).toMatchObject({ permissions_updated: false });
        const manifest = withScopes('chat:write');
        const other = await configure(peer, 'update', { app_id, manifest });
        expect(other).toMatchObject({ permissions_updated: true });
        const scopes = async () => (await peer.api.auth.test()).response_metadata?.scopes;
        expect(await scopes()).toHaveLength(committed.oauth_config.scopes.bot.length);
        peer.slack.install(app_id);
        expect(await scopes()).toEqual(['chat:write']);
      },
    ),
    promised(
      'An app of somebody else is `invalid_app_id`',
      DOCS,
      refuses('invalid_app_id', (peer) => configure(peer, 'export', { app_id: 'A0ELSE' })),
    ),
    promised('A bot tells the app that it belongs to', 'Slack docs: bots.info', async (peer) => {
      const app_id = await created(peer);
      peer.slack.install(app_id);
      const { bot_id: bot = '' } = await peer.api.auth.test();
      expect((await peer.api.bots.info({ bot })).bot).toMatchObject({ app_id });
    }),
    promised(
      'Everybody is listed in pages, the deactivated, guests and bots among them',
      'Slack docs: users.list',
      async ({ api }) => {
        const first = await api.users.list({ limit: 5 });
        const cursor = first.response_metadata?.next_cursor ?? '';
        const second = await api.users.list({ limit: 5, cursor });
        const all = [...(first.members ?? []), ...(second.members ?? [])];
        expect(all).toHaveLength(8);
        expect(all.some(({ deleted }) => deleted)).toBe(true);
      },
    ),
  ],
};
