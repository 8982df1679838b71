import { foldName } from '@doo-repush/core/typed-text';
import type { HistoryQuery } from '../model/history-query.ts';
import type { CardPayload } from './ledger-card.ts';

/** Whether a request is looked for; its time is not looked at. Names and words are compared folded. */
export function matchesQuery(payload: CardPayload, query: HistoryQuery): boolean {
  const { eventId, organization, userId, ticket, text } = query;
  const { event_ids: ids = '', requester, decided_by: decider } = payload;
  return (
    (eventId === undefined || ids.split(' ').includes(eventId)) &&
    (organization === undefined ||
      payload.organization_id === organization ||
      contains(payload.organization, organization)) &&
    (userId === undefined || requester === userId || decider === userId) &&
    (ticket === undefined || hasWord(payload.ticket, ticket)) &&
    (text === undefined || hasText(payload, text))
  );
}

function hasText(payload: CardPayload, text: string): boolean {
  const { reference, organization, configuration, ticket, reason } = payload;
  if (foldName(reference) === foldName(text)) return true;
  return [organization, configuration, ticket, reason].some((field) => contains(field, text));
}

function contains(field: string | undefined, part: string): boolean {
  return foldName(field ?? '').includes(foldName(part));
}

/** Like `contains`, where no letter or digit goes on before or after: `SUP-3` is not in `SUP-31`. */
function hasWord(field: string | undefined, word: string): boolean {
  const [text, part] = [foldName(field ?? ''), foldName(word)];
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
    const around = `${text[at - 1] ?? ''}${text[at + part.length] ?? ''}`;
    if (!/[\p{L}\p{N}]/u.test(around)) return true;
  }
  return false;
}
