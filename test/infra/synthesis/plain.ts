/** Marks a wrapped value in Pulumi's wire format (Pulumi docs: Deployment property values). */
const SIGNATURE = '4dabf18193072939515e22adb298388d';

/** Unwraps `values` from Pulumi's format to plain JSON, with secrets in clear text. */
export function plain(values: unknown): Record<string, unknown> {
  return JSON.parse(JSON.stringify(values, unwrap) ?? '{}');
}

function unwrap(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !(SIGNATURE in value)) return value;
  return 'value' in value ? value.value : value;
}
