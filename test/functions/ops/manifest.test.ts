import { printManifest } from '@doo-repush/functions/ops/manifest/print-manifest';
import { requestUrlFault } from '@doo-repush/functions/ops/manifest/request-url';
import { manifestFaults } from '@doo-repush/functions/ops/manifest/schema';
import { stageFileText } from '@doo-repush/functions/ops/stage/parse';
import { describe, expect, it } from 'vitest';
import manifest from '../../../manifest.json' with { type: 'json' };
import { STAGE, stagesFolder } from './stages-folder.ts';
import { recorded, runToolProcess } from './tool-process.ts';

const url = 'https://placeholder.lambda-url.eu-central-1.on.aws/';
const standing = manifest.settings.interactivity.request_url;

describe('npm run manifest', () => {
  it('prints the manifest with the address wherever Slack sends something', async () => {
    const { code, out, err } = await runToolProcess('manifest', ['--url', url.slice(0, -1)]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(out)).toEqual(JSON.parse(JSON.stringify(manifest).replaceAll(standing, url)));
    expect(JSON.stringify(manifest).split(standing)).toHaveLength(5);
    expect(manifestFaults(JSON.parse(out))).toEqual([]);
  });

  it('gives every other stage an app and a command of its own', async () => {
    const args = ['--stage', 'staging', '--url', url];
    const { code, out } = await recorded((output) => printManifest(args, output));
    expect(code).toBe(0);
    const printed = JSON.parse(out);
    expect(printed).toMatchObject({
      display_information: { name: 'doo repush (staging)' },
      features: { bot_user: { display_name: 'doo repush (staging)' } },
    });
    expect(printed.features.slash_commands).toMatchObject([{ command: '/doo-repush-staging' }]);
  });

  it('takes the command from the file of the stage, which must be in order', async () => {
    const root = await stagesFolder({
      named: stageFileText({ ...STAGE, command: '/repush-here' }),
      broken: '{}',
    });
    const print = (stage: string) =>
      recorded((output) => printManifest(['--stage', stage, '--url', url], output, root));
    expect((await print('named')).out).toContain('"command": "/repush-here"');
    expect(await print('broken')).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(/^stages\/broken\.json cannot be used\. account: missing; /),
    });
  });

  it('takes http on this machine for the sandbox', async () => {
    const args = ['--allow-loopback', '--url', 'http://127.0.0.1:4711/'];
    const { code, out } = await recorded((output) => printManifest(args, output));
    expect(code).toBe(0);
    expect(out).toContain('"request_url": "http://127.0.0.1:4711/"');
  });

  it.each([
    ['no address', []],
    ['an address that is not https', ['--url', 'http://canary.example/']],
    ['an unknown option', ['--canary']],
  ])('is refused with %s, which is repeated nowhere', async (_, args) => {
    const { code, out, err } = await recorded((output) => printManifest(args, output));
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('Usage: npm run --silent manifest -- --url https://');
    expect(err).not.toContain('canary');
  });
});

describe('an address for Slack', () => {
  it.each([
    ['https://function.example/', undefined],
    ['https://function.example', undefined],
    ['https://function.example/slack/events', undefined],
    ['http://function.example/', 'must be https'],
    ['ftp://function.example/', 'must be https'],
    ['http://127.0.0.1/', 'must be https'],
    ['function.example', 'is no address'],
    ['', 'is no address'],
    ['https://name:word@function.example/', 'must not carry a user name'],
    ['https://function.example/?stage=a', 'must not carry a query or a fragment'],
    ['https://function.example/#a', 'must not carry a query or a fragment'],
  ])('%s: %s', (address, fault) => {
    expect(requestUrlFault(address, false)).toBe(fault);
  });

  it.each([
    ['http://localhost:1/', undefined],
    ['http://127.0.0.1:1/', undefined],
    ['http://function.example/', 'must be https'],
  ])('with loopback allowed %s: %s', (address, fault) => {
    expect(requestUrlFault(address, true)).toBe(fault);
  });
});

type Json = Record<string, unknown>;

/** The manifest with one value replaced; `undefined` takes it away. */
function manifestWith(path: string, value: unknown): unknown {
  const copy: Json = structuredClone(manifest);
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let inner: unknown = copy;
  for (const key of keys) inner = Reflect.get(Object(inner), key);
  Reflect.set(Object(inner), last, value);
  return JSON.parse(JSON.stringify(copy));
}

const commandAt = 'features.slash_commands.0';
const long = (length: number) => 'x'.repeat(length);
const longUrl = (length: number) => `https://${long(length - 'https://'.length)}`;

describe("Slack's manifest schema", () => {
  it('takes the manifest of this repository', () => {
    expect(manifestFaults(manifest)).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['display_information', undefined],
    ['display_information.name', undefined],
    ['display_information.name', ''],
    ['display_information.name', long(36)],
    ['display_information.description', long(141)],
    ['display_information.background_color', 'blue'],
    ['display_information.background_color', '#1f29'],
    ['features.bot_user.display_name', undefined],
    ['features.bot_user.display_name', long(81)],
    ['features.app_home.home_tab_enabled', 'yes'],
    ['features.slash_commands', []],
    ['features.slash_commands', Array(51).fill(manifest.features.slash_commands[0])],
    [`${commandAt}.command`, 'doo-repush'],
    [`${commandAt}.command`, '/'],
    [`${commandAt}.command`, `/${long(32)}`],
    [`${commandAt}.description`, undefined],
    [`${commandAt}.description`, long(2001)],
    [`${commandAt}.usage_hint`, long(1001)],
    [`${commandAt}.url`, 'function.example'],
    [`${commandAt}.url`, longUrl(3001)],
    ['oauth_config.scopes.bot', Array(256).fill('commands')],
    ['oauth_config.scopes.bot.0', long(51)],
    ['settings.event_subscriptions.bot_events', Array(101).fill(0).map(String)],
    ['settings.event_subscriptions.bot_events.0', long(51)],
    ['settings.event_subscriptions.bot_events', ['app_home_opened', 'app_home_opened']],
    ['settings.event_subscriptions.request_url', longUrl(3501)],
    ['settings.interactivity.is_enabled', undefined],
    ['settings.interactivity.request_url', 'function.example'],
    ['settings.interactivity.message_menu_options_url', longUrl(3501)],
    ['settings.socket_mode_enabled', 'false'],
    ['_metadata.major_version', '2'],
  ])('refuses %s as %o', (path, value) => {
    expect(manifestFaults(manifestWith(path, value)).length).toBeGreaterThan(0);
  });

  it.each([
    'more',
    'display_information.more',
    'features.more',
    'features.app_home.more',
    'features.bot_user.more',
    `${commandAt}.more`,
    'oauth_config.more',
    'oauth_config.scopes.more',
    'settings.more',
    'settings.event_subscriptions.more',
    'settings.interactivity.more',
    '_metadata.more',
  ])('refuses %s, which it does not know', (path) => {
    expect(manifestFaults(manifestWith(path, true)).join()).toContain('more');
  });

  it.each<[string, unknown]>([
    ['display_information.name', long(35)],
    ['display_information.background_color', '#abc'],
    [`${commandAt}.command`, `/${long(31)}`],
    [`${commandAt}.url`, longUrl(3000)],
    ['settings.interactivity.request_url', longUrl(3500)],
  ])('takes %s up to its limit', (path, value) => {
    expect(manifestFaults(manifestWith(path, value))).toEqual([]);
  });
});
