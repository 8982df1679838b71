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
 * @returns words for that person when no form was opened
 * @throws DooSecretError when there is no access to doo: a form without organizations helps nobody
 */
export async function openRequestForm(
  { userId, triggerId, draft }: FormOpening,
  { people, client, settings, access }: SlackDeps,
): Promise<string | undefined> {
  const [asking, secretFault] = await Promise.all([
    readAsking(people, userId),
    faultOf(access.organizations()),
  ]);
  if (!asking.allowed)
    return `No form was opened. ${mayNotAsk(asking.reason, settings.APPROVAL_CHANNEL)}`;
  if (secretFault !== undefined) throw secretFault;
  try {
    await client.views.open({ trigger_id: triggerId, view: buildRequestForm(draft) });
    return undefined;
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

async function faultOf(read: Promise<unknown>): Promise<unknown> {
  try {
    await read;
    return undefined;
  } catch (error) {
    return error;
  }
}
