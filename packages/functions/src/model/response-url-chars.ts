/** Longer than any response URL of Slack's. */
export const MAX_RESPONSE_URL_CHARS = 300;
