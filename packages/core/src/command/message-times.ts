import { shorten } from '../repush/event-ids.ts';
import type { CommandContext, CommandText } from './command.ts';
import { parseCommandText } from './parse.ts';
import { written } from './parse-state.ts';
import type { Side } from './time.ts';
import { beginsWindow, goesOn, timePhrases } from './time-phrases.ts';

/** A line that gives values for the form. */
export type Draft = Extract<CommandText, { kind: 'draft' }>;

/** The times of a message. */
export interface MessageTimes {
  /** The text without them. */
  readonly prose: string;
  /** As options of a line. */
  readonly options: readonly string[];
  /** Sentences that name what is left open. */
  readonly notes: readonly string[];
}

const TIME = /(?:^|[\s(,;])(since|seit|ab|until|bis)(?:\s*:\s*|\s+)/gi;
const MOST_TIMES = 6;
const MOST_TIME_WORDS = 3;
/** Lines of a message in which times without a keyword are looked for. */
const MOST_TIME_LINES = 40;
/** Words before a keyword that may be the day or the start that it goes with. */
const MOST_AHEAD = 8;
/** Words of a start that cannot be read, with the word that begins it. */
const MOST_BETWEEN = 4;
/** A date or a time of day, whether it can be read or not. */
const TIME_LIKE = /^\s*\d{1,2}(?:[.:/]\d|\. ?\d| ?(?:uhr|am|pm)\b)/i;

/** A line that is understood completely. */
export function understoodWhole(line: string, context: CommandContext): Draft | undefined {
  const read = parseCommandText(line, context);
  return read.kind === 'draft' && read.faults.length === 0 ? read : undefined;
}

/**
 * Extracts each end of the window that the text gives exactly once, as an option, and the remaining text.
 */
export function timesIn(text: string, context: CommandContext): MessageTimes {
  const given = { since: new Set<string>(), until: new Set<string>() };
  const notes: string[] = [];
  const unread = new Set<Side>();
  let prose = phrasesIn(text, given, context);
  const source = prose;
  for (const found of [...source.matchAll(TIME)].slice(0, MOST_TIMES)) {
    const [all, key = ''] = found;
    const side = /^(?:since|seit|ab)$/i.test(key) ? 'since' : 'until';
    const behind = source.slice(found.index + all.length).slice(0, 60);
    const words =
      behind
        .split('\n')[0]
        ?.trim()
        .split(/\s+/)
        .slice(0, MOST_TIME_WORDS + 1) ?? [];
    const value = timeAt(side, words.slice(0, MOST_TIME_WORDS), context);
    const unreadable = (read: string, next = '') => {
      unread.add(side);
      notes.push(`"${key} ${shorten(`${read} ${next}`.trim())}" is no exact time: choose one.`);
    };
    if (value === undefined) {
      if (TIME_LIKE.test(behind)) unreadable(words.slice(0, 2).join(' '));
      continue;
    }
    const at = source.indexOf(value, found.index + all.length);
    prose = blanked(prose, at, at + value.length);
    const rest = source.slice(at + value.length).trimStart();
    if (goesOn(rest)) {
      unreadable(value, rest.split(/[\s,;]/)[0]);
      continue;
    }
    const ahead = wordsOf(source.slice(0, found.index).split('\n').at(-1) ?? '').slice(-MOST_AHEAD);
    const phrases = timePhrases(ahead, context, { side, key, value });
    const taken = ahead[phrases.rest.length];
    if (taken !== undefined)
      prose = blanked(prose, prose.lastIndexOf(taken, found.index), found.index);
    for (const since of phrases.since) given.since.add(since);
    const begin = ahead.slice(-MOST_BETWEEN).find(beginsWindow);
    if (side === 'until' && given.since.size === 0 && begin !== undefined) {
      unread.add('since');
      notes.push(`The start of "${begin} … ${key} ${value}" is no exact time: choose one.`);
    }
    given[side].add(phrases.day === undefined ? value : `${phrases.day} ${value}`);
  }
  // Half of a window would be a wider one.
  if (unread.size > 0) return { prose, options: [], notes };
  const options = SIDES.flatMap((side) => {
    const values = [...given[side]];
    const [value] = values;
    if (value !== undefined && values.length === 1) return [written(side, value)];
    if (values.length > 1)
      notes.push(`The message names several times for ${side}: ${values.join(', ')}. Choose one.`);
    return [];
  });
  if (options.length > 1 && understoodWhole(`orders ${options.join(' ')}`, context) === undefined)
    return { prose, options: [], notes: ['The times of the message are no window: choose one.'] };
  return { prose, options, notes };
}

const SIDES = ['since', 'until'] as const;

function blanked(text: string, from: number, to: number): string {
  return text.slice(0, from) + ' '.repeat(to - from) + text.slice(to);
}

/** Takes `zwischen 14 und 16 Uhr` and the like from each line. @returns the rest of the text */
function phrasesIn(
  text: string,
  given: Readonly<Record<Side, Set<string>>>,
  context: CommandContext,
): string {
  const lines = text.split('\n');
  const rest = lines.slice(0, MOST_TIME_LINES).map((line) => {
    const phrases = timePhrases(wordsOf(line), context);
    if (phrases.range !== undefined) return phrases.rest.concat(phrases.range.join('-')).join(' ');
    if (phrases.since.length + phrases.until.length === 0) return line;
    for (const side of SIDES) for (const value of phrases[side]) given[side].add(value);
    return phrases.rest.join(' ');
  });
  return [...rest, ...lines.slice(MOST_TIME_LINES)].join('\n');
}

/** Without the punctuation of a sentence, except for the dot of a date. */
function wordsOf(line: string): readonly string[] {
  return line
    .split(/\s+/)
    .map((word) =>
      word.replace(/^["'“„(]+|[,;:!?)"'“”]+$/g, '').replace(/(?<=\p{L}|:\d\d)\.$/u, ''),
    )
    .filter((word) => word !== '');
}

/** The longest prefix of the words that is a time. */
function timeAt(
  side: string,
  words: readonly string[],
  context: CommandContext,
): string | undefined {
  for (let count = words.length; count > 0; count -= 1) {
    const value = words
      .slice(0, count)
      .join(' ')
      .replace(/[.,;:!?)"'“”]+$/, '')
      .replace(/^["'“„]+/, '');
    if (/\d|[a-z]{4}/i.test(value) && understoodWhole(`orders ${written(side, value)}`, context))
      return value;
  }
  return undefined;
}
