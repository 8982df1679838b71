import committed from '../../../../../../manifest.json' with { type: 'json' };
import { ofStage } from '../../manifest/of-stage.ts';
import { requestUrlFault, withRequestUrl } from '../../manifest/request-url.ts';
import { type Manifest, manifestFaults } from '../../manifest/schema.ts';
import { signingSecretFault } from '../../signing-secret.ts';
import { awsOf, completeFile, fieldsOf, urlOf, writeFields } from '../installed.ts';
import { manifestDrift } from '../manifest-drift.ts';
import { askUntil } from '../prompts.ts';
import type { Setup } from '../setup.ts';
import { SetupError } from '../setup-error.ts';
import { BadConfigurationToken, createSlackApps, type SlackApps } from '../slack-apps.ts';
import { done, type Look, type Step, todo, unsure } from '../step.ts';

const TOKENS_PAGE = 'https://api.slack.com/apps (at its end, "Your App Configuration Tokens")';
const MOST_SHOWN = 8;

/** The Slack app of the stage: it is there, its signing secret is known, and it is as the manifest says. */
export const app: Step = {
  id: 'app',
  title: 'Slack app',
  async look(setup) {
    const { slackApp } = await completeFile(setup);
    if (slackApp === undefined) return todo('there is no app yet');
    if (!(await hasSigningSecret(setup)))
      return todo(`the signing secret of ${slackApp} is missing`);
    const { token } = setup.configuration;
    if (token === '') return unsure(`${slackApp}; its manifest was not compared`);
    const apps = createSlackApps(token, setup.slackApiUrl);
    return driftLook(
      slackApp,
      manifestDrift(await wantedManifest(setup), await apps.export(slackApp)),
    );
  },
  async act(setup) {
    const { slackApp } = await completeFile(setup);
    const manifest = await wantedManifest(setup);
    const apps = await appsWithToken(setup, slackApp, manifest);
    if (apps === undefined) {
      await completeSigningSecret(setup, slackApp ?? '');
      return this.look(setup);
    }
    if (slackApp === undefined) await create(setup, apps, manifest);
    else {
      await completeSigningSecret(setup, slackApp);
      await mend(setup, apps, slackApp, manifest);
    }
    return this.look(setup);
  },
};

function driftLook(appId: string, drift: readonly string[]): Look {
  if (drift.length === 0) return done(`${appId}, as the manifest of this version says`);
  const more = drift.length > MOST_SHOWN ? ` and ${drift.length - MOST_SHOWN} more` : '';
  return todo(`${appId} differs in ${drift.slice(0, MOST_SHOWN).join(', ')}${more}`);
}

/** @throws SetupError */
async function wantedManifest(setup: Setup): Promise<Manifest> {
  const { command } = await completeFile(setup);
  const url = await urlOf(setup);
  const fault = url === undefined ? 'is not there' : requestUrlFault(url, setup.allowLoopback);
  if (url === undefined || fault !== undefined)
    throw new SetupError(
      `The URL of ${setup.names.functions.slack} ${fault}`,
      `Deploy again: npm run deploy -- --stage ${setup.stage}`,
    );
  const manifest = withRequestUrl(ofStage(committed, setup.stage, command), url);
  const faults = manifestFaults(manifest);
  if (faults.length === 0) return manifest;
  throw new SetupError(
    ['Slack would refuse this manifest', ...faults].join('\n  '),
    `Name another command in stages/${setup.stage}.json, or another stage.`,
  );
}

/**
 * Slack's manifest API with a token that it takes for `manifest`; `undefined` where nobody gives one and none
 * is needed.
 */
async function appsWithToken(
  { prompts, configuration, slackApiUrl }: Setup,
  appId: string | undefined,
  manifest: Manifest,
): Promise<SlackApps | undefined> {
  const question = `A configuration token from ${TOKENS_PAGE}, xoxe.xoxp-…${appId === undefined ? '' : '; empty does not compare the manifest'}`;
  return askUntil(
    prompts,
    'configurationToken',
    async (fault) =>
      fault === undefined && configuration.token !== ''
        ? configuration.token
        : prompts.secret('configurationToken', question, fault),
    async (token) => {
      if (token === '' && appId !== undefined) return { ok: true, value: undefined };
      if (token === '') return { ok: false, fault: 'Without a token there can be no app.' };
      if (/^xoxe-/.test(token))
        return {
          ok: false,
          fault: 'This is the refresh token; the access token begins with xoxe.xoxp-',
        };
      const apps = createSlackApps(token, slackApiUrl);
      try {
        await apps.validate(manifest, appId);
      } catch (error) {
        if (!(error instanceof BadConfigurationToken)) throw error;
        configuration.token = '';
        return {
          ok: false,
          fault: `Slack does not take this token (${error.message}). It serves for twelve hours.`,
        };
      }
      configuration.token = token;
      return { ok: true, value: apps };
    },
  );
}

/** Only this answer of Slack holds the signing secret and the id, so that both must find a place to be kept. */
async function create(setup: Setup, apps: SlackApps, manifest: Manifest): Promise<void> {
  const aws = await awsOf(setup);
  const id = setup.names.secrets.slack;
  const fields = await fieldsOf(setup, aws, id);
  await setup.change({});
  const { appId, signingSecret } = await apps.create(manifest);
  await setup.change({ slackApp: appId });
  await writeFields(aws, id, { ...fields, signingSecret });
}

async function hasSigningSecret(setup: Setup): Promise<boolean> {
  const fields = await fieldsOf(setup, await awsOf(setup), setup.names.secrets.slack);
  return (
    typeof fields.signingSecret === 'string' &&
    signingSecretFault(fields.signingSecret) === undefined
  );
}

async function completeSigningSecret(setup: Setup, appId: string): Promise<void> {
  if (await hasSigningSecret(setup)) return;
  const { prompts, names } = setup;
  const where = `https://api.slack.com/apps/${appId}/general`;
  const signingSecret = await askUntil(
    prompts,
    'signingSecret',
    (fault) => prompts.secret('signingSecret', `The signing secret of the app (${where})`, fault),
    (answer) => {
      const fault = signingSecretFault(answer);
      return fault === undefined ? { ok: true, value: answer } : { ok: false, fault };
    },
  );
  const aws = await awsOf(setup);
  const fields = await fieldsOf(setup, aws, names.secrets.slack);
  await writeFields(aws, names.secrets.slack, { ...fields, signingSecret });
}

async function mend(
  { prompts, output }: Setup,
  apps: SlackApps,
  appId: string,
  manifest: Manifest,
): Promise<void> {
  const drift = manifestDrift(manifest, await apps.export(appId));
  if (drift.length === 0) return;
  output.out(`  ${driftLook(appId, drift).detail}\n`);
  const question = `Give ${appId} the manifest of this version? It takes the place of the whole present one.`;
  if (!(await prompts.confirm('manifest', question)))
    throw new SetupError('The manifest stays as it is', 'Run the setup again to mend it.');
  if (await apps.update(appId, manifest))
    output.out('  Its permissions changed: the step "install" has it installed again.\n');
}
