import type { WebClient } from '@slack/web-api';
import { FULL, formOf } from '../messages/forms.ts';
import { errorKind, type Log } from '../runtime/log.ts';
import type { Message } from '../slack-api/message.ts';
import { answerThrough, isOrganizationId, ownerOfResponseUrl } from '../slack-api/response-url.ts';

/** Whose workspace is answered, and how a call to Slack is tried. */
export interface Answering {
  readonly client: WebClient;
  /** The workspace whose people are answered. */
  readonly teamId: string;
  /** Whether responses may be sent to this machine. */
  readonly allowLoopback: boolean;
  /** Makes a call, once or several times. */
  readonly attempt: <T>(call: () => Promise<T>) => Promise<T>;
  readonly log: Log;
}

/** Where a response goes beside its URL. */
export interface AnswerPlace {
  /** The thread that the response belongs to; by default the channel's root. */
  readonly threadTs?: string | undefined;
  /** Whether it replaces the message that was clicked. */
  readonly replaces?: boolean;
}

/**
 * Responds to a person privately through a response URL of our workspace, with the full message or else a plain text.
 * Never throws.
 * @returns whether Slack took it
 */
export async function answerPrivately(
  responseUrl: string,
  message: Message,
  answering: Answering,
  { threadTs, replaces = false }: AnswerPlace = {},
): Promise<boolean> {
  const { attempt, log } = answering;
  if (!(await isOurs(responseUrl, answering))) {
    log.error('response_url_refused');
    return false;
  }
  // The response URL works five times; this uses at most two: the full message, then plain text.
  for (const content of ['full', 'bare'] as const) {
    const form = formOf(message, { ...FULL, content });
    const answered = await attempt(() =>
      answerThrough(responseUrl, { ...form, replaces, threadTs }),
    ).catch((error: unknown) => {
      log.warn('private_answer_failed', { error: errorKind(error) });
      return 'gone' as const;
    });
    if (answered === 'taken') return true;
    if (answered === 'gone') return false;
  }
  return false;
}

/**
 * Whether a response URL belongs to our workspace, or to the organization that Slack says it is part of.
 */
async function isOurs(
  url: string,
  { client, teamId, allowLoopback, attempt, log }: Answering,
): Promise<boolean> {
  const owner = ownerOfResponseUrl(url, { ours: teamId, allowLoopback });
  if (owner === undefined || owner === teamId) return owner === teamId;
  if (!isOrganizationId(owner)) return false;
  const organization = await attempt(() => client.auth.test()).then(
    ({ enterprise_id: id }) => id,
    (error: unknown) => {
      log.warn('organization_unknown', { error: errorKind(error) });
      return undefined;
    },
  );
  return organization === owner;
}
