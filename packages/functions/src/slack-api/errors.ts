import { WebAPIPlatformError } from '@slack/web-api';
import { errorKind } from '../runtime/log.ts';

/** The channel accepts no message at all. */
const OF_CHANNEL = new Set([
  'channel_not_found',
  'not_in_channel',
  'is_archived',
  'is_inactive',
  'no_permission',
  'access_denied',
  'ekm_access_denied',
  'team_access_not_granted',
  'team_not_found',
  'enterprise_is_restricted',
]);

/**
 * Errors that persist until a person changes something in Slack, or a new version writes something else
 * (Slack docs: errors of chat.postMessage, chat.update, conversations.open and conversations.history). A
 * refused token is not among them: the next attempt reads it again.
 */
const LASTING = new Set([
  // About the message or the thread.
  'message_not_found',
  'thread_not_found',
  'cannot_reply_to_message',
  'cant_update_message',
  'cant_broadcast_message',
  'edit_window_closed',
  // About the recipient.
  'user_not_found',
  'user_not_visible',
  'user_disabled',
  'cannot_dm_bot',
  'messages_tab_disabled',
  // About the app.
  'account_inactive',
  'missing_scope',
  'not_allowed_token_type',
  'method_deprecated',
  'deprecated_endpoint',
]);

/** Workspace or channel settings that prevent the app from posting; Slack has several such errors. */
const RESTRICTED = /^restricted_action(_|$)/;

/** About the content, apart from its metadata. `msg_too_large` has been reported but is undocumented. */
const OF_CONTENT = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'invalid_block_id',
  'block_mismatch',
  'msg_blocks_too_long',
  'msg_too_long',
  'msg_too_large',
  'too_many_blocks',
  'no_text',
  'invalid_attachments',
  'too_many_attachments',
  'attachment_payload_limit_exceeded',
  'markdown_text_conflict',
  'view_too_large',
]);

/** Slack names the invalid argument only in prose. */
const OF_EITHER = new Set(['invalid_arguments', 'invalid_arg_name', 'invalid_payload']);

const OF_METADATA = new Set([
  'invalid_metadata_format',
  'invalid_metadata_schema',
  'metadata_too_large',
  'metadata_must_be_sent_from_app',
]);

/** Temporary, but slow to clear: a free workspace has sent too many messages (Slack docs). */
const SLOW_TO_PASS = new Set(['message_limit_exceeded']);

/** Whether a retry is futile. */
export function isLasting(error: string): boolean {
  if (isOfChannel(error)) return true;
  return LASTING.has(error) || RESTRICTED.test(error) || refusedPart(error) !== undefined;
}

/** Whether the channel refuses every other message too. */
export function isOfChannel(error: string): boolean {
  return OF_CHANNEL.has(error);
}

export type RefusedPart = 'content' | 'metadata' | 'either';

/** Which part of a message Slack refused, if a simpler message may be accepted. */
export function refusedPart(error: string): RefusedPart | undefined {
  if (OF_METADATA.has(error)) return 'metadata';
  if (OF_EITHER.has(error)) return 'either';
  return OF_CONTENT.has(error) ? 'content' : undefined;
}

/** Whether waiting until it passes would leave people without a message. */
export function isSlowToPass(error: string): boolean {
  return SLOW_TO_PASS.has(error);
}

/** Slack's name for a refusal; `undefined` for any other error. */
export function refusalOf(error: unknown): string | undefined {
  return error instanceof WebAPIPlatformError ? error.data.error : undefined;
}

/** Slack's name for an error, or else its class; never text from outside. */
export function slackErrorName(error: unknown): string {
  if (!(error instanceof WebAPIPlatformError)) return errorKind(error);
  const { error: name } = error.data;
  return /^[a-z_]{1,60}$/.test(name) ? name : 'an answer that is not of Slack';
}
