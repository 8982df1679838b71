import { executionName } from '@doo-repush/core/repush/execution-name';
import type { App } from '@slack/bolt';
import * as z from 'zod';
import { inputSchema } from '../../../workflow/input.ts';
import { mayNotAsk, wentWrong } from '../../answers.ts';
import type { SlackDeps } from '../../deps.ts';
import { ACTIONS, VIEWS } from '../../ids.ts';
import { readAsking } from '../../people.ts';
import { type FieldErrors, readSubmission } from '../../request-submission.ts';
import { failsafe } from '../failsafe.ts';

interface SubmissionInput {
  readonly userId: string;
  readonly viewId: string;
  readonly values: unknown;
}

/** The submitted request form: field errors, or the workflow is started under the form's name. */
export function registerRequestView(app: App, deps: SlackDeps): void {
  app.view({ type: 'view_submission', callback_id: VIEWS.request }, async ({ body, view, ack }) => {
    const errors = await failsafe(
      deps,
      'view_request',
      () =>
        startRequest({ userId: body.user.id, viewId: view.id, values: view.state?.values }, deps),
      (reference, error) => atReason(notHandedOver(reference, error)),
    );
    await ack(errors === undefined ? undefined : { response_action: 'errors', errors });
  });
}

async function startRequest(
  { userId, viewId, values }: SubmissionInput,
  { people, workflow, settings, log }: SlackDeps,
): Promise<FieldErrors | undefined> {
  const submission = readSubmission(values);
  if (!submission.ok) return submission.errors;

  const asking = await readAsking(people, userId);
  if (!asking.allowed)
    return atReason(`The request was not handed over. ${mayNotAsk(asking.reason)}`);

  const name = executionName(settings.STAGE, viewId);
  const { request } = submission;
  const workflowInput = inputSchema.parse({ v: 1, viewId, requesterId: userId, request });
  const started = await workflow.start(name, workflowInput);
  log.info('request_submitted', { execution: name, started, requesterId: userId });
  return started === 'started'
    ? undefined
    : atReason(
        'This form was handed over before with other values, and that request stands. Close this form and use the command again for another one.',
      );
}

/** What the workflow would not understand has surely not reached it. */
function notHandedOver(reference: string, error: unknown): string {
  const certainty = error instanceof z.ZodError ? '' : ' for certain';
  const what = `The request could not be handed over${certainty}. Nothing was repushed.`;
  return wentWrong(what, reference);
}

function atReason(words: string): FieldErrors {
  return { [ACTIONS.reason]: words };
}
