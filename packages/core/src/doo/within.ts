/** A signal that ends `deadlineMs` from now; none without a deadline. */
export function deadlineSignal(deadlineMs: number | undefined): AbortSignal | undefined {
  if (deadlineMs === undefined) return undefined;
  return AbortSignal.timeout(Math.max(0, Math.ceil(deadlineMs)));
}

/** What `promise` resolves to, or undefined when `signal` ends first. The work itself goes on. */
export function within<T>(
  promise: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T | undefined> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const stop = () => resolve(undefined);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
