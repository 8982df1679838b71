import { commandOf } from '../stage/settings.ts';
import type { Manifest } from './schema.ts';

/**
 * The app of one stage: a command belongs to the app that was installed last, and two apps of one name
 * cannot be told apart, so that every stage but production carries its name in both.
 * @param command of the stage's file, where it names one
 * @returns a manifest that Slack may refuse: it takes no name of more than 35 characters
 */
export function ofStage(
  manifest: Manifest,
  stage: string,
  command: string = commandOf(stage),
): Manifest {
  const { display_information: about, features } = manifest;
  const suffix = stage === 'production' ? '' : ` (${stage})`;
  return {
    ...manifest,
    display_information: { ...about, name: `${about.name}${suffix}` },
    features: {
      ...features,
      bot_user: {
        ...features.bot_user,
        display_name: `${features.bot_user.display_name}${suffix}`,
      },
      slash_commands: features.slash_commands.map((each) => ({ ...each, command })),
    },
  };
}
