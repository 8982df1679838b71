import { isTrustedUrl } from '@doo-repush/core/trusted-url';
import { WebAPIPlatformError } from '@slack/web-api';
import { directChannel } from '../../posting/direct-message.ts';
import { refusalOf, refusedPart } from '../../slack-api/errors.ts';
import { OutOfTimeError, onceWithin, patiently } from '../../slack-api/retry.ts';
import type { WorkerDeps } from '../deps.ts';

/** Slack's host for uploading file content (Slack docs: files.getUploadURLExternal). */
const UPLOAD_HOSTS = ['files.slack.com'];
const TIMEOUT_MS = 60_000;

/** Slack refused a file. The message contains no URL. */
export class UploadError extends Error {
  override readonly name = 'UploadError';
}

/** Slack may have sent the file: its response, if any, proves nothing. */
export class FileUnsureError extends Error {
  override readonly name = 'FileUnsureError';
}

/** Slack docs: "It's possible some aspect of the operation succeeded before the error was raised." */
const PROVING_NOTHING = ['fatal_error', 'internal_error'];

export interface FileToSend {
  readonly name: string;
  readonly bytes: number;
  readonly parts: readonly Buffer[];
  /** The comment on the file, in plain text. */
  readonly comment: string;
}

/**
 * Sends a file to a person through the bot's direct-message channel.
 * @returns whether Slack accepted the comment too
 * @throws FileUnsureError if the file may have arrived; any other error if it certainly has not
 */
export async function sendFile(
  userId: string,
  { name, bytes, parts, comment }: FileToSend,
  {
    source: { client },
    telling,
    allowLoopback,
  }: Pick<WorkerDeps, 'source' | 'telling' | 'allowLoopback'>,
): Promise<boolean> {
  const channel = await patiently(telling, () => directChannel(client, userId));
  const { upload_url: url = '', file_id: id = '' } = await patiently(telling, () =>
    client.files.getUploadURLExternal({ filename: name, length: bytes }),
  );
  if (!isTrustedUrl(url, UPLOAD_HOSTS, allowLoopback))
    throw new UploadError('Slack named an address that is not its own');
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: new Blob(parts.map((part) => new Uint8Array(part))),
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  await response.body?.cancel();
  if (!response.ok) throw new UploadError(`Slack answered ${response.status}`);
  const complete = (said: { initial_comment?: string }) =>
    onceWithin(telling, () =>
      client.files.completeUploadExternal({
        files: [{ id, title: name }],
        channel_id: channel,
        ...said,
      }),
    );
  const completed = complete({ initial_comment: comment }).then(
    () => true,
    async (error: unknown) => {
      // The file matters more than its comment.
      if (refusedPart(refusalOf(error) ?? '') === undefined) throw error;
      await complete({});
      return false;
    },
  );
  return completed.catch((error: unknown) => {
    throw isRefused(error) ? error : new FileUnsureError('it may be there', { cause: error });
  });
}

function isRefused(error: unknown): boolean {
  if (error instanceof OutOfTimeError) return true;
  return error instanceof WebAPIPlatformError && !PROVING_NOTHING.includes(error.data.error);
}
