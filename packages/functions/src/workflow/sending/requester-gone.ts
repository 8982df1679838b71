import type { Run } from '../context.ts';
import { dispensable, withoutWords } from '../durable.ts';

/** Whether the requester has been deactivated since; no, if Slack does not say so at once. */
export async function isRequesterGone({ durable, deps, requesterId }: Run): Promise<boolean> {
  const read = withoutWords(async () => {
    const people = await deps.people();
    return (await people.standing(requesterId)) === 'deactivated';
  });
  return durable.step('requester at approval', read, dispensable<boolean>()).catch(() => false);
}
