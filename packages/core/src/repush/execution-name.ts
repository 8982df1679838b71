/** Characters and length that AWS allows in the name of a durable execution. */
const MAX_NAME_CHARS = 64;

/**
 * The name of the execution that a form starts: `<stage>-<view id>`, so that a form delivered twice
 * starts one request. A view id is letters and digits, so what follows the last hyphen is all of it.
 * @throws RangeError for any other view id, since cutting or mending it could merge two forms
 */
export function executionName(stage: string, viewId: string): string {
  if (!/^[a-zA-Z0-9]{1,40}$/.test(viewId)) throw new RangeError('unusable view id');
  const prefix = stage.replace(/[^a-zA-Z0-9_-]/g, '-').slice(0, MAX_NAME_CHARS - 1 - viewId.length);
  return `${prefix}-${viewId}`;
}
