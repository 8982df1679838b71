import { createHmac } from 'node:crypto';
import { slackSecret } from '@doo-repush/sandbox/function-settings';
import type { JsonObject } from '@doo-repush/sandbox/slack/json';
import { people } from '@doo-repush/sandbox/slack/workspace/people';

export const FORM = 'application/x-www-form-urlencoded';
export const JSON_TYPE = 'application/json';

/** How to sign a raw delivery; defaults to what Slack does. */
export interface Signing {
  readonly nowMs: number;
  readonly contentType?: string;
  readonly signingSecret?: string;
  /** The text of the timestamp header, signed as is. */
  readonly timestamp?: string;
  readonly version?: string;
}

/** The signed headers of a delivery with this body (Slack docs: Verifying requests from Slack). */
export function signedHeaders(body: string | Uint8Array, signing: Signing): Record<string, string> {
  const { nowMs, contentType = FORM, version = 'v0' } = signing;
  const { signingSecret = slackSecret().signingSecret } = signing;
  const { timestamp = String(Math.floor(nowMs / 1000)) } = signing;
  const digest = createHmac('sha256', signingSecret)
    .update(`${version}:${timestamp}:`)
    .update(body)
    .digest('hex');
  return {
    'content-type': contentType,
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `${version}=${digest}`,
  };
}

/** A function URL event (AWS docs: function URL payloads, format 2.0) with these parts. */
export function urlEvent(parts: {
  readonly headers: Record<string, unknown>;
  readonly body?: unknown;
  readonly isBase64Encoded?: boolean;
  readonly method?: string;
}): object {
  const { headers, body, isBase64Encoded = false, method = 'POST' } = parts;
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: '/',
    rawQueryString: '',
    headers,
    requestContext: { http: { method, path: '/', protocol: 'HTTP/1.1' } },
    ...(body !== undefined && { body }),
    isBase64Encoded,
  };
}

/** The event of a signed delivery of `body`. */
export function signedEvent(body: string, signing: Signing): object {
  return urlEvent({ headers: signedHeaders(body, signing), body });
}

/** The form body of a command from the sandbox's workspace, with fields changed or removed. */
export function commandBody(changed: Readonly<Record<string, string | undefined>> = {}): string {
  const fields = {
    team_id: people.team,
    channel_id: people.approvals,
    user_id: people.requester,
    command: '/doo-repush',
    text: 'help',
    response_url: 'http://127.0.0.1:9/never-called',
    trigger_id: '1.1.placeholder',
    ...changed,
  };
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields))
    if (value !== undefined) form.set(name, value);
  return form.toString();
}

/** The form body of an interaction. */
export function interactionBody(payload: object): string {
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
}

/** The form body of a recorded interaction with its payload changed. */
export function changedInteraction(body: string, change: (payload: JsonObject) => object): string {
  return interactionBody(change(JSON.parse(new URLSearchParams(body).get('payload') ?? '{}')));
}
