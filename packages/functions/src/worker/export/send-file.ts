import { isTrustedUrl } from '@doo-repush/core/trusted-url';
import type { WebClient } from '@slack/web-api';
import { patiently } from '../../slack/patiently.ts';
import type { WorkerDeps } from '../deps.ts';

/** Where Slack takes the content of files (Slack docs: files.getUploadURLExternal). */
const UPLOAD_HOSTS = ['files.slack.com'];
const TIMEOUT_MS = 60_000;

/** Slack did not take a file. The message holds no address. */
export class UploadError extends Error {
  override readonly name = 'UploadError';
}

export interface FileToSend {
  readonly name: string;
  readonly bytes: number;
  readonly parts: readonly Buffer[];
  /** Said with the file. */
  readonly comment: string;
}

/**
 * Sends a file to a person, in the direct-message channel that the bot has with them.
 * @throws UploadError, or what Slack refuses by name
 */
export async function sendFile(
  userId: string,
  { name, bytes, parts, comment }: FileToSend,
  {
    source: { client },
    telling,
    allowLoopback,
  }: Pick<WorkerDeps, 'source' | 'telling' | 'allowLoopback'>,
): Promise<void> {
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
  await client.files.completeUploadExternal({
    files: [{ id, title: name }],
    channel_id: channel,
    initial_comment: comment,
  });
}

async function directChannel(client: WebClient, userId: string): Promise<string> {
  const { channel } = await client.conversations.open({ users: userId });
  if (channel?.id === undefined) throw new UploadError('Slack named no direct-message channel');
  return channel.id;
}
