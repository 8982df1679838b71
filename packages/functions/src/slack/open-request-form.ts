import { WebAPIPlatformError } from '@slack/web-api';
import { DooSecretError } from '../doo-access.ts';
import { mayNotAsk, wentWrong } from './answers.ts';
import { buildRequestForm } from './blocks/request-form.ts';
import type { SlackDeps } from './deps.ts';
import type { FormDraft } from './form-draft.ts';
import { readAsking } from './people.ts';

export interface FormOpening {
  readonly userId: string;
  /** Serves once, for three seconds (Slack docs: Modals). */
  readonly triggerId: string;
  readonly draft: FormDraft;
}

/**
 * Opens the request form for a person who may ask.
 * @returns words for that person: why no form was opened, or what is not filled in as asked for
 * @throws DooSecretError when there is no access to doo: a form without organizations helps nobody
 */
export async function openRequestForm(
  { userId, triggerId, draft }: FormOpening,
  { people, client, settings, access }: SlackDeps,
): Promise<string | undefined> {
  const [asking, organizations] = await Promise.allSettled([
    readAsking(people, userId),
    access.organizations(),
  ]);
  if (asking.status === 'rejected') throw asking.reason;
  if (!asking.value.allowed)
    return `No form was opened. ${mayNotAsk(asking.value.reason, settings.APPROVAL_CHANNEL)}`;
  if (organizations.status === 'rejected') throw organizations.reason;

  const { draft: filled, words } = withOrganization(draft, organizations.value);
  try {
    await client.views.open({ trigger_id: triggerId, view: buildRequestForm(filled, settings) });
    return words;
  } catch (error) {
    if (!(error instanceof WebAPIPlatformError) || !error.data.error.endsWith('trigger_id'))
      throw error;
    return 'Slack took too long, so the form could not be opened. Nothing was repushed. Try again.';
  }
}

/** Words for a form that could not be opened, with the reference that is in the log. */
export function notOpened(reference: string, error: unknown): string {
  const cause = error instanceof DooSecretError ? ': the access to doo cannot be read' : '';
  return wentWrong(`The form could not be opened${cause}. Nothing was repushed.`, reference);
}

/** The draft with the name of its organization; without both when the doo secret no longer has it. */
function withOrganization(
  draft: FormDraft,
  organizations: readonly { readonly organizationId: string; readonly name: string }[],
): { readonly draft: FormDraft; readonly words?: string } {
  const { organizationId, ...others } = draft;
  if (organizationId === undefined) return { draft };
  const known = organizations.find((each) => each.organizationId === organizationId);
  if (known !== undefined) return { draft: { ...draft, organizationName: known.name } };
  const { configuration: _ofThatOrganization, ...rest } = others;
  return {
    draft: rest,
    words: `The organization ${organizationId} is not set up here, so the form has none chosen. Choose one there.`,
  };
}
