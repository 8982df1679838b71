/** One error in blocks (Slack docs: blocks.validate, Validation errors). */
export interface BlockError {
  readonly code: string;
  readonly message: string;
  /** JSON pointer into the value that was given. */
  readonly pointer: string;
  readonly constraint?: { readonly type: string; readonly expected?: number };
}

/** What accompanies `error` in a refusal. */
export interface RefusalDetails {
  /** `response_metadata.messages`: one line per error, with its JSON pointer. */
  readonly messages?: readonly string[];
  readonly errors?: readonly BlockError[];
  /** For invalid_manifest. */
  readonly manifestErrors?: readonly { readonly message: string; readonly pointer: string }[];
  readonly needed?: string;
  readonly provided?: string;
  /** For ratelimited: how long to wait. */
  readonly retryAfterSeconds?: number;
}

/** A refusal with one of Slack's documented error names (`code`). */
export class SlackApiError extends Error {
  override readonly name = 'SlackApiError';
  readonly code: string;
  readonly details: RefusalDetails;

  constructor(code: string, details: RefusalDetails = {}) {
    super(code);
    this.code = code;
    this.details = details;
  }
}
