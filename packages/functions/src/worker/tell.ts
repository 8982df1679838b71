import { FULL, formOf } from '../messages/forms.ts';
import { sendDirectMessage } from '../posting/direct-message.ts';
import { errorKind } from '../runtime/log.ts';
import type { Message } from '../slack-api/message.ts';
import { answerThrough, isOrganizationId, ownerOfResponseUrl } from '../slack-api/response-url.ts';
import { patiently } from '../slack-api/retry.ts';
import type { WorkerDeps } from './deps.ts';

/** Whom to tell, and through which address. */
export interface Asker {
  readonly userId: string;
  readonly responseUrl: string;
  /** The thread that the response belongs to; by default the channel's root. */
  readonly threadTs?: string | undefined;
}

type Telling = Pick<WorkerDeps, 'source' | 'teamId' | 'telling' | 'allowLoopback' | 'log'>;

/**
 * Responds to a person privately; if that is no longer possible, or the response URL is not one of our
 * workspace, sends a direct message.
 * @throws if Slack refuses that too
 */
export async function tell(
  { userId, responseUrl, threadTs }: Asker,
  message: Message,
  deps: Telling,
  replaces = false,
): Promise<void> {
  const { source, telling, log } = deps;
  if (!(await isOurs(responseUrl, deps))) {
    log.error('response_url_refused');
  } else {
    // The response URL works five times; this uses at most two: the full message, then plain text.
    for (const content of ['full', 'bare'] as const) {
      const form = formOf(message, { ...FULL, content });
      const answered = await patiently(telling, () =>
        answerThrough(responseUrl, { ...form, replaces, threadTs }),
      ).catch((error: unknown) => {
        log.warn('private_answer_failed', { error: errorKind(error) });
        return 'gone' as const;
      });
      if (answered === 'taken') return;
      if (answered === 'gone') break;
    }
  }
  await patiently(telling, () => sendDirectMessage(source.client, userId, message));
}

/**
 * Whether a response URL belongs to our workspace, or to the organization that Slack says it is part of.
 */
async function isOurs(
  url: string,
  { source, teamId, telling, allowLoopback, log }: Telling,
): Promise<boolean> {
  const owner = ownerOfResponseUrl(url, { ours: teamId, allowLoopback });
  if (owner === undefined || owner === teamId) return owner === teamId;
  if (!isOrganizationId(owner)) return false;
  const organization = await patiently(telling, () => source.client.auth.test()).then(
    ({ enterprise_id: id }) => id,
    (error: unknown) => {
      log.warn('organization_unknown', { error: errorKind(error) });
      return undefined;
    },
  );
  return organization === owner;
}
