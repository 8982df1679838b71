import { readFunction } from '../../doctor/read-function.ts';
import { awsOf, completeFile, urlOf } from '../installed.ts';
import { SetupError } from '../setup-error.ts';
import { blocked, done, type Step, todo } from '../step.ts';

/** The first deployment, before anybody may ask or approve. */
export const deploy: Step = {
  id: 'deploy',
  title: 'Deployment',
  async look(setup) {
    const { lambda } = await awsOf(setup);
    const name = setup.names.functions.slack;
    const reading = await readFunction(lambda, name);
    if (reading.kind === 'absent') return todo('nothing is deployed yet');
    if (reading.kind !== 'found')
      return blocked(`${name} cannot be read: ${reading.detail}`, reading.fix);
    const url = await urlOf(setup);
    return url === undefined ? todo(`${name} has no URL yet`) : done(url);
  },
  async act(setup) {
    const { approvers, requesters } = await completeFile(setup);
    const isForNobody = approvers.length === 0 && requesters.length === 0;
    const confirm = isForNobody
      ? async () => true
      : (question: string) => setup.prompts.confirm('deploy', question);
    await deployed(setup, confirm);
    return this.look(setup);
  },
};

/** @throws SetupError where the deployment did not end well */
export async function deployed(
  setup: Parameters<Step['act']>[0],
  confirm: (question: string) => Promise<boolean>,
): Promise<void> {
  const code = await setup.deploy(confirm);
  if (code !== 0)
    throw new SetupError(
      `The deployment ended with ${code}`,
      'Mend what it says above, then run the setup again.',
    );
}
