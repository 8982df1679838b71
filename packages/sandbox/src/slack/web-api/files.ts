import { SlackApiError } from '../api-error.ts';
import { objectsIn, stringAt } from '../json.ts';
import { announceFile, asShared, findFile } from '../workspace/files.ts';
import { acceptBlocks, truncatedText } from '../workspace/message-content.ts';
import { addBotMessage } from '../workspace/messages.ts';
import type { Channel, SharedFile } from '../workspace/model.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { destination, joinedChannel, threadParent } from './access.ts';
import { optionalText, requiredJson, requiredText } from './arguments.ts';
import type { Call, Method } from './method.ts';
import { uploadPath } from './upload-server.ts';

/** The only ids that channel_id accepts: not a person's (bolt-js issue 2115). */
const CHANNEL_ID = /^[CGDZ][A-Z0-9]{8,}$/;

function invalid(message: string): SlackApiError {
  return new SlackApiError('invalid_arguments', { messages: [`[ERROR] ${message}`] });
}

/** files.getUploadURLExternal: where to upload a file of `length` bytes, and the file's id. */
export const filesGetUploadUrlExternal: Method = ({ workspace, args, origin, requireScope }) => {
  requireScope('files:write');
  const name = requiredText(args, 'filename');
  const size = Number(requiredText(args, 'length'));
  if (!Number.isInteger(size)) throw invalid('must be an integer [json-pointer:/length]');
  if (size < 1) throw new SlackApiError('missing_argument');
  const { id, uploadId } = announceFile(workspace, name, size);
  return { upload_url: origin + uploadPath(uploadId), file_id: id };
};

function filesOf({ workspace, args }: Call): SharedFile[] {
  const given = objectsIn(requiredJson(args, 'files'));
  if (given.length === 0) throw invalid('must provide files [json-pointer:/files]');
  return given.map((entry) => {
    const file = findFile(workspace, stringAt(entry, 'id') ?? '');
    if (file === undefined || file.contentBase64 === null) {
      throw new SlackApiError('file_not_found');
    }
    return asShared(workspace, file, stringAt(entry, 'title') ?? file.name);
  });
}

function targetsOf(workspace: Workspace, args: Call['args']): Channel[] {
  const channelId = optionalText(args, 'channel_id');
  if (channelId === undefined) {
    const ids = (optionalText(args, 'channels') ?? '').split(',').filter((id) => id !== '');
    return ids.map((id) => destination(workspace, id));
  }
  if (!CHANNEL_ID.test(channelId)) {
    throw invalid(
      `input must match regex pattern: ${CHANNEL_ID.source} [json-pointer:/channel_id]`,
    );
  }
  return [joinedChannel(workspace, channelId)];
}

/** A comment shows dates, mentions and links as typed (python-slack-sdk issue 1289). */
function asTyped(comment: string): string {
  return comment.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/**
 * files.completeUploadExternal: shares uploaded files in one message per channel, or in none if no
 * channel is given. Direct messages are named by their channel id.
 */
export const filesCompleteUploadExternal: Method = (call) => {
  const { workspace, args, requireScope } = call;
  requireScope('files:write');
  const files = filesOf(call);
  const targets = targetsOf(workspace, args);
  const text = asTyped(truncatedText(optionalText(args, 'initial_comment') ?? '').text);
  const blocks = args.blocks === undefined || text !== '' ? [] : acceptBlocks(args.blocks);
  const threadTs = optionalText(args, 'thread_ts');
  const threads = targets.map((channel) => threadParent(workspace, channel, threadTs));
  for (const [index, channel] of targets.entries()) {
    addBotMessage(workspace, channel.id, { text, blocks, files, ...threads[index] });
  }
  return { files };
};
