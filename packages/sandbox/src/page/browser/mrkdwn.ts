/** A piece of Slack's mrkdwn as a reader sees it. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'bold' | 'italic' | 'strike' | 'quote'; readonly pieces: readonly Piece[] }
  | { readonly kind: 'code' | 'preformatted'; readonly text: string }
  | { readonly kind: 'link'; readonly url: string; readonly label: string }
  | { readonly kind: 'user' | 'group' | 'channel' | 'everyone'; readonly id: string }
  | {
      readonly kind: 'date';
      readonly atMs: number;
      readonly format: string;
      readonly fallback: string;
      readonly url: string | undefined;
    }
  | { readonly kind: 'emoji'; readonly name: string };

const MARKS = { '*': 'bold', _: 'italic', '~': 'strike' } as const;
type Mark = keyof typeof MARKS;

/** A zero-width space beside a mark cancels its meaning, as a space does. */
const SPACE = /[\s\u200b]/;
const WORD = /[\p{L}\p{N}]/u;
const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };

/** Parses mrkdwn (Slack docs: Formatting text for app surfaces). What it cannot parse stays text. */
export function parseMrkdwn(text: string): Piece[] {
  const pieces: Piece[] = [];
  const fenced = /```([\s\S]+?)```/g;
  let end = 0;
  for (const match of text.matchAll(fenced)) {
    pieces.push(...parseLines(text.slice(end, match.index)));
    pieces.push({ kind: 'preformatted', text: decode((match[1] ?? '').replace(/^\n|\n$/g, '')) });
    end = match.index + match[0].length;
  }
  pieces.push(...parseLines(text.slice(end)));
  return pieces;
}

/** Plain text in which only emoji names have meaning (Slack docs: Text object, plain_text). */
export function parsePlain(text: string): Piece[] {
  return joinLines(text.split('\n').map((line) => parseEmoji(line)));
}

/** Decodes the three escapes that Slack knows. */
export function decode(text: string): string {
  return text.replace(/&(?:lt|gt|amp);/g, (entity) => ENTITIES[entity] ?? entity);
}

function parseLines(text: string): Piece[] {
  if (text === '') return [];
  const lines = text.split('\n').map((line): Piece[] => {
    const quoted = /^(?:&gt;|>) ?(.*)$/.exec(line)?.[1];
    return quoted === undefined
      ? parseInline(line)
      : [{ kind: 'quote', pieces: parseInline(quoted) }];
  });
  return joinLines(lines);
}

function joinLines(lines: readonly Piece[][]): Piece[] {
  return lines.flatMap((line, index) =>
    index === 0 ? line : [{ kind: 'break' } as const, ...line],
  );
}

function parseInline(text: string): Piece[] {
  const pieces: Piece[] = [];
  let plain = '';
  const flush = () => {
    pieces.push(...parseEmoji(decode(plain)));
    plain = '';
  };
  for (let at = 0; at < text.length; ) {
    const found = pieceAt(text, at);
    if (found === undefined) {
      plain += text[at];
      at += 1;
      continue;
    }
    flush();
    pieces.push(found.piece);
    at = found.end;
  }
  flush();
  return pieces;
}

interface Found {
  readonly piece: Piece;
  readonly end: number;
}

function pieceAt(text: string, at: number): Found | undefined {
  const character = text[at];
  if (character === '<') return tokenAt(text, at);
  if (character === '`') return codeAt(text, at);
  if (character === '*' || character === '_' || character === '~') {
    return markedAt(text, at, character);
  }
  return undefined;
}

function codeAt(text: string, at: number): Found | undefined {
  const end = text.indexOf('`', at + 1);
  const inner = text.slice(at + 1, end);
  if (end === -1 || inner.trim() === '' || SPACE.test(text[at + 1] ?? ' ')) return undefined;
  return { piece: { kind: 'code', text: decode(inner) }, end: end + 1 };
}

function markedAt(text: string, at: number, mark: Mark): Found | undefined {
  const opens = !WORD.test(text[at - 1] ?? ' ') && !SPACE.test(text[at + 1] ?? ' ');
  if (!opens || text[at + 1] === mark) return undefined;
  for (let end = text.indexOf(mark, at + 1); end !== -1; end = text.indexOf(mark, end + 1)) {
    const closes = !SPACE.test(text[end - 1] ?? ' ') && !WORD.test(text[end + 1] ?? ' ');
    const isDisarmed = text[end + 1] === '\u200b';
    if (closes && !isDisarmed) {
      return {
        piece: { kind: MARKS[mark], pieces: parseInline(text.slice(at + 1, end)) },
        end: end + 1,
      };
    }
  }
  return undefined;
}

function tokenAt(text: string, at: number): Found | undefined {
  const end = text.indexOf('>', at);
  const piece = end === -1 ? undefined : readToken(text.slice(at + 1, end));
  return piece === undefined ? undefined : { piece, end: end + 1 };
}

function readToken(token: string): Piece | undefined {
  const bar = token.indexOf('|');
  const head = bar === -1 ? token : token.slice(0, bar);
  const label = bar === -1 ? undefined : decode(token.slice(bar + 1));
  if (head.startsWith('@')) return { kind: 'user', id: head.slice(1) };
  if (head.startsWith('#')) return { kind: 'channel', id: head.slice(1) };
  if (head.startsWith('!subteam^')) return { kind: 'group', id: head.slice('!subteam^'.length) };
  if (head.startsWith('!date^')) return readDate(head, label ?? '');
  if (head.startsWith('!')) return { kind: 'everyone', id: head.slice(1) };
  if (!/^(?:https?:\/\/|mailto:)/.test(head)) return undefined;
  return { kind: 'link', url: decode(head), label: label ?? decode(head) };
}

function readDate(head: string, fallback: string): Piece | undefined {
  const [, seconds = '', format = '', url] = head.split('^');
  if (!/^\d+$/.test(seconds)) return undefined;
  return { kind: 'date', atMs: Number(seconds) * 1000, format, fallback, url };
}

function parseEmoji(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(/:([a-z0-9_+-]+):/g)) {
    if (match.index > end) pieces.push({ kind: 'text', text: text.slice(end, match.index) });
    pieces.push({ kind: 'emoji', name: match[1] ?? '' });
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push({ kind: 'text', text: text.slice(end) });
  return pieces;
}
