import { askUntil } from '../prompts.ts';
import { done, type Step, todo } from '../step.ts';

/** The address of a channel as Slack copies it, in the desktop app and in a browser; or the id alone. */
const LINK =
  /^(?:https:\/\/[\w.-]+\.slack\.com\/(?:archives\/|client\/[TE]\w+\/))?([CG][A-Z0-9]{2,})(?:[/?].*)?$/;

/** Where cards go. Nobody may ask or approve before the step "people" names them. */
export const channel: Step = {
  id: 'channel',
  title: 'Channel',
  async look({ draft }) {
    const file = await draft();
    return file.channel === undefined
      ? todo('no channel is chosen yet')
      : done(
          file.channel.name === file.channel.id
            ? file.channel.id
            : `${file.channel.name} (${file.channel.id})`,
        );
  },
  async act(setup) {
    const { prompts, draft, change } = setup;
    const id = await askUntil(
      prompts,
      'channel',
      (fault) =>
        prompts.text(
          'channel',
          'The link of the approval channel (its menu, Copy, Copy link)',
          fault,
        ),
      (answer) => {
        const found = LINK.exec(answer)?.[1];
        return found === undefined
          ? {
              ok: false,
              fault: 'This is no link of a channel in Slack (https://….slack.com/archives/C…).',
            }
          : { ok: true, value: found };
      },
    );
    const { approvers = [], requesters = [] } = await draft();
    await change({ channel: { id, name: id }, approvers, requesters });
    return this.look(setup);
  },
};
