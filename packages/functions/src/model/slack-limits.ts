/**
 * Slack's limits, in characters unless the name says otherwise, as documented (Slack docs: Block Kit
 * reference, chat.update), or our own limits where nothing is documented.
 */
export const SLACK_LIMITS = {
  sectionText: 3_000,
  confirmText: 300,
  buttonValue: 2_000,
  optionText: 75,
  optionValue: 75,
  options: 100,
  viewMetadata: 3_000,
  /**
   * Of `text`. chat.update refuses more than 4,000 characters, and apparently counts bytes: 4,121 bytes in
   * 1,993 characters were refused, 3,971 in 2,035 accepted.
   */
  textBytes: 3_800,
  /**
   * Of all blocks of a message; no limit is documented. 9,597 characters in 15,561 of JSON were accepted,
   * 11,341 in 17,694 were not (bolt-js issue 2867).
   */
  blocksText: 8_500,
  blocksJson: 14_800,
  /** Of message metadata as JSON, without its event type; no limit is documented. */
  metadataBytes: 2_900,
} as const;
