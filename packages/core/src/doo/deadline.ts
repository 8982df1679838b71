/**
 * A signal that aborts after `ms`, or with `other`. Its timer keeps it alive: signals made by
 * `AbortSignal.timeout` and `AbortSignal.any` may be garbage-collected first and then never abort
 * (nodejs/node #57736, #65995).
 */
export function endingIn(ms: number, other?: AbortSignal): AbortSignal {
  const controller = new AbortController();
  const end = () => {
    clearTimeout(timer);
    other?.removeEventListener('abort', end);
    controller.abort(other?.aborted ? other.reason : new DOMException('in time', 'TimeoutError'));
  };
  const timer = setTimeout(end, Math.max(0, Math.ceil(ms)));
  timer.unref();
  if (other?.aborted) end();
  else other?.addEventListener('abort', end, { once: true });
  return controller.signal;
}

/** A signal that aborts after `deadlineMs`; none without a deadline. */
export function deadlineSignal(deadlineMs: number | undefined): AbortSignal | undefined {
  return deadlineMs === undefined ? undefined : endingIn(deadlineMs);
}

/** What `promise` resolves to, or undefined if `signal` aborts first. The work itself continues. */
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
