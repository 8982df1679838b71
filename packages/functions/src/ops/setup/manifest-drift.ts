import { isRecord } from '@doo-repush/core/json';

/** Of these everything counts, also what only the app at Slack has: they give rights. */
const GIVE_RIGHTS = /^(?:oauth_config\.scopes\..+|settings\.event_subscriptions\.\w+_events)$/;

/**
 * Where the app at Slack is not as `own` says, by paths. Slack writes fields that nobody gave, which are
 * passed over, and leaves out what is false.
 */
export function manifestDrift(own: unknown, exported: unknown): string[] {
  const ours = leavesOf(own);
  const theirs = leavesOf(exported);
  const differs = [...ours].filter(([path, text]) => (theirs.get(path) ?? 'false') !== text);
  const more = [...theirs.keys()].filter((path) => GIVE_RIGHTS.test(path) && !ours.has(path));
  return [...differs.map(([path]) => path), ...more].filter((path) => path !== '').toSorted();
}

/** Each value that is no object, as JSON by its path; a list of texts counts as a set. */
function leavesOf(value: unknown, path = ''): Map<string, string> {
  if (Array.isArray(value) && value.some(isRecord))
    return new Map(value.flatMap((each, index) => [...leavesOf(each, `${path}[${index}]`)]));
  if (Array.isArray(value)) return new Map([[path, JSON.stringify(value.map(String).toSorted())]]);
  if (!isRecord(value)) return new Map([[path, JSON.stringify(value)]]);
  return new Map(
    Object.entries(value)
      .filter(([name]) => name !== '_metadata')
      .flatMap(([name, inner]) => [...leavesOf(inner, path === '' ? name : `${path}.${name}`)]),
  );
}
