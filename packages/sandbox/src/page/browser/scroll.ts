const NEAR_PX = 120;

/** Keeps lists that end in the newest message at their end, unless somebody has scrolled up. */
export function keepAtEnd(selector: string): { before(): void; after(): void } {
  const known = new WeakSet<Element>();
  let following: Element[] = [];
  return {
    before() {
      following = [...document.querySelectorAll(selector)].filter(
        (list) => list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_PX,
      );
    },
    after() {
      for (const list of document.querySelectorAll(selector)) {
        if (known.has(list) && !following.includes(list)) continue;
        known.add(list);
        list.scrollTop = list.scrollHeight;
      }
    },
  };
}
