import type { PlainTextOption } from '@slack/types';
import type { SlackDeps } from '../../deps.ts';
import { OPTION_TEXT } from '../../form/options/option-text.ts';
import { line } from '../../form/options/options.ts';

interface Asked {
  readonly team?: { readonly id: string } | null;
  readonly user: { readonly id: string };
}

/**
 * The options of a look-up, for people of the workspace. Whose first workspace is another one is
 * looked up: a form of ours may be open before people of a connected workspace (bolt-js issue 1614).
 */
export async function forMembers(
  { team, user }: Asked,
  { people, secret }: Pick<SlackDeps, 'people' | 'secret'>,
  options: () => Promise<PlainTextOption[]>,
): Promise<PlainTextOption[]> {
  if (team?.id === secret.teamId) return options();
  const standing = await people.standing(user.id);
  if (standing === 'member') return options();
  return standing === 'unverifiable'
    ? [line(OPTION_TEXT.unverified)]
    : [line(OPTION_TEXT.strangers)];
}
