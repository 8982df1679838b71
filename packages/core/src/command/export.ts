import { shorten } from '../repush/event-ids.ts';
import type { CommandContext, CommandText } from './command.ts';
import { lineContext } from './line-context.ts';
import { faultWords, written } from './parse-state.ts';
import { splitWords, type Word } from './tokens.ts';

/** The file format, alone or after a time. */
const FORMAT = /(?:^|[\s,;])(csv|xlsx)$/i;

/** Parses the arguments of `export`: the file format (`csv`) and the time range (`since:`, `until:`). */
export function readExport(text: string, context: CommandContext): CommandText {
  const { readTime } = lineContext(context);
  const faults: string[] = [];
  const given: { since?: number; until?: number } = {};
  const fragments: { since?: string; until?: string } = {};
  let format: 'xlsx' | 'csv' = 'xlsx';
  for (const word of splitWords(text)) {
    const found = FORMAT.exec(textOf(word));
    const named = found?.[1];
    if (named !== undefined) format = named.toLowerCase() === 'csv' ? 'csv' : 'xlsx';
    if (named !== undefined && word.kind === 'plain') continue;
    const keyword = word.kind === 'option' && word.behind === '' ? word.keyword : undefined;
    if (word.kind !== 'option' || (keyword !== 'since' && keyword !== 'until')) {
      const raw = word.kind === 'plain' ? word.text : word.raw;
      faults.push(
        `"${shorten(raw.trim())}" is not a part of an export, which takes csv, since: and until: only.`,
      );
      continue;
    }
    const value = word.value.slice(0, found?.index).trim();
    const moment = readTime(value, keyword);
    if (!moment.ok) {
      faults.push(`"${shorten(word.raw.trim())}" cannot be used. ${moment.message}`);
    } else if ((given[keyword] ?? moment.atMs) !== moment.atMs) {
      faults.push(`"${keyword}:" is given twice, with different times. Give one of them.`);
    } else {
      given[keyword] = moment.atMs;
      fragments[keyword] = written(keyword, value);
    }
  }
  const { since, until } = given;
  if (since !== undefined && until !== undefined && since >= until) {
    faults.push('The export ends before it starts: until: is not after since:.');
    delete fragments.until;
  }
  if (faults.length > 0)
    return {
      kind: 'unreadable',
      message: faultWords(faults),
      suggestion: ['export', format === 'csv' ? format : '', fragments.since, fragments.until]
        .filter(Boolean)
        .join(' '),
    };
  return {
    kind: 'export',
    format,
    ...(since !== undefined && { sinceMs: since }),
    ...(until !== undefined && { untilMs: until }),
  };
}

function textOf(word: Word): string {
  if (word.kind === 'plain') return word.text;
  return word.kind === 'option' && !word.isQuoted ? word.value : '';
}
