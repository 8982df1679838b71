import * as z from 'zod';

/** Slack accepts 40,000 characters of text (Slack docs: chat.postMessage). */
const MAX_CHARS = 40_000;
const MAX_PARTS = 500;
const MAX_DEPTH = 12;
/** The fields of blocks and attachments that contain text. */
const WORDS = new Set(['text', 'fallback', 'pretext', 'title', 'title_link', 'value', 'url']);

/** The message on which a shortcut was chosen, as far as it is read. */
export interface SourceMessage {
  readonly text: string;
  /** Slack's permalink of the message. */
  readonly link: string | undefined;
  /** Milliseconds since the epoch. */
  readonly atMs: number | undefined;
  readonly threadTs: string | undefined;
}

const timestamp = z.string().regex(/^\d{9,11}\.\d{6}$/);
const payloadSchema = z.looseObject({
  message: z.looseObject({
    ts: timestamp.optional().catch(undefined),
    thread_ts: timestamp.optional().catch(undefined),
    text: z.string().optional().catch(undefined),
    blocks: z.unknown().optional(),
    attachments: z.unknown().optional(),
  }),
  channel: z
    .looseObject({ id: z.string().regex(/^[A-Z0-9]{2,64}$/) })
    .optional()
    .catch(undefined),
  team: z
    .looseObject({ domain: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,100}$/) })
    .optional()
    .catch(undefined),
});

/**
 * Reads the untrusted payload of a message shortcut: the message's text, or the text of its blocks if it
 * has none, and the text of its attachments.
 */
export function sourceMessageOf(payload: unknown): SourceMessage {
  const { data } = payloadSchema.safeParse(payload);
  if (data === undefined)
    return { text: '', link: undefined, atMs: undefined, threadTs: undefined };
  const { message, channel, team } = data;
  const written = message.text?.trim() ? [message.text] : wordsIn(message.blocks);
  const { ts, thread_ts: threadTs } = message;
  return {
    text: [...written, ...wordsIn(message.attachments)].join('\n').slice(0, MAX_CHARS),
    link: ts && channel && team && linkOf(team.domain, channel.id, ts, threadTs),
    atMs: ts === undefined ? undefined : Number(ts) * 1000,
    threadTs,
  };
}

/** Built the way chat.getPermalink does it, which saves a call before the form opens. */
function linkOf(domain: string, channel: string, ts: string, threadTs: string | undefined): string {
  const isReply = threadTs !== undefined && threadTs !== ts;
  const thread = isReply ? `?thread_ts=${threadTs}&cid=${channel}` : '';
  return `https://${domain}.slack.com/archives/${channel}/p${ts.replace('.', '')}${thread}`;
}

function wordsIn(value: unknown): readonly string[] {
  const words: string[] = [];
  collect(value, 0);
  return words;

  function collect(part: unknown, depth: number): void {
    if (depth > MAX_DEPTH || words.length >= MAX_PARTS) return;
    if (Array.isArray(part)) for (const each of part.slice(0, MAX_PARTS)) collect(each, depth + 1);
    else if (typeof part === 'object' && part !== null)
      for (const [name, inner] of Object.entries(part)) {
        if (typeof inner !== 'string') collect(inner, depth + 1);
        else if (WORDS.has(name) && words.length < MAX_PARTS && !words.includes(inner))
          words.push(inner);
      }
  }
}
