import { isTrustedUrl } from '@doo-repush/core/trusted-url';
import { WebAPIPlatformError } from '@slack/web-api';
import { directChannel } from '../../posting/direct-message.ts';
import { refusalOf, refusedPart } from '../../slack-api/errors.ts';
import { OutOfTimeError, onceWithin, patiently } from '../../slack-api/retry.ts';
import type { WorkerDeps } from '../deps.ts';

/** Where Slack takes the content of files (Slack docs: files.getUploadURLExternal). */
const UPLOAD_HOSTS = ['files.slack.com'];
const TIMEOUT_MS = 60_000;

/** Slack did not take a file. The message holds no address. */
export class UploadError extends Error {
  override readonly name = 'UploadError';
}

/** Slack may have sent the file: what came back, if anything, proves nothing. */
export class FileUnsureError extends Error {
  override readonly name = 'FileUnsureError';
}

/** Slack docs: "It's possible some aspect of the operation succeeded before the error was raised." */
const PROVING_NOTHING = ['fatal_error', 'internal_error'];

export interface FileToSend {
  readonly name: string;
  readonly bytes: number;
  readonly parts: readonly Buffer[];
  /** Said with the file, in plain text. */
  readonly comment: string;
}

/**
 * Sends a file to a person, in the direct-message channel that the bot has with them.
 * @returns whether what is said with it was taken, too
 * @throws FileUnsureError where it may be there; whatever else where it surely is not
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
      // The file matters more than what is said with it.
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
