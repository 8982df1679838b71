import type { SubmissionContext } from '@doo-repush/functions/slack/form/submission/submitted-fields';
import type { FormSettings } from '@doo-repush/functions/slack/form/view';

/** What a form is built and read with where nothing is set up otherwise. */
export const formSettings: FormSettings = { DOO_TIME_ZONE: 'Europe/Berlin', DOO_MAX_RATE: 100 };

export const submissionContext: SubmissionContext = {
  timeZone: formSettings.DOO_TIME_ZONE,
  maxRatePerMin: formSettings.DOO_MAX_RATE,
  nowMs: Date.UTC(2026, 10, 25),
  shownWindow: undefined,
  takes: () => undefined,
  countOf: () => undefined,
};
