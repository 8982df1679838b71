import { parseSlackSecret, SlackSecretError } from '../../../runtime/secrets/slack-secret.ts';
import { createSlackClient } from '../../../slack-api/client.ts';
import { rightsChanges } from '../../deploy/rights.ts';
import { readFunction } from '../../doctor/read-function.ts';
import { type StageFile, stageFileSchema } from '../../stage/schema.ts';
import { settingsOf } from '../../stage/settings.ts';
import { awsOf, completeFile, fieldsOf } from '../installed.ts';
import { findPeople, listPeople } from '../people-of-slack.ts';
import { askUntil } from '../prompts.ts';
import type { Setup } from '../setup.ts';
import { SetupError } from '../setup-error.ts';
import { blocked, done, type Step, todo } from '../step.ts';
import { deployed } from './deploy.ts';

const TIMEOUT_MS = 20_000;
const NO_ALARMS = ['', '-', 'none'];

/** Who may ask and who may approve, in the file of the stage and as it is deployed. */
export const people: Step = {
  id: 'people',
  title: 'People',
  async look(setup) {
    const file = await completeFile(setup);
    if (file.approvers.length === 0) return todo('nobody may approve yet');
    if (file.requesters.length === 0) return todo('nobody may ask yet');
    const { lambda } = await awsOf(setup);
    const reading = await readFunction(lambda, setup.names.functions.slack);
    if (reading.kind !== 'found' && reading.kind !== 'absent')
      return blocked(`it cannot be seen who has rights now: ${reading.detail}`, reading.fix);
    const settings = reading.kind === 'found' ? reading.function.settings : undefined;
    if (rightsChanges(settings, settingsOf(file, setup.stage)).length > 0)
      return todo('the file of the stage is not deployed');
    const approvers = file.approvers.map(({ name }) => name).join(', ');
    const requesters =
      file.requesters === 'channel'
        ? 'the members of the channel'
        : file.requesters.map(({ name }) => name).join(', ');
    return done(`${approvers} may approve; ${requesters} may ask`);
  },
  async act(setup) {
    await nameApprovers(setup);
    await nameRequesters(setup);
    await nameAlarms(setup);
    await deployed(setup, (question) => setup.prompts.confirm('deploy', question));
    return this.look(setup);
  },
};

async function nameApprovers(setup: Setup): Promise<void> {
  if ((await completeFile(setup)).approvers.length > 0) return;
  const everybody = await listPeople(await botClient(setup));
  const { prompts } = setup;
  const question = 'Who may approve? User groups and people by name, with commas between them';
  const approvers = await askUntil(
    prompts,
    'approvers',
    (fault) => prompts.text('approvers', question, fault),
    (answer) => findPeople(answer, everybody),
  );
  await setup.change({ approvers: [...approvers] });
}

async function nameRequesters(setup: Setup): Promise<void> {
  const { requesters: present } = await completeFile(setup);
  if (present === 'channel' || present.length > 0) return;
  const everybody = await listPeople(await botClient(setup));
  const { prompts } = setup;
  const question = 'Who may ask? "channel" for the members of the channel, or names as before';
  const requesters = await askUntil<StageFile['requesters']>(
    prompts,
    'requesters',
    (fault) => prompts.text('requesters', question, fault),
    (answer) => {
      if (answer.toLowerCase() === 'channel') return { ok: true, value: 'channel' };
      const found = findPeople(answer, everybody);
      return found.ok ? { ok: true, value: [...found.value] } : found;
    },
  );
  await setup.change({ requesters });
}

async function nameAlarms(setup: Setup): Promise<void> {
  const file = await completeFile(setup);
  if (file.alarms !== undefined) return;
  const { prompts } = setup;
  const alarms = await askUntil(
    prompts,
    'alarms',
    (fault) =>
      prompts.text('alarms', 'Which e-mail address are alarms sent to? none for nobody', fault),
    (answer) => {
      if (NO_ALARMS.includes(answer.toLowerCase())) return { ok: true, value: undefined };
      const parsed = stageFileSchema.safeParse({ ...file, alarms: { email: answer } });
      return parsed.success
        ? { ok: true, value: { email: answer } }
        : { ok: false, fault: 'This is no e-mail address.' };
    },
  );
  if (alarms !== undefined) await setup.change({ alarms });
}

/** Slack as the app of the stage. @throws SetupError */
async function botClient(setup: Setup) {
  const fields = await fieldsOf(setup, await awsOf(setup), setup.names.secrets.slack);
  try {
    const { botToken } = parseSlackSecret(JSON.stringify(fields));
    return createSlackClient(botToken, setup.slackApiUrl, TIMEOUT_MS);
  } catch (error) {
    if (!(error instanceof SlackSecretError)) throw error;
    throw new SetupError('The app is not installed yet', 'Let the step "install" go first.');
  }
}
