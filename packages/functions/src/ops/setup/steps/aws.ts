import { awsTrouble, SIGN_IN } from '../../aws-trouble.ts';
import { askUntil } from '../prompts.ts';
import type { Setup } from '../setup.ts';
import { SetupError } from '../setup-error.ts';
import { blocked, done, type Step, todo } from '../step.ts';

const REGION = /^[a-z]{2}(?:-[a-z]+)+-\d$/;

/** Account and region: pinned, so that nothing is ever deployed to another one. */
export const aws: Step = {
  id: 'aws',
  title: 'AWS',
  async look(setup) {
    const { account, region } = await setup.draft();
    if (account === undefined || region === undefined) return todo('no account is chosen yet');
    const own = await accountIn(setup, region);
    return own === account
      ? done(`account ${account} in ${region}`)
      : blocked(`the credentials are of the account ${own}, the file says ${account}`, SIGN_IN);
  },
  async act(setup) {
    const { prompts, cloud, draft, change } = setup;
    const region =
      (await draft()).region ??
      (await cloud.defaultRegion()) ??
      (await askUntil(
        prompts,
        'region',
        (fault) => prompts.text('region', 'Which AWS region, such as eu-central-1?', fault),
        (answer) =>
          REGION.test(answer)
            ? { ok: true, value: answer }
            : { ok: false, fault: 'This is no region of AWS.' },
      ));
    const account = await accountIn(setup, region);
    const question = `Install in the AWS account ${account}, in ${region}?`;
    if (!(await prompts.confirm('account', question)))
      throw new SetupError('The account was not confirmed', SIGN_IN);
    await change({ account, region });
    return this.look(setup);
  },
};

async function accountIn({ cloud }: Setup, region: string): Promise<string> {
  try {
    return await cloud.accountIn(region);
  } catch (error) {
    const { detail, fix } = awsTrouble(error);
    throw new SetupError(`AWS in ${region} does not say who asks: ${detail}`, fix);
  }
}
