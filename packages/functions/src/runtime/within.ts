/** What came in place of a result that took too long; no result is mistaken for it. */
export const LATE = Symbol('late');

/**
 * The result of `work`, or `LATE` if it takes longer than `ms`: it goes on then, and a failure of it is
 * nobody's.
 */
export async function within<T>(ms: number, work: Promise<T>): Promise<T | typeof LATE> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<typeof LATE>((resolve) => {
    timer = setTimeout(() => resolve(LATE), Math.max(0, ms));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
