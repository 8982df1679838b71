import { WebAPIPlatformError } from '@slack/web-api';
import { errorKind } from '../runtime/log.ts';

/** The channel as it stands: nothing at all can be written there. */
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
 * Errors that stay as they are until a person changes something in Slack, or until another version
 * writes otherwise (Slack docs: errors of chat.postMessage, chat.update, conversations.open and
 * conversations.history). A refused token is none of them, since the next attempt reads it anew.
 */
const LASTING = new Set([
  // The message or the thread, as it stands.
  'message_not_found',
  'thread_not_found',
  'cannot_reply_to_message',
  'cant_update_message',
  'cant_broadcast_message',
  'edit_window_closed',
  // The person who is written to.
  'user_not_found',
  'user_not_visible',
  'user_disabled',
  'cannot_dm_bot',
  'messages_tab_disabled',
  // The app.
  'account_inactive',
  'missing_scope',
  'not_allowed_token_type',
  'method_deprecated',
  'deprecated_endpoint',
]);

/** Settings of a workspace or a channel that keep the app from writing; Slack has several. */
const RESTRICTED = /^restricted_action(_|$)/;

/** What is written, apart from its metadata; `msg_too_large` is reported, not documented. */
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

/** Slack names the argument at fault in words only. */
const OF_EITHER = new Set(['invalid_arguments', 'invalid_arg_name', 'invalid_payload']);

const OF_METADATA = new Set([
  'invalid_metadata_format',
  'invalid_metadata_schema',
  'metadata_too_large',
  'metadata_must_be_sent_from_app',
]);

/** What passes, but not soon: a free workspace sends too many messages (Slack docs). */
const SLOW_TO_PASS = new Set(['message_limit_exceeded']);

/** Whether trying the same again cannot mend it. */
export function isLasting(error: string): boolean {
  if (isOfChannel(error)) return true;
  return LASTING.has(error) || RESTRICTED.test(error) || refusedPart(error) !== undefined;
}

/** Whether no other message can be written to the channel either. */
export function isOfChannel(error: string): boolean {
  return OF_CHANNEL.has(error);
}

export type RefusedPart = 'content' | 'metadata' | 'either';

/** Which part of a message Slack refused, where a simpler one may be taken. */
export function refusedPart(error: string): RefusedPart | undefined {
  if (OF_METADATA.has(error)) return 'metadata';
  if (OF_EITHER.has(error)) return 'either';
  return OF_CONTENT.has(error) ? 'content' : undefined;
}

/** Whether waiting long for it would leave people without a word. */
export function isSlowToPass(error: string): boolean {
  return SLOW_TO_PASS.has(error);
}

/** Slack's name of a refusal; `undefined` for whatever else went wrong. */
export function refusalOf(error: unknown): string | undefined {
  return error instanceof WebAPIPlatformError ? error.data.error : undefined;
}

/** Slack's name of what went wrong, or the kind of the error; never a text that came from outside. */
export function slackErrorName(error: unknown): string {
  if (!(error instanceof WebAPIPlatformError)) return errorKind(error);
  const { error: name } = error.data;
  return /^[a-z_]{1,60}$/.test(name) ? name : 'an answer that is not of Slack';
}
