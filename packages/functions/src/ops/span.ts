import { UsageError } from './command-line.ts';

const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
/** AWS keeps an execution for 90 days after its end, and its lines for as long. */
const LONGEST_MS = 90 * UNIT_MS.d;

/** The milliseconds of `--since`. @throws UsageError for what is no span of minutes, hours or days */
export function readSpan(text: string): number {
  const [, digits, unit] = /^([1-9]\d{0,4})([mhd])$/.exec(text) ?? [];
  const spanMs = Number(digits) * (UNIT_MS[unit as keyof typeof UNIT_MS] ?? Number.NaN);
  if (Number.isNaN(spanMs) || spanMs > LONGEST_MS)
    throw new UsageError('--since takes a span such as 30m, 12h or 7d, of at most 90d');
  return spanMs;
}
