import { isLasting } from '@doo-repush/functions/slack-api/errors';
import { describe, expect, it } from 'vitest';

describe('a Slack error', () => {
  it.each([
    'restricted_action',
    'restricted_action_read_only_channel',
    'restricted_action_thread_only_channel',
    'restricted_action_non_threadable_channel',
    'restricted_action_thread_locked',
    'restricted_action_of_a_kind_yet_to_come',
    'channel_not_found',
    'not_in_channel',
    'is_archived',
    'no_permission',
    'access_denied',
    'ekm_access_denied',
    'team_access_not_granted',
    'messages_tab_disabled',
    'invalid_blocks_format',
    'invalid_metadata_schema',
    'is_inactive',
  ])('is permanent if a person must fix the cause: %s', (error) => {
    expect(isLasting(error)).toBe(true);
  });

  it.each([
    'ratelimited',
    'rate_limited',
    'message_limit_exceeded',
    'internal_error',
    'fatal_error',
    'service_unavailable',
    'request_timeout',
    'update_failed',
    'team_added_to_org',
    'org_login_required',
    'external_channel_migrating',
    'invalid_auth',
    'token_expired',
    'token_revoked',
    'unrestricted_action',
    'an_error_yet_to_come',
  ])('is temporary if it may pass, or if a new token fixes it: %s', (error) => {
    expect(isLasting(error)).toBe(false);
  });
});
