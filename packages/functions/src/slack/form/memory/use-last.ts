import type { SlackDeps } from '../../deps.ts';
import type { FormDraft } from '../draft.ts';
import { readDraft } from '../draft-metadata.ts';
import { withTarget } from './apply.ts';
import { isSurelyGone } from './look-back.ts';

/**
 * The draft for what its person asked for last, which the form offers; without the offer, where its organization is no
 * longer set up.
 * @returns `undefined` for a form that offers nothing
 */
export async function draftOfLast(
  { memory: _offer, ...draft }: FormDraft,
  metadata: string | undefined,
  deps: Pick<SlackDeps, 'organizations' | 'configurationLists' | 'deadline' | 'log'>,
): Promise<FormDraft | undefined> {
  const { memory } = readDraft(metadata);
  if (memory?.kind !== 'offered') return undefined;
  const organizations = await deps.organizations();
  if (!organizations.some(({ organizationId }) => organizationId === memory.organizationId))
    return draft;
  const { configuration, ...organization } = memory;
  const isOpen = configuration === undefined || (await isSurelyGone(memory, draft.resource, deps));
  return withTarget(draft, { ...organization, ...(!isOpen && { configuration }) });
}
