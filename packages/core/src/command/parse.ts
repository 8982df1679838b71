import type { Resource } from '../doo/resources.ts';
import type { DooWindow } from '../repush/window.ts';
import { typedText } from './chat-text.ts';
import { HELD_CREDENTIAL, mayHoldCredential, REVOKE } from './credential-scan.ts';
import { isCurl, readCurl } from './curl.ts';
import { readExport } from './export.ts';
import { readHistory } from './history.ts';
import { nearest } from './keywords.ts';
import { lineContext } from './line-context.ts';
import { faultWords, type Reading } from './parse-state.ts';
import { readRequestLine } from './request-line.ts';
import { EXAMPLE, suggestionOf } from './suggestion.ts';
import { checkReading } from './validate.ts';

/** What a command line asks to be filled into the form: only what was given. */
export interface CommandDraft {
  readonly resource?: Resource;
  readonly eventIds?: readonly string[];
  /** Part of a name, or an id, as typed. */
  readonly organization?: string;
  readonly configurationId?: string;
  /** doo's local times, on whole minutes. */
  readonly window?: DooWindow;
  /** Names of the resource's types, with or without `on_`, as written. */
  readonly webhookTypes?: readonly string[];
  readonly maxRatePerMin?: number;
  readonly reason?: string;
  readonly ticket?: string;
}

/** Which requests of the ledger are asked for: those that meet all that is given. */
export interface HistoryQuery {
  readonly eventId?: string;
  /** Part of a name, or an id, as typed. */
  readonly organization?: string;
  /** A person who asked or decided. */
  readonly userId?: string;
  readonly ticket?: string;
  /** Words without a kind: an organization or a ticket, as typed. */
  readonly text?: string;
  /** The earliest moment, in milliseconds since the epoch. */
  readonly sinceMs?: number;
}

export type CommandText =
  | {
      readonly kind: 'draft';
      readonly draft: CommandDraft;
      /** Sentences for the person alone: what was dropped, what was read in one of two ways. */
      readonly notes: readonly string[];
    }
  | { readonly kind: 'help' }
  | { readonly kind: 'history'; readonly query: HistoryQuery }
  | { readonly kind: 'export'; readonly sinceMs?: number; readonly untilMs?: number }
  | {
      readonly kind: 'unreadable';
      /** Sentences that name each part that was not understood. No token is ever in them. */
      readonly message: string;
      /** The closest right form: what to type after the command. It can be read as it is. */
      readonly suggestion: string;
    };

export interface CommandContext {
  readonly nowMs: number;
  /** IANA zone in which doo reads its times. */
  readonly timeZone: string;
  /** The highest rate that may be asked for, in webhooks a minute. */
  readonly maxRatePerMin: number;
}

/** More than a chat client lets a person type. */
const MAX_TEXT_CHARS = 12_000;
const MAX_HELP_CHARS = 40;
const HELP = /^(?:help|\?|-h|--help|—help)$/i;

/**
 * Reads what follows the command, as Slack sends it (docs: Slash commands): nothing; a request
 * (resource, event ids and options in any order, or the `curl` line of doo's guide); `help`,
 * `history …` or `export …`. Whatever cannot be understood is named, never ignored. Never throws.
 */
export function parseCommandText(text: string, context: CommandContext): CommandText {
  if (text.length > MAX_TEXT_CHARS)
    return {
      kind: 'unreadable',
      message: `The line has ${text.length} characters: at most ${MAX_TEXT_CHARS} can be read.`,
      suggestion: EXAMPLE,
    };
  const line = typedText(text);
  if (isCurl(line)) return curlLine(line, context);
  const [, first = '', rest = ''] = /^(\S*)\s*([\s\S]*)$/.exec(line) ?? [];
  const read = readMode(first.toLowerCase(), rest, line, context);
  return read.kind === 'unreadable' && mayHoldCredential(line)
    ? { kind: 'unreadable', message: HELD_CREDENTIAL, suggestion: EXAMPLE }
    : read;
}

/** Whether a line asks for help alone: it is told without knowing who asks. Looks at short lines only. */
export function asksForHelp(text: string): boolean {
  return text.length <= MAX_HELP_CHARS && HELP.test(typedText(text).trim());
}

function readMode(first: string, rest: string, line: string, context: CommandContext): CommandText {
  if (rest === '' && HELP.test(first)) return { kind: 'help' };
  if (first === 'history') return readHistory(rest, context);
  if (first === 'export') return readExport(rest, context);
  const reading = readRequestLine(line, lineContext(context));
  const read = answer(reading, context);
  const mode = nearest(first, ['help', 'history', 'export']);
  if (read.kind !== 'unreadable' || mode === undefined) return read;
  const meant = mode === 'help' ? mode : `${mode} ${rest}`.trim();
  const isRight = parseCommandText(meant, context).kind === mode;
  return { ...read, suggestion: isRight ? meant : mode };
}

function curlLine(line: string, context: CommandContext): CommandText {
  const read = answer(readCurl(line, lineContext(context)), context);
  return read.kind === 'unreadable' && mayHoldCredential(line)
    ? { ...read, message: `${read.message} Its access token and API key were dropped. ${REVOKE}` }
    : read;
}

function answer(reading: Reading, context: CommandContext): CommandText {
  const checked = checkReading(reading, context);
  if (checked.ok) return { kind: 'draft', draft: checked.draft, notes: checked.notes };
  return {
    kind: 'unreadable',
    message: faultWords(checked.faults),
    suggestion: suggestionOf(reading, context),
  };
}
