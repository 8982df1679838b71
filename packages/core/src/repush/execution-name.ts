/** AWS allows these characters, and this many, in the name of a durable execution. */
const MAX_NAME_CHARS = 64;

/**
 * Names the execution that a form starts: `<stage>-<view id>`. A form delivered twice thus starts one
 * request. A view ID is alphanumeric, so it is everything after the last hyphen.
 * @throws RangeError for any other view ID: truncating or replacing characters could merge two forms
 */
export function executionName(stage: string, viewId: string): string {
  if (!/^[a-zA-Z0-9]{1,40}$/.test(viewId)) throw new RangeError('unusable view id');
  const prefix = stage.replace(/[^a-zA-Z0-9_-]/g, '-').slice(0, MAX_NAME_CHARS - 1 - viewId.length);
  return `${prefix}-${viewId}`;
}
