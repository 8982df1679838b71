import type { InitBody } from '@doo-repush/core/repush/targets';

/** What a reader of a card's words takes them to mean: the resource and one call's body each. */
export interface ShownCalls {
  readonly resource: string;
  readonly bodies: readonly InitBody[];
}

/** Reads a card as a careful person would, from its words alone. */
export function callsShownOn(words: string): ShownCalls {
  const resource = /^<@\w+> asks to repush \*(?:all )?(\w+) of /m.exec(words)?.[1] ?? '';
  const organizationId = /\* \((\d+)\) to /.exec(words)?.[1];
  const after = /updated after `([^`]+)`/.exec(lineOf(words, 'Window'))?.[1];
  const before = /updated before `([^`]+)`/.exec(lineOf(words, 'Window'))?.[1];
  const types = lineOf(words, 'Webhook types');
  const rate = /^(\d+) a minute\./.exec(lineOf(words, 'Rate'))?.[1];
  const common: InitBody = {
    ...(words.includes('\n*Configuration ID:* ') && {
      webhook_configuration_id: read(lineOf(words, 'Configuration ID')),
    }),
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
  return { resource, bodies: scopes.map((scope) => ({ ...scope, ...common })) };
}

function eventIdsIn(words: string): string[] {
  const [, block = ''] = /^\*Events\*\n((?:• .*\n?)+)/m.exec(words) ?? [];
  return block.split('\n').flatMap((line) => {
    const rest = /^• and \d+ more: ([\d, ]+)$/.exec(line)?.[1];
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
