/** Marks a wrapped value in Pulumi's wire format (Pulumi docs: Deployment property values). */
const SIGNATURE = '4dabf18193072939515e22adb298388d';

/** `values` without Pulumi's wrappings: what JSON can hold, with secrets in the clear. */
export function plain(values: unknown): Record<string, unknown> {
  return JSON.parse(JSON.stringify(values, unwrap) ?? '{}');
}

function unwrap(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !(SIGNATURE in value)) return value;
  return 'value' in value ? value.value : value;
}
