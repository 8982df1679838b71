import type { WindowContext } from '@doo-repush/core/repush/window';
import { eventsAgain } from '../../ledger/event-fates.ts';
import {
  againWords,
  filledInFrom,
  type Rejection,
  UNREAD_AGAIN,
} from '../../messages/private/rerun-form.ts';
import { draftOfRequest, type FormDraft } from '../form/draft.ts';
import { withMovedWindow } from './moved-window.ts';
import type { EarlierRequest } from './source.ts';

/**
 * The form of an earlier request, with a note at its head about its origin. Not every call should be
 * repeated: sending again what was sent would send it twice.
 */
export function draftAgain(
  earlier: EarlierRequest,
  on: 'card' | 'question',
  { reference, ts }: { readonly reference: string; readonly ts: string | undefined },
  context: WindowContext,
): FormDraft {
  const { request, card } = earlier;
  const previous = ts === undefined ? undefined : { ts, reference };
  const aboutLine = filledInFrom(reference, rejectionOf(card));
  const draft = withMovedWindow(
    { ...draftOfRequest(request), aboutLine, ...(previous && { previous }) },
    earlier,
    context,
  );
  if (card === undefined || (draft.eventIds === undefined && request.configuration.kind === 'one'))
    return draft;
  if (card === 'unreadable') return { ...draft, aboutEvents: UNREAD_AGAIN };
  const again = eventsAgain(card, on);
  if (again === undefined) return draft;
  const aboutEvents = againWords(again);
  const { configurationId, eventIds, fate, isPart } = again;
  return {
    ...draft,
    ...(draft.eventIds !== undefined && { eventIds: eventIds.join(' ') }),
    ...(configurationId !== undefined && { configuration: { kind: 'one', id: configurationId } }),
    ...(isPart && previous && { previous: { ...previous, only: fate } }),
    ...(aboutEvents !== undefined && { aboutEvents }),
  };
}

function rejectionOf(card: EarlierRequest['card']): Rejection | undefined {
  if (card === undefined || card === 'unreadable' || card.state.kind !== 'rejected')
    return undefined;
  const { decided, reason } = card.state;
  return reason === undefined ? undefined : { by: decided.by, reason };
}
