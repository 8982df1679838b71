import { movedOn, type WindowContext } from '@doo-repush/core/repush/window';
import { movedWindowWords } from '../../messages/private/rerun-form.ts';
import { windowEnds } from '../form/about-line.ts';
import type { FormDraft } from '../form/draft.ts';
import type { EarlierRequest } from './source.ts';

/**
 * The form of an expired request with each end of the window that was given as a time ago (`since:2h`) moved on to
 * now, and a line at its head that says so. Ends that are open or were given as a time or a day stay.
 */
export function withMovedWindow(
  draft: FormDraft,
  { request: { window, ago }, card }: EarlierRequest,
  context: WindowContext,
): FormDraft {
  const isExpired = card !== undefined && card !== 'unreadable' && card.state.kind === 'expired';
  if (!isExpired || draft.window === undefined || window === undefined || ago === undefined)
    return draft;
  const moved = movedOn(window, ago, context);
  if (moved === undefined) return draft;
  const about = movedWindowWords(windowEnds(window), windowEnds(moved), context.timeZone);
  return {
    ...draft,
    window: { kind: draft.window.kind, ...moved, ago },
    aboutLine: [draft.aboutLine, about].filter((line) => line !== undefined).join('\n'),
  };
}
