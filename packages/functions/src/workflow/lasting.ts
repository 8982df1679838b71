/**
 * Errors that stay as they are until a person changes something in Slack, or until another version
 * writes otherwise (Slack docs: errors of chat.postMessage, chat.update, conversations.open and
 * conversations.history). A refused token is none of them, since the next attempt reads it anew.
 */
const LASTING = new Set([
  // The channel, as it stands.
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
  'metadata_must_be_sent_from_app',
  'method_deprecated',
  'deprecated_endpoint',
  // What is written.
  'invalid_arguments',
  'invalid_arg_name',
  'invalid_blocks',
  'invalid_blocks_format',
  'invalid_metadata_format',
  'invalid_metadata_schema',
  'metadata_too_large',
  'msg_blocks_too_long',
  'msg_too_long',
  'no_text',
  'too_many_attachments',
]);

/** Settings of a workspace or a channel that keep the app from writing; Slack has several. */
const RESTRICTED = /^restricted_action(_|$)/;

/** Whether trying again cannot mend it. */
export function isLasting(error: string): boolean {
  return LASTING.has(error) || RESTRICTED.test(error);
}
