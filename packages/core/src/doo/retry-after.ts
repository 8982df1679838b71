const HTTP_DATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * Parses a Retry-After header (seconds or an HTTP date; RFC 9110, 10.2.3) into milliseconds from `nowMs`. A
 * date in the past is 0; an invalid header is undefined.
 */
export function parseRetryAfter(header: string | undefined, nowMs: number): number | undefined {
  const value = header?.trim() ?? '';
  const retryAfterMs = /^-?\d{1,12}$/.test(value)
    ? Number(value) * 1000
    : HTTP_DATE.test(value)
      ? Date.parse(value) - nowMs
      : Number.NaN;
  return Number.isNaN(retryAfterMs) ? undefined : Math.max(retryAfterMs, 0);
}
