/** The peer's response to one call, before any fault is applied. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * doo's envelope (doo docs: Authorization, Webhook initialization). No doo page shows an error body;
 * that errors use the envelope too is an assumption.
 */
export function envelope(
  status: number,
  message: string,
  extra: Readonly<Record<string, unknown>> = {},
): Answer {
  return {
    status,
    body: { response_status: status, developer_message: message, user_message: message, ...extra },
  };
}

/** How an API gateway in front of doo would refuse a call; also an assumption. */
export function gatewayRefusal(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return { status, body: { message }, headers };
}
