/** Log events that CloudWatch counts as metrics, and the field of the line that tells them apart. */
export const METRICS = {
  request_ended: { name: 'Requests', by: 'state' },
  target_ended: { name: 'Targets', by: 'outcome' },
  doo_called: { name: 'DooCalls', by: 'event' },
} as const satisfies Readonly<Record<string, { readonly name: string; readonly by: string }>>;

const BY_EVENT: ReadonlyMap<string, { readonly name: string; readonly by: string }> = new Map(
  Object.entries(METRICS),
);

/**
 * What a log line carries so that CloudWatch Logs counts it as one (AWS docs: Embedded metric format
 * specification); nothing for an event that is no metric.
 * @param namespace of the metrics: the name of the function
 */
export function embeddedMetric(event: string, namespace: string, atMs: number): object {
  const metric = BY_EVENT.get(event);
  if (metric === undefined) return {};
  const { name, by } = metric;
  return {
    _aws: {
      Timestamp: atMs,
      CloudWatchMetrics: [
        { Namespace: namespace, Dimensions: [[by]], Metrics: [{ Name: name, Unit: 'Count' }] },
      ],
    },
    [name]: 1,
  };
}
