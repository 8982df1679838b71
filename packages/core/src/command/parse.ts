import { readAgain } from './again.ts';
import { typedText } from './chat-text.ts';
import type { CommandContext, CommandText } from './command.ts';
import { HELD_CREDENTIAL, mayHoldCredential, REVOKE, withoutKnownIds } from './credential-scan.ts';
import { isCurl, readCurl } from './curl.ts';
import { readExport } from './export.ts';
import { readHistory } from './history.ts';
import { nearest } from './keywords.ts';
import { lineContext } from './line-context.ts';
import { faultWords, mostFaults, type Reading } from './parse-state.ts';
import { readRequestLine } from './request-line.ts';
import { EXAMPLE, suggestionOf } from './suggestion.ts';
import { checkReading } from './validate.ts';

/** More than chat clients let people type. */
const MAX_TEXT_CHARS = 12_000;
const MAX_HELP_CHARS = 40;
const HELP = /^(?:help|\?|-h|--help|—help)$/i;

/**
 * Parses the text of the command as Slack sends it (docs: Slash commands): nothing; a request (resource,
 * event IDs and options in any order, or the `curl` line from doo's guide); `help`, `history …`, `export …`
 * or `again …`. Whatever cannot be read is named, never ignored. Never throws.
 */
export function parseCommandText(text: string, context: CommandContext): CommandText {
  if (text.length > MAX_TEXT_CHARS)
    return {
      kind: 'unreadable',
      message: `The line has ${text.length} characters: at most ${MAX_TEXT_CHARS} can be read.`,
      suggestion: EXAMPLE,
    };
  const typed = typedText(text);
  const line = typed.replaceAll('\t', ' ');
  if (isCurl(line)) return curlLine(line, context);
  const [, first = '', rest = ''] = /^(\S*)\s*([\s\S]*)$/.exec(line) ?? [];
  const read = readMode(first.toLowerCase(), rest, typed, context);
  return mayHoldCredential(withoutKnownIds(line)) ? withoutQuotes(read) : read;
}

/** Removes every quotation of a line that contains a token, including suggestions. */
function withoutQuotes(read: CommandText): CommandText {
  if (read.kind === 'unreadable')
    return { kind: 'unreadable', message: HELD_CREDENTIAL, suggestion: EXAMPLE, opens: '' };
  if (read.kind !== 'draft' || read.faults.length === 0) return read;
  return { ...read, notes: [], faults: [HELD_CREDENTIAL] };
}

/** Whether a line asks for nothing but help, which needs no authorization. Inspects short lines only. */
export function asksForHelp(text: string): boolean {
  return text.length <= MAX_HELP_CHARS && HELP.test(typedText(text).trim());
}

function readMode(first: string, rest: string, line: string, context: CommandContext): CommandText {
  if (rest === '' && HELP.test(first)) return { kind: 'help' };
  if (first === 'history') return readHistory(rest, context);
  if (first === 'export') return readExport(rest, context);
  if (first === 'again') return readAgain(rest);
  const reading = readRequestLine(line, lineContext(context));
  const read = answer(reading, context);
  const mode = nearest(first, ['help', 'history', 'export']);
  const isRead = read.kind === 'draft' && read.faults.length === 0;
  if (isRead || mode === undefined) return read;
  const meant = mode === 'help' ? mode : `${mode} ${rest}`.trim();
  const isRight = parseCommandText(meant, context).kind === mode;
  const message = read.kind === 'draft' ? faultWords(read.faults) : faultWords(reading.faults);
  return { kind: 'unreadable', message, suggestion: isRight ? meant : mode };
}

function curlLine(line: string, context: CommandContext): CommandText {
  const read = answer(readCurl(line, lineContext(context)), context);
  return read.kind === 'unreadable' && mayHoldCredential(withoutKnownIds(line))
    ? { ...read, message: `${read.message} Its access token and API key were dropped. ${REVOKE}` }
    : read;
}

function answer(reading: Reading, context: CommandContext): CommandText {
  const { draft, notes, faults, isUnderstood } = checkReading(reading, lineContext(context));
  if (isUnderstood || faults.length === 0)
    return { kind: 'draft', draft, notes, faults: mostFaults(faults) };
  const meant = suggestionOf(reading, context);
  return {
    kind: 'unreadable',
    message: faultWords(faults),
    suggestion: meant || EXAMPLE,
    opens: meant,
  };
}
