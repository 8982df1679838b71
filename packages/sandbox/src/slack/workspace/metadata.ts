import { SlackApiError } from '../api-error.ts';
import { isJsonObject, type JsonValue } from '../json.ts';
import type { MessageMetadata } from './model.ts';

/**
 * The most bytes of JSON that a message's metadata may have here. Slack gives metadata_too_large at an
 * undocumented size; 4 KB is this peer's own choice.
 */
export const METADATA_MAX_BYTES = 4096;

function isScalar(value: JsonValue): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function isFlat(value: JsonValue): boolean {
  return isJsonObject(value) && Object.values(value).every(isScalar);
}

function isPayloadValue(value: JsonValue): boolean {
  if (Array.isArray(value)) return value.every(isFlat);
  return isScalar(value) || isFlat(value);
}

/**
 * Parses message metadata: an event type and a payload of scalars, flat objects and lists of flat
 * objects (@slack/types, MessageMetadata). Throws invalid_metadata_format or metadata_too_large. An
 * empty object gives null: it removes the metadata (Slack docs: chat.update).
 */
export function readMetadata(value: JsonValue): MessageMetadata | null {
  if (!isJsonObject(value)) throw new SlackApiError('invalid_metadata_format');
  if (Object.keys(value).length === 0) return null;
  const { event_type: eventType, event_payload: payload, ...rest } = value;
  const wellFormed = typeof eventType === 'string' && /^\w+$/.test(eventType) && eventType !== '';
  if (!wellFormed || !isJsonObject(payload) || Object.keys(rest).length > 0) {
    throw new SlackApiError('invalid_metadata_format');
  }
  if (!Object.values(payload).every(isPayloadValue)) {
    throw new SlackApiError('invalid_metadata_format');
  }
  if (Buffer.byteLength(JSON.stringify(value)) > METADATA_MAX_BYTES) {
    throw new SlackApiError('metadata_too_large');
  }
  return { event_type: eventType, event_payload: payload };
}
