import { SECRET_HEADER } from './credential-scan.ts';

/** A parsed shell line by kind of word; headers are dropped. */
export interface CurlLine {
  readonly bodies: string[];
  /** What the line adds to the query of its URL. */
  readonly queries: string[];
  /** Data that the line only refers to, as the option that names it. */
  readonly unread: string[];
  /** Words that belong to no option, URLs among them. */
  readonly others: string[];
  hadCredential: boolean;
}

/** curl's single-letter options without a value; all other letters take one (curl manual). */
const WITHOUT_VALUE = /[#0-46abfgGiIjJklLMnNOpqRsSvVZ:]/;
const HEADER = /^(?:-H|--header|--headers|-headers)$/;
const BODY =
  /^(?:-d|-F|--data|--data-raw|--data-binary|--data-ascii|--data-urlencode|--json|--form|--form-string|--post-data|--body-data|-body)$/;
/** Its values may stand in quotation marks of their own (curl manual: --form). */
const FORM = /^(?:-F|--form)$/;
const UPLOAD = /^(?:-T|--upload-file|-K|--config|-infile)$/;
/** Options whose value is a secret. */
const CREDENTIAL =
  /^(?:-u|-b|-U|--user|--oauth2-bearer|--cookie|--proxy-user|--password|--aws-sigv4|-credential)$/;
const ADDRESS = /^(?:--url|-uri)$/;
const QUERY = /^--url-query$/;
const WITH_VALUE =
  /^--(?:request|user-agent|referer|output|max-time|connect-timeout|proxy|write-out|cert|key|cacert|capath|retry|retry-delay|retry-max-time|cookie-jar|resolve|interface|dump-header|limit-rate|range|max-redirs|connect-to|cert-type|method|stderr|trace|trace-ascii|tls-max|ciphers|socks5|noproxy|engine|output-dir)$|^-(?:method|contenttype|outfile|timeoutsec|useragent)$/;
/** PowerShell options are whole words after a single hyphen. */
const POWERSHELL =
  /^-(?:uri|method|headers|body|contenttype|outfile|infile|timeoutsec|useragent|credential)$/i;
/** A variable or placeholder: it reveals nothing. */
const VARIABLE =
  /^(?:(?:bearer|basic)\s+)?(?:\$\{?[A-Za-z_][\w:]*\}?|%\w+%|\{\{[^{}]*\}\}|<[^<>]*>)?$/i;

/**
 * Sorts the words of a `curl` line: flags alone or in clusters, with the value in the next word, attached
 * or after an equals sign. Also takes the options of PowerShell's `Invoke-RestMethod`.
 * @param stdin the here-document (`<<EOF`) of the line, if any
 */
export function sortWords(words: readonly string[], stdin: string | undefined): CurlLine {
  const line: CurlLine = { bodies: [], queries: [], unread: [], others: [], hadCredential: false };
  for (let index = 0; index < words.length; index += 1) {
    const { option, attached } = optionOf(words[index] ?? '');
    if (option === undefined) {
      line.others.push(words[index] ?? '');
      continue;
    }
    const takes = [HEADER, BODY, UPLOAD, CREDENTIAL, ADDRESS, QUERY, WITH_VALUE].some((it) =>
      it.test(option),
    );
    const isShort = /^-[A-Za-z#:]$/.test(option) && !WITHOUT_VALUE.test(option.charAt(1));
    if (!takes && !isShort && attached === undefined) continue;
    const isTable = attached === undefined && /^@\{/.test(words[index + 1] ?? '');
    const end = isTable ? tableEnd(words, index + 1) : index + 1;
    const value = attached ?? words.slice(index + 1, end + 1).join(' ');
    if (attached === undefined) index = end;
    sort(line, option, value, stdin);
  }
  return line;
}

function sort(line: CurlLine, option: string, value: string, stdin: string | undefined): void {
  if (HEADER.test(option)) line.hadCredential ||= isSecretHeader(value);
  else if (CREDENTIAL.test(option)) line.hadCredential ||= !value.split(':').every(isVariable);
  else if (ADDRESS.test(option)) line.others.push(value);
  else if (QUERY.test(option)) line.queries.push(value);
  else if (UPLOAD.test(option)) line.unread.push(option);
  else if (BODY.test(option)) {
    const given = FORM.test(option) ? value.replace(/^([^=]+)="([^"]*)"$/, '$1=$2') : value;
    const text = /^@-?$/.test(given) ? stdin : given;
    if (text === undefined || text === '' || /^@|^[$(]|^\w+@/.test(text)) line.unread.push(option);
    else line.bodies.push(text);
  }
}

function isSecretHeader(header: string): boolean {
  const [, value] = SECRET_HEADER.exec(header) ?? [];
  return value !== undefined && !isVariable(value);
}

function isVariable(value: string): boolean {
  return VARIABLE.test(value.trim());
}

/** A PowerShell `@{ … }` spans several words. */
function tableEnd(words: readonly string[], start: number): number {
  const end = words.findIndex((word, index) => index >= start && word.endsWith('}'));
  return end < 0 ? words.length : end;
}

/** Restores the dashes of an option that a phone joined, and splits off a value attached to it. */
function optionOf(word: string): { option?: string; attached?: string } {
  const name = /^[-‐‑‒–—―−]{1,2}(?=[A-Za-z#:0-9])/.exec(word);
  if (name === null) return {};
  const rest = word.slice(name[0].length);
  const long = /^([A-Za-z][A-Za-z0-9-]+)(?:[=:]([\s\S]*))?$/.exec(rest);
  if (long !== null && POWERSHELL.test(`-${long[1]}`) && name[0].length === 1)
    return { option: `-${long[1]?.toLowerCase()}`, ...(long[2] && { attached: long[2] }) };
  const isLong = name[0].length === 2 || /[—―]/.test(name[0]) || LONG.test(rest);
  if (isLong && long !== null)
    return { option: `--${long[1]}`, ...(long[2] !== undefined && { attached: long[2] }) };
  return clusterOf(rest);
}

const LONG = /^(?:header|data|data-raw|data-binary|json|request|url|user|location)(?:=|$)/;

/** Splits `-sSfX`: flags up to the first that takes a value, which is the remainder or the next word. */
function clusterOf(letters: string): { option: string; attached?: string } {
  let at = 0;
  while (at < letters.length - 1 && WITHOUT_VALUE.test(letters.charAt(at))) at += 1;
  const attached = letters.slice(at + 1).replace(/^=/, '');
  return { option: `-${letters.charAt(at)}`, ...(attached !== '' && { attached }) };
}
