const NEAR_PX = 120;

const shown = new Set<HTMLElement>();
const placed = new WeakSet<HTMLElement>();
let following: readonly HTMLElement[] = [];

/** Keeps a list that ends with the newest message at its end, unless someone has scrolled up. */
export const staysAtEnd = {
  added: (list: HTMLElement) => void shown.add(list),
  removed: (list: HTMLElement) => void shown.delete(list),
};

/** Call before the lists are redrawn. */
export function rememberEnds(): void {
  following = [...shown].filter(
    (list) => list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_PX,
  );
}

/** Call after the lists are redrawn. */
export function restoreEnds(): void {
  for (const list of shown) {
    if (placed.has(list) && !following.includes(list)) continue;
    placed.add(list);
    list.scrollTop = list.scrollHeight;
  }
}
