import { parseEventIds } from './event-ids.ts';
import { isResource, needsEvents, type Resource } from './resources.ts';

/** What a command line asks to be filled into the form. */
export interface CommandDraft {
  readonly resource: Resource;
  readonly eventIds?: string;
}

export type CommandText =
  | { readonly kind: 'draft'; readonly draft: CommandDraft }
  | { readonly kind: 'help' }
  | { readonly kind: 'unreadable'; readonly message: string };

/**
 * Reads what follows the command: nothing, `help`, or a resource and event ids in any order.
 * Whatever else stands there is named, never ignored.
 */
export function parseCommandText(text: string): CommandText {
  const words = text
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '');
  const first = words[0]?.toLowerCase();
  if (words.length === 1 && (first === 'help' || first === '?')) return { kind: 'help' };

  const resources = words.map((word) => word.toLowerCase()).filter(isResource);
  const others = words.filter((word) => !isResource(word.toLowerCase()));
  if (new Set(resources).size > 1)
    return unreadable(
      `"${resources.join(' ')}" names more than one resource: one request takes one.`,
    );
  const resource = resources[0] ?? 'orders';
  if (others.length === 0) return { kind: 'draft', draft: { resource } };

  const ids = parseEventIds(others.join(' '));
  if (!ids.ok) return unreadable(ids.message);
  if (!needsEvents(resource))
    return unreadable(`${resource} are repushed for a whole organization, without event IDs.`);
  return { kind: 'draft', draft: { resource, eventIds: ids.eventIds.join(' ') } };
}

function unreadable(message: string): CommandText {
  return { kind: 'unreadable', message };
}
