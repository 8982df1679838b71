import type { InitBody } from '@doo-repush/core/doo/init-body';

/** What a reader of a request's thread takes it to mean: the resource and one call's body each. */
export interface ShownCalls {
  readonly resource: string;
  readonly bodies: readonly InitBody[];
}

/** Reads *What doo gets* in a card's thread as a careful person would, from its words alone. */
export function callsShownIn(thread: string): ShownCalls {
  const resource = lineOf(thread, 'Resource');
  const organizationId = /\((\d+)\)$/.exec(lineOf(thread, 'Organization'))?.[1];
  const window = lineOf(thread, 'Last updated');
  const after = /after `([^`]+)`/.exec(window)?.[1];
  const before = /before `([^`]+)`/.exec(window)?.[1];
  const types = lineOf(thread, 'Types');
  const rate = /^(\d+) webhooks a minute\b/.exec(lineOf(thread, 'Pace'))?.[1];
  const common = {
    ...(types !== 'all' && { webhook_type: types.split(', ').map(read) }),
    ...(after !== undefined && { last_updated_after: after }),
    ...(before !== undefined && { last_updated_before: before }),
    ...(rate !== undefined && { max_rate_per_min: Number(rate) }),
  };
  const eventIds = listed(thread, 'Events').map((line) => line.split(' ')[0]);
  const scopes =
    eventIds.length === 0
      ? [{ organization_id: Number(organizationId) }]
      : eventIds.map((id) => ({ event_id: Number(id) }));
  const ids = listed(thread, 'Systems').map((line) => read(line.replace(/^.*\), ID /, '')));
  const bodies = scopes.flatMap((scope) =>
    ids.map((webhook_configuration_id) => ({ ...scope, webhook_configuration_id, ...common })),
  );
  return { resource, bodies };
}

/** The entries of a list under its label. */
function listed(thread: string, label: string): string[] {
  const [, block = ''] = new RegExp(`^${label}:\\n((?:• .*\\n?)+)`, 'm').exec(thread) ?? [];
  return block.split('\n').flatMap((line) => (line.startsWith('• ') ? [line.slice(2)] : []));
}

function lineOf(thread: string, label: string): string {
  return new RegExp(`^${label}: (.*)$`, 'm').exec(thread)?.[1] ?? '';
}

function read(text: string): string {
  return text
    .replaceAll('\u200b', '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
