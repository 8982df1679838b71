import { SlackApiError } from '../api-error.ts';
import { isJsonObject, type JsonObject, type JsonValue, parseJson } from '../json.ts';

/** Arguments that a form carries as JSON (node-slack-sdk: WebClient.serializeBody). */
const JSON_ARGUMENTS = new Set(['view', 'blocks', 'message', 'metadata', 'attachments', 'files']);

/**
 * Parses the arguments of a call from its body, a form or JSON by content type. A JSON argument that
 * does not parse stays text. Throws invalid_post_type or invalid_json.
 */
export function parseArguments(contentType: string, body: string): JsonObject {
  const mediaType = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (mediaType === 'application/json') {
    const value = parseJson(body);
    if (!isJsonObject(value)) throw new SlackApiError('invalid_json');
    return value;
  }
  if (mediaType !== 'application/x-www-form-urlencoded' && body !== '') {
    throw new SlackApiError('invalid_post_type');
  }
  const args: JsonObject = {};
  for (const [name, value] of new URLSearchParams(body)) {
    args[name] = JSON_ARGUMENTS.has(name) ? (parseJson(value) ?? value) : value;
  }
  return args;
}

function missing(name: string): SlackApiError {
  const messages = [`[ERROR] missing required field: ${name} [json-pointer:/${name}]`];
  return new SlackApiError('invalid_arguments', { messages });
}

/** An argument as text, or undefined if absent. */
export function optionalText(args: JsonObject, name: string): string | undefined {
  const value = args[name];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value : undefined;
}

/** A required argument as text. Throws invalid_arguments. */
export function requiredText(args: JsonObject, name: string): string {
  const value = optionalText(args, name);
  if (value === undefined || value === '') throw missing(name);
  return value;
}

/** A required JSON argument. Throws invalid_arguments. */
export function requiredJson(args: JsonObject, name: string): JsonValue {
  const value = args[name];
  if (value === undefined) throw missing(name);
  return value;
}

/** A flag: true, "true" and "1" mean on. */
export function flag(args: JsonObject, name: string): boolean {
  return ['true', '1', 'True'].includes(String(args[name]));
}
