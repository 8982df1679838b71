import type { SubmissionContext } from '@doo-repush/functions/slack/form/submission/submitted-fields';
import type { FormSettings } from '@doo-repush/functions/slack/form/view';

/** The default settings for building and reading a form. */
export const formSettings: FormSettings = { dooTimeZone: 'Europe/Berlin', dooMaxRate: 100 };

export const submissionContext: SubmissionContext = {
  timeZone: formSettings.dooTimeZone,
  maxRatePerMin: formSettings.dooMaxRate,
  nowMs: Date.UTC(2026, 10, 25),
  shownWindow: undefined,
  takes: () => undefined,
  countOf: () => undefined,
};
