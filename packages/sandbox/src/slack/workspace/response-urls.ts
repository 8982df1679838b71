import { SlackApiError } from '../api-error.ts';
import { type JsonObject, stringAt } from '../json.ts';
import { acceptBlocks, requireContent, truncatedText } from './message-content.ts';
import {
  addBotMessage,
  addEphemeral,
  editMessage,
  findMessage,
  removeMessage,
} from './messages.ts';
import type { ResponseUrl } from './model.ts';
import { nextTs } from './timestamps.ts';
import type { Workspace } from './workspace.ts';

/** Uses and lifetime of a response_url (Slack docs: Handling user interaction). */
export const RESPONSE_URL_USES = 5;
export const RESPONSE_URL_LIFETIME_MS = 30 * 60_000;

/** Where a response to an interaction goes. */
export type AnswerPlace = Pick<
  ResponseUrl,
  'userId' | 'channelId' | 'sourceTs' | 'sourceIsEphemeral'
>;

/** Issues a response_url; returns the last part of its path. */
export function issueResponseUrl(workspace: Workspace, place: AnswerPlace): string {
  const nowMs = workspace.clock.now();
  const id = workspace.newId('R') + workspace.newId('');
  const live = workspace.state.responseUrls.filter((known) => known.expiresAtMs > nowMs);
  workspace.state.responseUrls = [
    ...live,
    { id, ...place, expiresAtMs: nowMs + RESPONSE_URL_LIFETIME_MS, usesLeft: RESPONSE_URL_USES },
  ];
  return id;
}

function removeSource(workspace: Workspace, place: AnswerPlace): void {
  if (place.sourceTs === null) return;
  if (!place.sourceIsEphemeral) {
    removeMessage(workspace, place.channelId, place.sourceTs);
    return;
  }
  workspace.state.ephemerals = workspace.state.ephemerals.filter(
    (shown) => shown.ts !== place.sourceTs || shown.channelId !== place.channelId,
  );
  workspace.changed();
}

function replaceSource(
  workspace: Workspace,
  place: AnswerPlace,
  content: { text: string; blocks: JsonObject[] },
): boolean {
  if (place.sourceTs === null) return false;
  if (place.sourceIsEphemeral) {
    removeSource(workspace, place);
    return false;
  }
  const message = findMessage(workspace, place.channelId, place.sourceTs);
  if (message === undefined) return false;
  editMessage(workspace, message, content);
  const ts = nextTs(workspace, place.channelId);
  message.edited = { user: workspace.state.app.botUserId, ts };
  return true;
}

/**
 * Applies an app's response to a command or through a response_url: `response_type` (ephemeral unless
 * in_channel), `text`, `blocks`, `thread_ts`, `replace_original`, `delete_original`. Throws what
 * chat.postMessage throws for the same content.
 */
export function postAnswer(workspace: Workspace, place: AnswerPlace, answer: JsonObject): void {
  if (answer.delete_original === true) {
    removeSource(workspace, place);
    return;
  }
  const { text } = truncatedText(stringAt(answer, 'text') ?? '');
  const blocks = answer.blocks === undefined ? [] : acceptBlocks(answer.blocks);
  requireContent(text, blocks);
  if (answer.replace_original === true && replaceSource(workspace, place, { text, blocks })) return;
  const threadTs = stringAt(answer, 'thread_ts');
  const { channelId, userId } = place;
  if (answer.response_type === 'in_channel') {
    const thread = threadTs === undefined ? {} : { thread_ts: threadTs };
    addBotMessage(workspace, channelId, { text, blocks, ...thread });
    return;
  }
  const thread = threadTs === undefined ? {} : { threadTs };
  addEphemeral(workspace, { channelId, userId, from: 'app', text, blocks, ...thread });
}

/**
 * Uses a response_url once. Throws expired_url after 30 minutes (or if it never existed) and used_url
 * after five uses; a refused response counts as a use.
 */
export function useResponseUrl(workspace: Workspace, id: string, answer: JsonObject): void {
  const url = workspace.state.responseUrls.find((known) => known.id === id);
  if (url === undefined || workspace.clock.now() > url.expiresAtMs) {
    throw new SlackApiError('expired_url');
  }
  if (url.usesLeft === 0) throw new SlackApiError('used_url');
  url.usesLeft -= 1;
  workspace.changed();
  postAnswer(workspace, url, answer);
}
