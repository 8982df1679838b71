import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { splitWords } from '@doo-repush/core/command/tokens';
import { collectHome } from '@doo-repush/functions/ledger/home-requests';
import { buildCard } from '@doo-repush/functions/messages/card/card';
import { buildHome } from '@doo-repush/functions/messages/home';
import { ANSWERED_ACTIONS, SHORTCUTS, VIEWS } from '@doo-repush/functions/messages/ids';
import {
  buildRejectForm,
  buildResolutionForm,
} from '@doo-repush/functions/messages/private/reason-forms';
import { readSettings } from '@doo-repush/functions/runtime/settings';
import type { SlackDeps } from '@doo-repush/functions/slack/deps';
import { buildRequestForm } from '@doo-repush/functions/slack/form/view';
import { registerRepushCommand } from '@doo-repush/functions/slack/listeners/commands/repush';
import { registerListeners } from '@doo-repush/functions/slack/listeners/index';
import { NO_LINKS } from '@doo-repush/functions/slack-api/permalink';
import { elementsOf } from '@doo-repush/sandbox/slack/blocks/parts';
import { isJsonObject, type JsonObject, objectsIn } from '@doo-repush/sandbox/slack/json';
import { describe, expect, it } from 'vitest';
import { NOW_MS, plainCard, unresolved, waiting } from '../support/any-card.ts';
import { formSettings } from '../support/form-settings.ts';
import { asJson } from '../support/postable.ts';
import { codeBelow, root } from '../support/sources.ts';

/** As the functions read them if a stage configures no command. */
const slackSettings = readSettings('slack', {
  SLACK_SECRET_ID: 'slack',
  DOO_SECRET_ID: 'doo',
  APPROVAL_CHANNEL: 'C0APPROVAL',
  REPUSH_FUNCTION: 'repush',
  WORKER_FUNCTION: 'worker',
});

const manifest = JSON.parse(readFileSync(join(root, 'manifest.json'), 'utf8'));

it('is printed by the hook of the Slack CLI', () => {
  const read = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'));
  expect(read('.slack/config.json')).toEqual({ manifest: { source: 'local' } });
  const [command = '', ...args] = read('.slack/hooks.json').hooks['get-manifest'].split(' ');
  const printed = execFileSync(command, args, { cwd: root, encoding: 'utf8' });
  expect(JSON.parse(printed)).toEqual(manifest);
});

/**
 * The bot scopes that each method needs for public and private channels and direct messages (Slack docs:
 * Web API methods).
 */
const SCOPES_OF: Readonly<Record<string, readonly string[]>> = {
  'auth.test': [],
  'bots.info': ['users:read'],
  'chat.delete': ['chat:write'],
  'chat.getPermalink': [],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.info': ['channels:read', 'groups:read'],
  'conversations.history': ['channels:history', 'groups:history'],
  'conversations.members': ['channels:read', 'groups:read'],
  'conversations.open': ['im:write'],
  'files.completeUploadExternal': ['files:write'],
  'files.getUploadURLExternal': ['files:write'],
  'conversations.replies': ['channels:history', 'groups:history'],
  'usergroups.list': ['usergroups:read'],
  'usergroups.users.list': ['usergroups:read'],
  'users.info': ['users:read'],
  'users.list': ['users:read'],
  'views.open': [],
  'views.publish': [],
  'views.update': [],
};

const sources = codeBelow('packages/functions/src');
const calledMethods = new Set(
  sources.flatMap(({ text }) =>
    [...text.matchAll(/\bclient\s*\.((?:\s*[a-zA-Z]+\s*\.)+\s*[a-zA-Z]+)\(/g)].map(
      ([, method = '']) => method.replace(/\s/g, ''),
    ),
  ),
);

describe('the manifest and the listeners', () => {
  const registered = registeredListeners();

  it('have the same command', () => {
    const commands = manifest.features.slash_commands.map((it: { command: string }) => it.command);
    expect(commands).toEqual([slackSettings.command]);
    expect(registered.commands).toEqual([slackSettings.command]);
  });

  it('have the same shortcuts, and any other shortcut is answered too', () => {
    const declared = manifest.features.shortcuts.map(
      ({ type, callback_id: id }: { type: string; callback_id: string }) => `${type} ${id}`,
    );
    expect(declared).toEqual(Object.entries(SHORTCUTS).map(([type, id]) => `${type} ${id}`));
    const [unknown, ...others] = registered.shortcutPatterns;
    expect(registered.shortcuts).toEqual(Object.values(SHORTCUTS));
    expect(others).toEqual([]);
    for (const id of Object.values(SHORTCUTS)) expect(unknown?.test(id)).toBe(false);
    for (const id of ['', 'repush_v0', 'x']) expect(unknown?.test(id)).toBe(true);
  });

  it('have the same events', () => {
    expect(manifest.settings.event_subscriptions?.bot_events ?? []).toEqual(registered.events);
    expect(manifest.features.app_home.home_tab_enabled).toBe(calledMethods.has('views.publish'));
  });

  it('handle each view that can be submitted', () => {
    expect(registered.views.toSorted()).toEqual(Object.values(VIEWS).toSorted());
    const built = surfaces.flatMap(({ callback_id: id }) => (typeof id === 'string' ? [id] : []));
    expect([...new Set(built)].toSorted()).toEqual(Object.values(VIEWS).toSorted());
    const [closed, ...others] = registered.closedViews;
    expect(others).toEqual([]);
    for (const id of Object.values(VIEWS)) expect(closed?.test(id)).toBe(true);
  });

  it('handle each action, and any other action is answered too', () => {
    expect(registered.actions.toSorted()).toEqual([...ANSWERED_ACTIONS].toSorted());
    const [unknown, ...others] = registered.patterns;
    expect(others).toEqual([]);
    for (const id of ANSWERED_ACTIONS) expect(unknown?.test(id)).toBe(false);
    for (const id of ['', 'approve_v0', 'webhook_types', 'Approve', 'x'])
      expect(unknown?.test(id)).toBe(true);
  });

  it('handle every element that the builders let people use', () => {
    const found = surfaces.flatMap(elementsWithBlocks);
    expect(found.length).toBeGreaterThan(8);
    for (const { element, block } of found) {
      const id = String(element.action_id);
      const asksAtOnce = block.type !== 'input' || block.dispatch_action === true;
      if (asksAtOnce) expect(registered.actions).toContain(id);
    }
    const looksUp = found.filter(({ element }) => LOOKED_UP.includes(String(element.type)));
    expect(new Set(registered.options)).toEqual(
      new Set(looksUp.map(({ element }) => String(element.action_id))),
    );
  });
});

describe('the manifest', () => {
  const { display_information: about, features, oauth_config: oauth, settings } = manifest;

  it('uses one URL for everything', () => {
    const addresses = [
      settings.interactivity.request_url,
      settings.interactivity.message_menu_options_url,
      ...(settings.event_subscriptions ? [settings.event_subscriptions.request_url] : []),
      ...features.slash_commands.map(({ url }: { url: string }) => url),
    ];
    expect(new Set(addresses).size).toBe(1);
    expect(addresses[0]).toMatch(/^https:\/\/[\w.-]+\.example\/$/);
    expect(settings.interactivity.is_enabled).toBe(true);
  });

  it('requests exactly the scopes that the called methods need', () => {
    expect([...calledMethods].filter((method) => SCOPES_OF[method] === undefined)).toEqual([]);
    expect(calledMethods.size).toBeGreaterThan(8);
    const needed = [...calledMethods].flatMap((method) => SCOPES_OF[method] ?? []);
    expect(oauth.scopes.bot.toSorted()).toEqual([...new Set(['commands', ...needed])].toSorted());
    expect(oauth.scopes.user ?? []).toEqual([]);
  });

  it('keeps to the length limits of the manifest schema', () => {
    expect(about.name.length).toBeLessThanOrEqual(35);
    expect(about.description.length).toBeLessThanOrEqual(140);
    expect(about.background_color).toMatch(/^#[0-9a-f]{6}$/);
    expect(features.bot_user.display_name.length).toBeLessThanOrEqual(80);
    expect(features.slash_commands.length).toBeLessThanOrEqual(50);
    for (const { command, description, usage_hint: hint } of features.slash_commands) {
      expect(command).toMatch(/^\/[a-z0-9_-]{1,31}$/);
      expect(description.length).toBeLessThanOrEqual(2000);
      expect(hint.length).toBeLessThanOrEqual(1000);
    }
    expect(settings.event_subscriptions?.bot_events.length ?? 0).toBeLessThanOrEqual(100);
  });

  it('keeps what a Lambda app with its own token needs', () => {
    expect(settings.socket_mode_enabled).toBe(false);
    expect(settings.token_rotation_enabled).toBe(false);
    expect(features.app_home.messages_tab_enabled).toBe(calledMethods.has('conversations.open'));
  });

  it('accepts no messages to the app, which nothing handles, and installs it to a single workspace', () => {
    const { bot_events: events } = settings.event_subscriptions;
    const listens = events.includes('message.im');
    expect(features.app_home.messages_tab_read_only_enabled).toBe(!listens);
    expect(settings.org_deploy_enabled).toBe(false);
  });

  it('escapes people in a command to their IDs, which the command parses', () => {
    const [{ should_escape: isEscaped }] = features.slash_commands;
    expect(isEscaped).toBe(true);
    expect(splitWords('<@U0ADAAPPRO|ada>')).toMatchObject([{ kind: 'mention' }]);
  });
});

const LOOKED_UP = ['external_select', 'multi_external_select'];

/** Everything that people can use, each with its blocks. */
const surfaces: readonly JsonObject[] = [
  buildRequestForm({ resource: 'orders', isMoreOpen: true }, formSettings),
  buildRejectForm(''),
  buildResolutionForm('started', ''),
  buildHome({
    channelId: 'C0APPROVAL',
    command: '/doo-repush',
    mayAsk: true,
    isApprover: true,
    requests: collectHome('U0RENEREQU', true, { nowMs: NOW_MS, timeZone: 'UTC' }).requests(),
    extent: 'whole',
    permalink: NO_LINKS,
  }),
  buildCard(plainCard(waiting)),
  buildCard(plainCard(unresolved)),
  buildCard(
    plainCard({ ...unresolved, followUp: { arrival: { kind: 'asked', untilMs: NOW_MS } } }),
  ),
]
  .map(asJson)
  .filter(isJsonObject);

function elementsWithBlocks(surface: JsonObject) {
  return objectsIn(surface.blocks).flatMap((block) =>
    elementsOf(block)
      .filter((element) => element.action_id !== undefined)
      .map((element) => ({ block, element })),
  );
}

/** What the listeners register with Bolt. */
function registeredListeners() {
  const found = {
    commands: [] as string[],
    actions: [] as string[],
    patterns: [] as RegExp[],
    options: [] as string[],
    views: [] as string[],
    closedViews: [] as RegExp[],
    events: [] as string[],
    shortcuts: [] as string[],
    shortcutPatterns: [] as RegExp[],
  };
  const app: Parameters<typeof registerListeners>[0] = Object.assign(Object.create(null), {
    command: (name: string) => found.commands.push(name),
    options: (id: string) => found.options.push(id),
    event: (name: string) => found.events.push(name),
    shortcut: (id: RegExp | { callback_id: string }) =>
      id instanceof RegExp ? found.shortcutPatterns.push(id) : found.shortcuts.push(id.callback_id),
    view: ({ callback_id: id }: { callback_id: string | RegExp }) =>
      typeof id === 'string' ? found.views.push(id) : found.closedViews.push(id),
    action: ({ action_id: id }: { action_id: string | RegExp }) =>
      typeof id === 'string' ? found.actions.push(id) : found.patterns.push(id),
  });
  const deps: SlackDeps = Object.assign(Object.create(null), { settings: slackSettings });
  registerRepushCommand(app, deps);
  registerListeners(app, deps);
  return found;
}
