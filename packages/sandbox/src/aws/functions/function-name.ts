/** A function as a caller names it. */
export interface FunctionReference {
  name: string;
  qualifier: string | undefined;
}

const REFERENCE =
  /^(?:(?:arn:aws:lambda:[a-z0-9-]+:)?\d{12}:function:)?([a-zA-Z0-9-_]+)(?::([a-zA-Z0-9-_$]+))?$/;

/**
 * Parses `name`, `name:qualifier`, or a partial or full ARN (Lambda API: FunctionName). `qualifier` is
 * the request's own parameter. Undefined if the text names no function.
 */
export function parseFunctionName(text: string, qualifier?: string): FunctionReference | undefined {
  const match = REFERENCE.exec(text);
  const name = match?.[1];
  if (name === undefined) return undefined;
  return { name, qualifier: match?.[2] ?? qualifier };
}
