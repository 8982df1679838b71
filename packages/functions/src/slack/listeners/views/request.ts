import { isTypeOf } from '@doo-repush/core/doo/resources';
import { executionName } from '@doo-repush/core/repush/execution-name';
import type { App } from '@slack/bolt';
import * as z from 'zod';
import { ACTIONS, VIEWS } from '../../../messages/ids.ts';
import type { FormView } from '../../../messages/message.ts';
import { mayNotAsk } from '../../../messages/private/may-not-ask.ts';
import { inputSchema } from '../../../model/workflow-input.ts';
import { readAsking } from '../../../slack-api/authorize.ts';
import type { SlackDeps } from '../../deps.ts';
import type { FormDraft } from '../../form/draft.ts';
import { readDraft } from '../../form/draft-metadata.ts';
import { aboutTimes, alreadySent, NOT_SENT, notHandedOver } from '../../form/form-text.ts';
import { filledInBy, withoutOutdated } from '../../form/memory/apply.ts';
import type { ConfigurationLists } from '../../form/options/configuration-lists.ts';
import { draftOfFields, readFields } from '../../form/submission/fields.ts';
import { readSubmission } from '../../form/submission/submission.ts';
import type { FieldErrors } from '../../form/submission/submitted-fields.ts';
import { buildRequestForm } from '../../form/view.ts';
import { tellDirectly } from '../../tell.ts';
import { failsafe } from '../failsafe.ts';

interface SubmissionInput {
  readonly userId: string;
  readonly viewId: string;
  readonly values: unknown;
  /** What the form was built with. */
  readonly shown: FormDraft;
}

/** What a submission came to: errors at fields, a form to look at, or a started workflow and what to tell about it. */
interface Handover {
  readonly errors?: FieldErrors;
  readonly form?: FormView;
  readonly notes?: readonly string[];
}

/** The submitted request form: field errors, or the workflow is started under the form's name. */
export function registerRequestView(app: App, deps: SlackDeps, lists: ConfigurationLists): void {
  app.view({ type: 'view_submission', callback_id: VIEWS.request }, async ({ body, view, ack }) => {
    const input = {
      userId: body.user.id,
      viewId: view.id,
      values: view.state?.values,
      shown: readDraft(view.private_metadata),
    };
    const {
      errors,
      form,
      notes = [],
    } = await failsafe<Handover>(
      deps,
      'view_request',
      () => startRequest(input, deps, lists),
      // What the workflow would not understand has surely not reached it.
      (reference, error) => ({
        errors: atReason(notHandedOver(error instanceof z.ZodError, reference)),
      }),
    );
    // The request is handed over: a note that cannot be told is in the log, and on the card.
    if (notes.length > 0)
      await tellDirectly(deps.client, input.userId, aboutTimes(notes), deps).catch(() => undefined);
    if (form !== undefined) await ack({ response_action: 'update', view: form });
    else await ack(errors === undefined ? undefined : { response_action: 'errors', errors });
  });
}

async function startRequest(
  { userId, viewId, values, shown }: SubmissionInput,
  { people, workflow, settings, log }: SlackDeps,
  lists: ConfigurationLists,
): Promise<Handover> {
  const fields = readFields(values);
  const emptied = fields && withoutOutdated(draftOfFields(fields, shown));
  if (emptied !== undefined)
    return { form: buildRequestForm(emptied, settings, filledInBy(viewId)) };

  const { previous, responseUrl, window: shownWindow } = shown;
  const submission = readSubmission(values, {
    timeZone: settings.dooTimeZone,
    maxRatePerMin: settings.dooMaxRate,
    nowMs: Date.now(),
    shownWindow,
    takes: (organizationId, configurationId, resource) =>
      lists
        .known(organizationId, configurationId)
        ?.hooks.some(({ type }) => isTypeOf(resource, type)),
    // Only the workflow knows which calls are left of a request that is run again in part.
    countOf: previous?.only === undefined ? lists.countOf : () => undefined,
  });
  if (!submission.ok) return submission;

  const asking = await readAsking(people, userId);
  if (!asking.allowed)
    return {
      errors: atReason(
        `${NOT_SENT} ${mayNotAsk(asking.reason, undefined, people.channelTrouble())}`,
      ),
    };

  const name = executionName(settings.stage, viewId);
  const { request } = submission;
  const workflowInput = inputSchema.parse({
    v: 1,
    viewId,
    requesterId: userId,
    request,
    ...(previous && { previous }),
    ...(responseUrl !== undefined && { responseUrl }),
  });
  const started = await workflow.start(name, workflowInput);
  log.info('request_submitted', { execution: name, started, requesterId: userId });
  if (started === 'started') return { notes: submission.notes };
  return {
    errors: atReason(alreadySent(settings.command)),
  };
}

function atReason(words: string): FieldErrors {
  return { [ACTIONS.reason]: words };
}
