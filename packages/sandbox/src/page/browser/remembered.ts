import type { Ui } from './ui-state.ts';

/** Where the tab was, so that a reload returns there. */
type Remembered = Pick<Ui, 'person' | 'place' | 'thread' | 'pane' | 'tab'>;

const PLACE = 'sandbox-place';
const GUIDE = 'sandbox-guide-hidden';

/** What an earlier load of this tab stored; empty if there is nothing or it cannot be read. */
export function loadPlace(): Partial<Remembered> & Pick<Ui, 'isGuideHidden'> {
  const isGuideHidden = localStorage.getItem(GUIDE) === 'yes';
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(PLACE) ?? '{}');
    const place = isRemembered(stored) ? stored : {};
    return { ...place, isGuideHidden };
  } catch {
    return { isGuideHidden };
  }
}

let saved = '';

/** Stores where the tab is. */
export function savePlace(ui: Ui): void {
  const { person, place, thread, pane, tab, isGuideHidden } = ui;
  const stored = JSON.stringify({ person, place, thread, pane, tab });
  if (saved === `${isGuideHidden} ${stored}`) return;
  saved = `${isGuideHidden} ${stored}`;
  sessionStorage.setItem(PLACE, stored);
  if (isGuideHidden) localStorage.setItem(GUIDE, 'yes');
  else localStorage.removeItem(GUIDE);
}

function isRemembered(value: unknown): value is Remembered {
  return (
    typeof value === 'object' &&
    value !== null &&
    'person' in value &&
    typeof value.person === 'string' &&
    'place' in value &&
    typeof value.place === 'object' &&
    value.place !== null &&
    'kind' in value.place
  );
}
