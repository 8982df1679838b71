/** What a person did that Slack or AWS may or may not have taken, for `wentWrong`. */
export const UNSURE = {
  click: "We're not sure your click got through.",
  answer: "We're not sure your answer got through.",
  stop: "We're not sure your stop got through.",
  rejection: "We're not sure your rejection got through.",
  finding: "We're not sure your answer got through.",
  page: "We're not sure your click got through: the page may still come.",
  command: "We're not sure your command got through: an answer may still come.",
} as const;

/** A form for a reason that Slack did not take. */
export const REASON_FORM_NOT_OPENED = "The form couldn't open. Nothing was changed.";

/** Said where a form for a reason has none. */
export const MISSING_REASON = {
  rejection: 'Add a reason for whoever asked.',
  resolution: 'Say how you know.',
} as const;
