import type { PlainTextOption } from '@slack/types';
import { readAsking } from '../../../slack-api/authorize.ts';
import type { SlackDeps } from '../../deps.ts';
import { OPTION_TEXT } from '../../form/options/option-text.ts';
import { line } from '../../form/options/options.ts';

interface Asked {
  readonly team?: { readonly id: string } | null;
  readonly user: { readonly id: string };
}

/**
 * The options of a look-up, for whoever may ask: a form stays open when a person leaves the list, and a
 * form of ours may be open before people of a connected workspace (bolt-js issue 1614). The person is
 * looked up beside the options, or before them where the delivery names another workspace first.
 */
export async function forAskers(
  { team, user }: Asked,
  { people, secret }: Pick<SlackDeps, 'people' | 'secret'>,
  options: () => Promise<PlainTextOption[]>,
): Promise<PlainTextOption[]> {
  const asking = readAsking(people, user.id);
  const begun = team?.id === secret.teamId ? options() : undefined;
  // Whoever may not ask is not told either that the options cannot be read.
  begun?.catch(() => undefined);
  const verdict = await asking;
  if (verdict.allowed) return begun ?? options();
  switch (verdict.reason) {
    case 'unverifiable':
      return [line(OPTION_TEXT.unverified)];
    case 'not_listed':
    case 'guest':
      return [line(OPTION_TEXT.notAsking)];
    default:
      return [line(OPTION_TEXT.strangers)];
  }
}
