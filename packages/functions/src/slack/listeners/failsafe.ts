import { errorKind } from '../../runtime/log.ts';
import type { SlackDeps } from '../deps.ts';

/**
 * Runs a listener's work in the time that Slack gives. When it throws or takes too long, the person
 * gets `otherwise` with a reference that is in the log: Bolt would answer 500 or 404, of which Slack
 * shows nothing useful.
 */
export async function failsafe<T>(
  { deadline, log, newReference }: Pick<SlackDeps, 'deadline' | 'log' | 'newReference'>,
  listener: string,
  work: () => Promise<T>,
  otherwise: (reference: string, error: unknown) => T,
): Promise<T> {
  try {
    return await deadline.inTime(work());
  } catch (error) {
    const reference = newReference();
    log.error('listener_failed', { listener, reference, error: errorKind(error) });
    return otherwise(reference, error);
  }
}
