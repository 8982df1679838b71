/** The value below which `share` (0 to 1) of the values lie; 0 if there are none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** The median of the values. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}
