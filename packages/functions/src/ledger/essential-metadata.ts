import type { MessageMetadata } from '@slack/types';

/** Fields that identify a card or line and the state of its request. The message itself holds the texts. */
const ESSENTIAL = new Set([
  ...['v', 'execution', 'execution_arn', 'reference', 'requester', 'asked_at', 'expires_at'],
  ...['state', 'decided_by', 'decided_at', 'items', 'stopped_by', 'stopped_at'],
  ...['resolution', 'resolution_by', 'resolution_at', 'resolution_until'],
  ...['arrival', 'arrival_by', 'arrival_at', 'arrival_until', 'arrival_ask_at'],
  ...['line', 'n', 'kind', 'by', 'at', 'card', 'differences'],
]);

/** Drops the metadata that Slack may refuse for its size or wording. */
export function essentialMetadata(metadata: MessageMetadata): MessageMetadata {
  const fields = Object.entries(metadata.event_payload).filter(([name]) => ESSENTIAL.has(name));
  return { ...metadata, event_payload: Object.fromEntries(fields) };
}
