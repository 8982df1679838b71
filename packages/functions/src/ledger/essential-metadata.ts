import type { MessageMetadata } from '@slack/types';

/** What tells a card or a line, and where its request stands; the words are on the message. */
const ESSENTIAL = new Set([
  ...['v', 'execution', 'execution_arn', 'reference', 'requester', 'asked_at', 'expires_at'],
  ...['state', 'decided_by', 'decided_at', 'items', 'stopped_by', 'stopped_at'],
  ...['resolution', 'resolution_by', 'resolution_at', 'resolution_until'],
  ...['arrival', 'arrival_by', 'arrival_at', 'arrival_until', 'arrival_ask_at'],
  ...['line', 'n', 'kind', 'by', 'at', 'card', 'differences'],
]);

/** The metadata without what Slack may refuse for its size or its words. */
export function essentialMetadata(metadata: MessageMetadata): MessageMetadata {
  const fields = Object.entries(metadata.event_payload).filter(([name]) => ESSENTIAL.has(name));
  return { ...metadata, event_payload: Object.fromEntries(fields) };
}
