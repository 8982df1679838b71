import { trimmed } from './chat-text.ts';
import { REVOKE } from './credential-scan.ts';
import { readBody } from './curl-body.ts';
import { keywordOf, resourceMeant, resourceOf } from './keywords.ts';
import type { LineContext } from './line-context.ts';
import { readOption } from './options.ts';
import { newReading, propose, type Reading, take } from './parse-state.ts';
import { shellWords } from './shell-words.ts';

/** curl's options that take a value and matter here (curl manual). */
const HEADER = /^(?:-H|--header)$/;
const BODY = /^(?:-d|--data|--data-raw|--data-binary|--data-ascii|--json)$/;
/** curl's options whose value is a secret, or an address or file that says nothing here. */
const CREDENTIAL = /^(?:-u|--user|--oauth2-bearer|-b|--cookie|-U|--proxy-user)$/;
const WITH_VALUE =
  /^(?:-[XAeomxwEcFT]|--(?:request|user-agent|referer|output|max-time|connect-timeout|proxy|write-out|cert|key|cacert|retry|cookie-jar|form|url-query|data-urlencode|resolve|interface))$/;
const ADDRESS = /\/webhooks\/init\/([A-Za-z_-]{1,40})/;
const SECRET_HEADER = /^\s*(?:authorization|cookie|[\w-]*(?:key|token|secret)[\w-]*)\s*:/i;

/** Whether a line is the `curl` call of doo's webhook initialization, or a piece of it. */
export function isCurl(line: string): boolean {
  return (
    /^(?:[$>%]\s{0,3})?curl(?:\.exe)?(?:\s|$)/i.test(line) ||
    (ADDRESS.test(line) && /(?:^|\s)[-–—]{1,2}(?:H|d|X|header|data)/.test(line))
  );
}

/**
 * Reads a pasted `curl` line: the resource of its address and its body are taken. Headers, and with
 * them token and API key, are dropped before anything else is looked at.
 */
export function readCurl(line: string, context: LineContext): Reading {
  const reading = newReading();
  const words = shellWords(line);
  if (words === undefined) {
    reading.faults.push('A quotation mark of the curl line is not closed, so it cannot be read.');
    return reading;
  }
  const { bodies, others, hadCredential } = sorted(words);
  readAddress(reading, others);
  const left = others.filter((word) => !readOther(reading, word, context));
  readBody(reading, bodies, context);
  reading.notes.unshift(takenWords(hadCredential, left.length));
  return reading;
}

interface Sorted {
  readonly bodies: string[];
  readonly others: string[];
  hadCredential: boolean;
}

function sorted(words: readonly string[]): Sorted {
  const all: Sorted = { bodies: [], others: [], hadCredential: false };
  for (let index = 0; index < words.length; index += 1) {
    const { option, attached } = optionOf(words[index] ?? '');
    const takesValue = [HEADER, BODY, CREDENTIAL, WITH_VALUE, /^--url$/].some((it) =>
      it.test(option),
    );
    const value = attached ?? (takesValue ? (words[index + 1] ?? '') : '');
    if (takesValue && attached === undefined) index += 1;
    if (HEADER.test(option)) all.hadCredential ||= SECRET_HEADER.test(value);
    else if (BODY.test(option)) all.bodies.push(value);
    else if (CREDENTIAL.test(option)) all.hadCredential = true;
    else if (option === '--url') all.others.push(value);
    else if (!option.startsWith('-')) all.others.push(option);
  }
  return all;
}

/** An option with its dashes as they were before a phone joined them, and a value written onto it. */
function optionOf(word: string): { option: string; attached?: string } {
  const name = /^[-‐‑‒–—―−]{1,2}(?=[A-Za-z])/.exec(word);
  if (name === null) return { option: word };
  const rest = word.slice(name[0].length);
  const long = /^([a-z][a-z0-9-]+)(?:=([\s\S]*))?$/.exec(rest);
  const isLong = name[0].length === 2 || /[—―]/.test(name[0]) || (long !== null && LONG.test(rest));
  if (isLong && long !== null)
    return { option: `--${long[1]}`, ...(long[2] !== undefined && { attached: long[2] }) };
  const short = `-${rest.charAt(0)}`;
  const isAttached =
    rest.length > 1 && [HEADER, BODY, CREDENTIAL, WITH_VALUE].some((it) => it.test(short));
  return isAttached ? { option: short, attached: rest.slice(1) } : { option: `-${rest}` };
}

const LONG = /^(?:header|data|data-raw|data-binary|json|request|url|user|location)(?:=|$)/;

function readAddress(reading: Reading, others: string[]): void {
  const at = others.findIndex((word) => ADDRESS.test(word));
  const name = ADDRESS.exec(others[at] ?? '')?.[1];
  if (name === undefined) {
    reading.faults.push(
      "The curl line has no address of doo's webhook initialization, like https://rest.doo.net/v1/webhooks/init/orders.",
    );
    return;
  }
  others.splice(at, 1);
  const resource = resourceOf(name);
  if (resource !== undefined) {
    take(reading, 'resource', resource, resource);
    return;
  }
  reading.faults.push(
    'The address of the curl line ends in no resource of doo: orders, attendees, invitees, events or contacts.',
  );
  const meant = resourceMeant(name);
  if (meant !== undefined) propose(reading, 'resource', meant);
}

/** Whether a further word is nothing, or an option of doo-repush behind the curl line, which counts. */
function readOther(reading: Reading, word: string, context: LineContext): boolean {
  if (/^[$>%|;&]*(?:curl(?:\.exe)?)?$/i.test(word)) return true;
  const option = /^([a-z]{3,6}):(?!\/\/)([\s\S]*)$/i.exec(word);
  const keyword = keywordOf(option?.[1] ?? '');
  if (keyword === undefined) return false;
  readOption(reading, keyword, trimmed(option?.[2] ?? '', /\s/), context);
  return true;
}

function takenWords(hadCredential: boolean, left: number): string {
  const dropped = hadCredential
    ? `Its access token and API key were dropped: doo-repush has its own. ${REVOKE}`
    : 'Its headers were left out: doo-repush has its own access.';
  const others =
    left === 0 ? '' : ` ${left} other words were left out too, unshown, since they may be secrets.`;
  return `Taken from the curl line: the resource and the body. ${dropped}${others}`;
}
