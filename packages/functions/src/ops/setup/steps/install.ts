import type { WebClient } from '@slack/web-api';
import committed from '../../../../../../manifest.json' with { type: 'json' };
import { createSlackClient } from '../../../slack-api/client.ts';
import { slackErrorName } from '../../../slack-api/errors.ts';
import { ofStage } from '../../manifest/of-stage.ts';
import { secretFaults } from '../../secrets/kinds.ts';
import { awsOf, completeFile, fieldsOf, writeFields } from '../installed.ts';
import { askUntil } from '../prompts.ts';
import type { Setup } from '../setup.ts';
import { SetupError } from '../setup-error.ts';
import { blocked, done, type Look, type Step, todo } from '../step.ts';

const TIMEOUT_MS = 10_000;
const POLL_MS = 3_000;
const MOST_POLLS = 200;
const NO_TOKEN = [
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
];

type Ids = Readonly<Record<'botId' | 'botUserId' | 'teamId', string>>;
type Bot =
  | { readonly ok: true; readonly client: WebClient; readonly ids: Ids }
  | { readonly ok: false; readonly fault: string };

/** The app is installed with all its scopes, its token is known, and it is in the channel. */
export const install: Step = {
  id: 'install',
  title: 'Installation',
  async look(setup) {
    const bot = await presentBot(setup);
    if (!bot.ok) return todo(bot.fault);
    return channelLook(setup, bot.client);
  },
  async act(setup) {
    const present = await presentBot(setup);
    const { client } = present.ok ? present : await askForBot(setup);
    let look = await channelLook(setup, client);
    if (look.is === 'todo') {
      const { channel } = await completeFile(setup);
      setup.output.out(
        `  Write /invite @${ofStage(committed, setup.stage).features.bot_user.display_name} in ${channel.name}. Waiting for it …\n`,
      );
    }
    for (let poll = 0; look.is === 'todo' && poll < MOST_POLLS; poll += 1) {
      await setup.wait(POLL_MS);
      look = await channelLook(setup, client);
    }
    if (look.is === 'done') await nameChannel(setup, client);
    return this.look(setup);
  },
};

/** The bot whose token is in the secret, where it can be used. */
async function presentBot(setup: Setup): Promise<Bot> {
  const fields = await fieldsOf(setup, await awsOf(setup), setup.names.secrets.slack);
  if (typeof fields.botToken !== 'string') return { ok: false, fault: 'there is no bot token yet' };
  const bot = await botOf(fields.botToken, setup);
  if (!bot.ok) return bot;
  const isSame = Object.entries(bot.ids).every(([name, id]) => fields[name] === id);
  return isSame ? bot : { ok: false, fault: 'the ids in the secret are not those of its token' };
}

/** Who a token speaks for, where it is a bot of the stage's app with all scopes. @throws SetupError */
async function botOf(botToken: string, setup: Setup): Promise<Bot> {
  const { slackApp } = await completeFile(setup);
  const client = createSlackClient(botToken, setup.slackApiUrl, TIMEOUT_MS);
  try {
    const {
      bot_id: botId,
      user_id: botUserId,
      team_id: teamId,
      ...answer
    } = await client.auth.test();
    if (botId === undefined || botUserId === undefined || teamId === undefined)
      return { ok: false, fault: 'it is not the token of a bot' };
    const granted = answer.response_metadata?.scopes ?? [];
    const missing = committed.oauth_config.scopes.bot.filter((scope) => !granted.includes(scope));
    if (missing.length > 0)
      return { ok: false, fault: `the token has not ${missing.join(', ')}: install the app again` };
    const { bot } = await client.bots.info({ bot: botId });
    if (bot?.app_id !== slackApp)
      return { ok: false, fault: `it is the token of the app ${bot?.app_id}, not of ${slackApp}` };
    return { ok: true, client, ids: { botId, botUserId, teamId } };
  } catch (error) {
    const name = slackErrorName(error);
    if (NO_TOKEN.includes(name))
      return { ok: false, fault: `Slack does not take the bot token (${name})` };
    throw new SetupError(
      `Slack does not say whose token it is (${name})`,
      'Check the network, then run the setup again.',
    );
  }
}

async function askForBot(setup: Setup): Promise<Extract<Bot, { ok: true }>> {
  const { slackApp } = await completeFile(setup);
  const { prompts, names } = setup;
  const page = `https://api.slack.com/apps/${slackApp}/install-on-team`;
  setup.open(page);
  const { bot, botToken } = await askUntil(
    prompts,
    'botToken',
    (fault) =>
      prompts.secret(
        'botToken',
        `Install the app (${page}), then paste its Bot User OAuth Token`,
        fault,
      ),
    async (token) => {
      const found =
        token === ''
          ? ({ ok: false, fault: 'nothing was pasted' } as const)
          : await botOf(token, setup);
      return found.ok ? { ok: true, value: { bot: found, botToken: token } } : found;
    },
  );
  const aws = await awsOf(setup);
  const fields = await fieldsOf(setup, aws, names.secrets.slack);
  const next = { ...fields, botToken, ...bot.ids };
  const faults = secretFaults('slack', JSON.stringify(next), setup.allowLoopback);
  if (faults.length > 0) throw new SetupError(faults.join('; '), 'Let the step "app" go first.');
  await writeFields(aws, names.secrets.slack, next);
  return bot;
}

async function channelLook(setup: Setup, client: WebClient): Promise<Look> {
  const { channel } = await completeFile(setup);
  try {
    const { channel: found } = await client.conversations.info({ channel: channel.id });
    if (found?.is_archived)
      return blocked(`#${found.name} is archived`, 'Unarchive it, or name another channel.');
    if (!found?.is_member) return todo(`the app is not in #${found?.name ?? channel.id}`);
    return done(`installed, and in #${found.name}`);
  } catch (error) {
    const name = slackErrorName(error);
    if (name === 'channel_not_found')
      return todo(`the app is not in ${channel.name}, or it is in another workspace`);
    throw new SetupError(
      `Slack does not say whether the app is in ${channel.name} (${name})`,
      'Run the setup again.',
    );
  }
}

/** From now on readers of the file know the channel by its name. */
async function nameChannel(setup: Setup, client: WebClient): Promise<void> {
  const { channel } = await completeFile(setup);
  const { channel: found } = await client.conversations.info({ channel: channel.id });
  if (found?.name !== undefined && channel.name === channel.id)
    await setup.change({ channel: { id: channel.id, name: `#${found.name}` } });
}
