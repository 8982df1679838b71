import { isJsonObject, type JsonObject, stringAt } from '../../../slack/json.ts';
import { type Child, h } from '../dom.ts';
import { emojiOf } from '../emoji.ts';
import { type Piece, parseMrkdwn, parsePlain } from '../mrkdwn.ts';
import { followPermalink } from '../navigate.ts';
import { nowMs, type Store, zoneOf } from '../store.ts';
import { fullTime, slackDate } from '../times.ts';

/** mrkdwn as the reader sees it. */
export function mrkdwn(store: Store, text: string): Child[] {
  return parseMrkdwn(text).map((piece) => shown(store, piece));
}

/** A text object, as mrkdwn or plain text. */
export function textObject(store: Store, value: unknown): Child[] {
  if (!isJsonObject(value)) return [];
  const text = stringAt(value, 'text') ?? '';
  if (value.type === 'mrkdwn') return mrkdwn(store, text);
  return parsePlain(text).map((piece) => shown(store, piece));
}

/** A plain-text object as a string. */
export function plainWords(value: unknown): string {
  return isJsonObject(value) ? (stringAt(value as JsonObject, 'text') ?? '') : '';
}

/** mrkdwn as one line of plain text, for screen readers and titles. */
export function wordsOf(store: Store, text: string): string {
  return parseMrkdwn(text)
    .map((piece) => words(store, piece))
    .join('');
}

function shown(store: Store, piece: Piece): Child {
  switch (piece.kind) {
    case 'text':
      return piece.text;
    case 'break':
      return h('br');
    case 'bold':
      return h('strong', {}, inner(store, piece.pieces));
    case 'italic':
      return h('em', {}, inner(store, piece.pieces));
    case 'strike':
      return h('s', {}, inner(store, piece.pieces));
    case 'quote':
      return h('span', { class: 'quote' }, inner(store, piece.pieces));
    case 'code':
      return h('code', {}, piece.text);
    case 'preformatted':
      return h('pre', {}, piece.text);
    case 'link':
      return link(store, piece.url, piece.label);
    case 'date': {
      const title = fullTime(piece.atMs, zoneOf(store));
      const time = h('time', { attrs: { title } }, words(store, piece));
      return piece.url === undefined ? time : link(store, piece.url, words(store, piece));
    }
    case 'emoji':
      return h(
        'span',
        { class: 'emoji', attrs: { title: `:${piece.name}:` } },
        emojiOf(piece.name),
      );
    case 'user': {
      const isMe = piece.id === store.ui.person;
      return h('span', { class: isMe ? 'mention me' : 'mention' }, words(store, piece));
    }
    default:
      return h('span', { class: 'mention' }, words(store, piece));
  }
}

function inner(store: Store, pieces: readonly Piece[]): Child[] {
  return pieces.map((piece) => shown(store, piece));
}

function link(store: Store, url: string, label: string): Child {
  return h(
    'a',
    {
      attrs: { href: url, target: '_blank', rel: 'noopener noreferrer' },
      on: {
        click(event) {
          if (followPermalink(store, url)) event.preventDefault();
        },
      },
    },
    label,
  );
}

function words(store: Store, piece: Piece): string {
  const workspace = store.picture?.workspace;
  switch (piece.kind) {
    case 'text':
    case 'code':
    case 'preformatted':
      return piece.text;
    case 'break':
      return ' ';
    case 'link':
      return piece.label;
    case 'emoji':
      return emojiOf(piece.name);
    case 'date':
      return slackDate(piece.atMs, piece.format, nowMs(store), zoneOf(store));
    case 'user':
      return `@${workspace?.userNames[piece.id] ?? piece.id}`;
    case 'group':
      return `@${workspace?.groupNames[piece.id] ?? piece.id}`;
    case 'channel':
      return `#${workspace?.channels.find(({ id }) => id === piece.id)?.name ?? piece.id}`;
    case 'everyone':
      return `@${piece.id}`;
    default:
      return piece.pieces.map((each) => words(store, each)).join('');
  }
}
