import type { App } from '@slack/bolt';
import { OLD_BUTTON, wentWrong } from '../../answers.ts';
import type { SlackDeps } from '../../deps.ts';
import { answerRefused, UNNAMED } from '../../follow-up-answers.ts';
import { ACTIONS, VIEWS } from '../../ids.ts';
import { proposeAnswer, whyNoAnswer } from '../../propose-answer.ts';
import { readResolutionContext } from '../../resolution-context.ts';
import { failsafe } from '../failsafe.ts';

interface ResolutionInput {
  readonly by: string;
  readonly privateMetadata: string;
  readonly reason: string;
}

/** The submitted resolution: what stands in the way is said at its field, and the reason stays. */
export function registerResolutionView(app: App, deps: SlackDeps): void {
  app.view(
    { type: 'view_submission', callback_id: VIEWS.resolution },
    async ({ body, view, ack }) => {
      const words = await failsafe(
        deps,
        'view_resolution',
        () => {
          const reason = view.state.values[ACTIONS.reason]?.[ACTIONS.reason]?.value?.trim() ?? '';
          const { private_metadata: privateMetadata } = view;
          return resolve({ by: body.user.id, privateMetadata, reason }, deps);
        },
        (reference) => wentWrong('What you found could not be recorded for certain.', reference),
      );
      await ack(
        words === undefined
          ? undefined
          : { response_action: 'errors', errors: { [ACTIONS.reason]: words } },
      );
    },
  );
}

async function resolve(
  { by, privateMetadata, reason }: ResolutionInput,
  deps: SlackDeps,
): Promise<string | undefined> {
  const context = readResolutionContext(privateMetadata);
  if (context === undefined) return OLD_BUTTON;
  if (reason === '') return 'Say how you know, for the person who asked and the ledger.';
  const { click, resolution } = context;
  const problem =
    (await whyNoAnswer(click, 'resolution', by, deps)) ??
    (await proposeAnswer(click, { v: 1, resolution, by, reason }, deps));
  return problem && answerRefused(problem, deps.settings.APPROVERS, UNNAMED);
}
