import type { ConfigurationList } from '@doo-repush/core/doo/configurations';
import { failureWords } from '../../../messages/failure-text.ts';
import { plainForeign } from '../../../runtime/text.ts';
import type { ConfigurationLists } from './configuration-lists.ts';
import type { OptionsEnd } from './options.ts';

/** Typing again would not change it today. */
const KEPT = "Not loaded: doo's last calls today are kept for sending. Try tomorrow";

/** What is left of the answer's time for everything but reading. */
const MARGIN_MS = 150;

export type ReadConfigurations =
  | { readonly ok: true; readonly list: ConfigurationList }
  | { readonly ok: false; readonly words: string };

/**
 * What doo lists for an organization in the time that a look-up has, or a line that says why not.
 * @param leftMs of the answer's time
 * @throws DooSecretError
 */
export async function readConfigurations(
  organizationId: string,
  lists: ConfigurationLists,
  leftMs: number,
): Promise<ReadConfigurations> {
  const listed = await lists.read(organizationId, leftMs - MARGIN_MS);
  if (listed === undefined) return { ok: false, words: 'This organization is no longer set up' };
  if (listed.ok) return { ok: true, list: listed.value };
  if (listed.failure.code === 'kept_for_sending') return { ok: false, words: KEPT };
  const words = failureWords(listed.failure, plainForeign);
  return { ok: false, words: `Not loaded: ${words}. Type again to retry` };
}

/** How the options of a list end that is not known to its end. */
export function unreadOf({ complete, nextPage }: ConfigurationList): Pick<OptionsEnd, 'unread'> {
  if (complete) return {};
  return { unread: nextPage === undefined ? 'may_go_on' : 'goes_on' };
}
