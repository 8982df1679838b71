import type { InitBody } from '@doo-repush/core/doo/init-body';

/** What a card's text promises to its reader: the resource, and the body of each call. */
export interface ShownCalls {
  readonly resource: string;
  readonly bodies: readonly InitBody[];
}

/** Reads a card and its thread like a careful person, from their text alone. */
export function callsShownOn(words: string): ShownCalls {
  const resource = /^<@\w+> asks to repush \*(?:all )?(\w+) of /m.exec(words)?.[1] ?? '';
  const organizationId = /\* \((\d+)\) to /.exec(words)?.[1];
  const after = /updated after `([^`]+)`/.exec(lineOf(words, 'Window'))?.[1];
  const before = /updated before `([^`]+)`/.exec(lineOf(words, 'Window'))?.[1];
  const types = lineOf(words, 'Webhook types');
  const rate = /^(\d+) a minute\./.exec(lineOf(words, 'Rate'))?.[1];
  const common = {
    ...(types !== 'all of the configuration' && { webhook_type: types.split(', ').map(read) }),
    ...(after !== undefined && { last_updated_after: after }),
    ...(before !== undefined && { last_updated_before: before }),
    ...(rate !== undefined && { max_rate_per_min: Number(rate) }),
  };
  const eventIds = eventIdsIn(words);
  const scopes =
    eventIds.length === 0
      ? [{ organization_id: Number(organizationId) }]
      : eventIds.map((id) => ({ event_id: Number(id) }));
  const bodies = scopes.flatMap((scope) =>
    configurationIdsIn(words).map((webhook_configuration_id) => ({
      ...scope,
      webhook_configuration_id,
      ...common,
    })),
  );
  return { resource, bodies };
}

function configurationIdsIn(words: string): string[] {
  if (words.includes('\n*Configuration ID:* ')) return [read(lineOf(words, 'Configuration ID'))];
  return [...words.matchAll(/^• .*\), ID (\S+)$/gm)].map(([, id = '']) => read(id));
}

function eventIdsIn(words: string): string[] {
  const [, block = ''] = /^\*Events\*\n((?:• .*\n?)+)/m.exec(words) ?? [];
  return block.split('\n').flatMap((line) => {
    const rest = /^• and \d+ more, with their titles in the thread: ([\d, ]+)$/.exec(line)?.[1];
    return rest?.split(', ') ?? /^• (\d+) /.exec(line)?.[1] ?? [];
  });
}

function lineOf(words: string, label: string): string {
  return new RegExp(`^\\*${label}:\\* (.*)$`, 'm').exec(words)?.[1] ?? '';
}

function read(text: string): string {
  return text
    .replaceAll('\u200b', '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
