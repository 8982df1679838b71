import { trimmed } from './chat-text.ts';
import { mayHoldCredential, REVOKE, withoutKnownIds } from './credential-scan.ts';
import { readBodies } from './curl-body.ts';
import { sortWords } from './curl-options.ts';
import { keywordOf, resourceMeant, resourceOf } from './keywords.ts';
import type { LineContext } from './line-context.ts';
import { readOption } from './options.ts';
import { leaveOpen, newReading, propose, type Reading, take } from './parse-state.ts';
import { shellWords } from './shell-words.ts';

const ADDRESS = /\/webhooks\/init\/([A-Za-z_-]{1,40})/;
/** A query that has doo's fields. */
const IN_QUERY = /(?:^|&)(?:event_id|organization_id|webhook_|last_updated_|max_rate_)/;
const COMMAND =
  /(?:^|^[$>%]\s{0,3})(?:curl(?:\.exe)?|invoke-restmethod|invoke-webrequest|irm|iwr)(?:\s|$)/i;
/** The same behind other commands of a script. */
const LATER_COMMAND =
  /(?:[\n|;&=]|^sudo)\s{0,3}(?:curl(?:\.exe)?|invoke-restmethod|invoke-webrequest|irm|iwr)\s/i;

/** Whether a line is a `curl` call of doo's webhook initialization, or a fragment of one. */
export function isCurl(line: string): boolean {
  if (COMMAND.test(line)) return true;
  const isPart = /(?:^|\s)[-–—]{1,2}(?:H|d|X|header|data)/.test(line) || LATER_COMMAND.test(line);
  return ADDRESS.test(line) && isPart;
}

/**
 * Reads a pasted `curl` line: takes the resource from its URL, and its body. Drops the headers, and with
 * them token and API key, before it looks at anything else.
 */
export function readCurl(line: string, context: LineContext): Reading {
  const reading = newReading();
  const { rest, stdin } = withoutHeredoc(line);
  const words = shellWords(rest);
  const mayHold = mayHoldCredential(withoutKnownIds(line));
  if (words === undefined) {
    reading.faults.push('A quotation mark of the curl line is not closed, so it cannot be read.');
    return reading;
  }
  const { bodies, queries, unread, others, hadCredential } = sortWords(words, stdin);
  queries.push(...readAddress(reading, others));
  const isOfAddress = bodies.length === 0;
  bodies.push(...queries.filter((query) => IN_QUERY.test(query)));
  const left = others.filter((word) => !readOther(reading, word, context));
  const hasBody = readBodies(reading, bodies, context);
  for (const option of new Set(unread))
    reading.faults.push(`The data of ${option} in the curl line was not read.`);
  const taken = [
    ...(reading.values.resource === undefined ? [] : ['the resource']),
    ...(hasBody ? [isOfAddress ? 'the query of its address' : 'the body'] : []),
  ];
  reading.notes.unshift(takenWords(taken, hadCredential || mayHold, left.length));
  return reading;
}

/** Splits off `<<EOF … EOF`, which the shell passes as stdin; `<<< 'text'` stays a word. */
function withoutHeredoc(line: string): { readonly rest: string; readonly stdin?: string } {
  const [all, , name = '', string] =
    /<<-?\s?(['"]?)([A-Za-z_]\w{0,30})\1\s|<<<\s?(?=(['"]))/.exec(line) ?? [];
  if (all === undefined) return { rest: line };
  const at = line.indexOf(all);
  const start = at + all.length;
  if (string !== undefined) {
    const end = line.indexOf(string, start + 1);
    if (end < 0) return { rest: line };
    return { rest: line.slice(0, at) + line.slice(end + 1), stdin: line.slice(start + 1, end) };
  }
  const lineEnd = line.indexOf('\n', start - 1);
  const behind = lineEnd < 0 ? '' : line.slice(start, Math.max(start, lineEnd));
  const closing = new RegExp(`\\s${name}(?=\\s|$)`, 'g');
  closing.lastIndex = start;
  const end = closing.exec(line)?.index ?? line.length;
  const after = line.slice(end + name.length + 1);
  return {
    rest: `${line.slice(0, at)} ${behind} ${after}`,
    stdin: line.slice(start + behind.length, end),
  };
}

/** @returns the query of the address */
function readAddress(reading: Reading, others: string[]): readonly string[] {
  const found = others.filter((word) => ADDRESS.test(word));
  const names = [...new Set(found.map((word) => ADDRESS.exec(word)?.[1] ?? ''))];
  for (const word of found) others.splice(others.indexOf(word), 1);
  const [name] = names;
  if (name === undefined) {
    reading.faults.push(
      "The curl line has no address of doo's webhook initialization, like https://rest.doo.net/v1/webhooks/init/orders.",
    );
    return [];
  }
  const resource = resourceOf(name);
  if (names.length > 1)
    leaveOpen(reading, 'resource', 'The curl line has more than one address. Give one.');
  else if (resource !== undefined) take(reading, 'resource', resource, resource);
  else {
    reading.faults.push(
      'The address of the curl line ends in no resource of doo: orders, attendees, invitees, events or contacts.',
    );
    reading.doubted.add('resource');
    const meant = resourceMeant(name);
    if (meant !== undefined) propose(reading, 'resource', meant);
  }
  const queries = found.map((word) => /\?([^#>]*)/.exec(word)?.[1] ?? '');
  return queries.filter((query) => query !== '');
}

/**
 * Handles a word after the curl line: ignores prompts and operators, and reads options of doo-repush.
 * @returns whether the word was one of these
 */
function readOther(reading: Reading, word: string, context: LineContext): boolean {
  if (/^(?:[$>%|;&^]*|[$>%]?(?:curl(?:\.exe)?|invoke-\w{4,12}|irm|iwr))$/i.test(word)) return true;
  const option = /^([a-z]{2,8}):(?!\/\/)([\s\S]*)$/i.exec(word);
  const keyword = keywordOf(option?.[1] ?? '');
  if (keyword === undefined) return false;
  readOption(reading, keyword, trimmed(option?.[2] ?? '', /\s/), context);
  return true;
}

function takenWords(taken: readonly string[], hadCredential: boolean, left: number): string {
  const dropped = hadCredential
    ? `Its access token and API key were dropped: doo-repush has its own. ${REVOKE}`
    : 'Its headers were left out: doo-repush has its own access.';
  const others =
    left === 0
      ? ''
      : ` ${left === 1 ? '1 other word was' : `${left} other words were`} left out too, unshown, since they may be secrets.`;
  return `Taken from the curl line: ${taken.join(' and ') || 'nothing'}. ${dropped}${others}`;
}
