import { WebAPIPlatformError } from '@slack/web-api';
import { escapeText } from '../../messages/mrkdwn.ts';
import { mayNotAsk, wentWrong } from '../../messages/private/may-not-ask.ts';
import { MAX_RESPONSE_URL_CHARS } from '../../model/response-url-chars.ts';
import { DooSecretError } from '../../runtime/secrets/parsed-secret.ts';
import { readAsking } from '../../slack-api/authorize.ts';
import type { SlackDeps } from '../deps.ts';
import type { LineWords } from './about-line.ts';
import type { AskedField, FormDraft } from './draft.ts';
import { findOrganization, type Organization } from './find-organization.ts';
import { mayBeFilledIn } from './memory/apply.ts';
import type { Named } from './memory/fill-in.ts';
import { buildRequestForm } from './view.ts';

/** Whose click or command opens a form, and where it was. */
export type Opener = Pick<FormOpening, 'userId' | 'triggerId' | 'responseUrl'>;

export interface FormOpening {
  readonly userId: string;
  /** Serves once, for three seconds (Slack docs: Modals). */
  readonly triggerId: string;
  /** Of the command or the click: where the person is told later that the card stands. */
  readonly responseUrl?: string | undefined;
  readonly draft: FormDraft;
  /** Part of the name of an organization, or its id, in place of the draft's. */
  readonly organization?: string;
  /** Part of the name of a configuration: filled in where doo names it in time. */
  readonly configuration?: string;
  /** What is told of the command line that the draft comes from. */
  readonly line?: LineWords;
}

/**
 * Opens the request form for a person who may ask.
 * @returns words for that person: why no form was opened, or what is not filled in as asked for
 * @throws DooSecretError when there is no access to doo: a form without organizations helps nobody
 */
export async function openRequestForm(
  opening: FormOpening,
  deps: SlackDeps,
): Promise<string | undefined> {
  const { people, client, settings, organizations: readOrganizations } = deps;
  const { userId, triggerId } = opening;
  const [asking, organizations] = await Promise.allSettled([
    readAsking(people, userId),
    readOrganizations(),
  ]);
  if (asking.status === 'rejected') throw asking.reason;
  if (!asking.value.allowed)
    return `${mayNotAsk(asking.value.reason, settings.approvalChannel, people.channelTrouble())}`;
  if (organizations.status === 'rejected') throw organizations.reason;

  const placed = withOrganization(opening, organizations.value);
  const found = await withConfiguration(placed, opening, deps);
  const { draft: told, words } = await toldOfLine(found, opening);
  const { responseUrl = '' } = opening;
  const isUsable = responseUrl !== '' && responseUrl.length <= MAX_RESPONSE_URL_CHARS;
  const draft = isUsable ? { ...told, responseUrl } : told;
  try {
    const { view } = await client.views.open({
      trigger_id: triggerId,
      view: buildRequestForm(draft, settings),
    });
    const named = await namedIn(placed, opening);
    return (await fillIn(view, draft, userId, deps, named)) ? named?.words : words;
  } catch (error) {
    if (!(error instanceof WebAPIPlatformError) || !error.data.error.endsWith('trigger_id'))
      throw error;
    return "Slack took too long, so the form couldn't open. Try again.";
  }
}

/**
 * Has the ledger fill the open form in, where nobody said whose the events are.
 * @returns whether the configuration that a line names was found
 */
async function fillIn(
  form: { readonly id?: string | undefined; readonly hash?: string | undefined } | undefined,
  draft: FormDraft,
  userId: string,
  deps: SlackDeps,
  named: Named | undefined,
): Promise<boolean> {
  const { id, hash } = form ?? {};
  if (id === undefined || hash === undefined || !mayBeFilledIn(draft)) return false;
  const { fillInOpened } = await import('./memory/fill-in.ts');
  return fillInOpened({ id, hash }, draft, userId, deps, named);
}

/** The configuration that a line names for an organization that only the ledger can tell. */
async function namedIn(placed: Told, opening: FormOpening): Promise<Named | undefined> {
  const { configuration: typed, ...others } = opening;
  if (typed === undefined || placed.draft.configuration !== undefined) return undefined;
  const { draft: settled, words } = await toldOfLine(placed, others);
  return { typed, settled, words };
}

interface Told {
  readonly draft: FormDraft;
  readonly words?: string;
}

/** With the configuration that a line means by its name, which only doo can tell. */
async function withConfiguration(
  told: Told,
  { configuration: typed }: FormOpening,
  deps: SlackDeps,
): Promise<Told> {
  if (typed === undefined || told.draft.configuration !== undefined) return told;
  const { configurationMeant } = await import('./find-configuration.ts');
  const configuration = await configurationMeant(typed, told.draft, deps);
  return configuration === undefined
    ? { ...told, draft: asking('configuration', told.draft) }
    : { ...told, draft: { ...told.draft, configuration: { kind: 'one', ...configuration } } };
}

/** The draft with a field that was spoken of and is open: nothing but a choice by hand settles it. */
function asking(field: AskedField, draft: FormDraft): FormDraft {
  return { ...draft, asked: [...new Set([...(draft.asked ?? []), field])] };
}

/** What is told of a line stands at the head of the form too. */
async function toldOfLine(
  { draft, words }: Told,
  { line, configuration: typed }: FormOpening,
): Promise<Told> {
  const isOpen = typed !== undefined && draft.configuration === undefined;
  const faults = [
    ...(line?.faults ?? []),
    ...(words === undefined ? [] : [words]),
    ...(isOpen ? [`Pick the system: "${escapeText(typed)}".`] : []),
  ];
  const notes = line?.notes ?? [];
  if (line === undefined || faults.length + notes.length === 0)
    return { draft, ...(words !== undefined && { words }) };
  const { aboutLineWords } = await import('./about-line.ts');
  const aboutLine = aboutLineWords({ faults, notes }, draft.window);
  return { draft: { ...draft, aboutLine }, words: aboutLine };
}

/** Words for a form that could not be opened, with the reference that is in the log. */
export function notOpened(reference: string, error: unknown): string {
  const cause = error instanceof DooSecretError ? ': our access to doo cannot be read' : '';
  return wentWrong(`The form couldn't open${cause}.`, reference);
}

/**
 * The draft with its organization, found by its id or by what was typed for one; without one, and
 * without what depends on it, when the doo secret does not have it.
 */
function withOrganization(
  { draft, organization: typed }: FormOpening,
  organizations: readonly Organization[],
): Told {
  if (typed !== undefined) {
    const found = findOrganization(typed, organizations);
    return found.ok
      ? { draft: of(found.organization, draft) }
      : { draft: asking('organization', draft), words: found.words };
  }
  const { organizationId, configuration: _ofIt, ...others } = draft;
  if (organizationId === undefined) return { draft };
  const known = organizations.find((each) => each.organizationId === organizationId);
  if (known !== undefined) return { draft: of(known, draft) };
  return {
    draft: asking('organization', others),
    words: `The organization ${organizationId} is no longer set up here. Pick one in the form.`,
  };
}

function of({ organizationId, name }: Organization, draft: FormDraft): FormDraft {
  return { ...draft, organizationId, organizationName: name };
}
