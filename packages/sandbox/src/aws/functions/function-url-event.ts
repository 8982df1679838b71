import { ACCOUNT_ID } from './function-environment.ts';

/** An HTTP request as it arrived. */
export interface RequestParts {
  method: string;
  /** Path and query, still encoded, such as `/slack?a=1`. */
  target: string;
  /** Names and values in order, including duplicates. */
  headers: readonly (readonly [string, string])[];
  body: Uint8Array;
  domainName: string;
  sourceIp: string;
  requestId: string;
  timeMs: number;
}

/** The event of a function URL (AWS docs: function URL payloads, format 2.0). */
export interface FunctionUrlEvent {
  version: '2.0';
  routeKey: '$default';
  rawPath: string;
  rawQueryString: string;
  cookies?: string[];
  headers: Record<string, string>;
  queryStringParameters?: Record<string, string>;
  requestContext: {
    accountId: string;
    apiId: string;
    domainName: string;
    domainPrefix: string;
    http: { method: string; path: string; protocol: string; sourceIp: string; userAgent: string };
    requestId: string;
    routeKey: '$default';
    stage: '$default';
    time: string;
    timeEpoch: number;
  };
  body?: string;
  isBase64Encoded: boolean;
}

const TEXT_TYPES = /^(text\/.*|application\/(json|javascript|xml)|application\/.*\+(json|xml))$/;

/**
 * The event for a request: header names in lower case, duplicates joined by commas, and the body in
 * base64 unless its content type is text, JSON, JavaScript or XML (so a form is base64).
 */
export function toFunctionUrlEvent(parts: RequestParts): FunctionUrlEvent {
  const { method, target, domainName, sourceIp, requestId, timeMs, body } = parts;
  const [rawPath = '/', rawQueryString = ''] = splitTarget(target);
  const headers = joinDuplicates(parts.headers.map(([name, value]) => [name.toLowerCase(), value]));
  const query = joinDuplicates([...new URLSearchParams(rawQueryString)]);
  const cookies = headers.cookie?.split(/;\s*|,\s*/).filter((cookie) => cookie !== '');
  const isBase64Encoded = body.byteLength > 0 && !isText(headers['content-type']);
  const [domainPrefix = domainName] = domainName.split('.');
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString,
    ...(cookies === undefined ? {} : { cookies }),
    headers,
    ...(rawQueryString === '' ? {} : { queryStringParameters: query }),
    requestContext: {
      accountId: 'anonymous',
      apiId: domainPrefix,
      domainName,
      domainPrefix,
      http: {
        method,
        path: decodeURIComponent(rawPath),
        protocol: 'HTTP/1.1',
        sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId,
      routeKey: '$default',
      stage: '$default',
      time: toCommonLogTime(timeMs),
      timeEpoch: timeMs,
    },
    ...(body.byteLength === 0
      ? {}
      : { body: Buffer.from(body).toString(isBase64Encoded ? 'base64' : 'utf8') }),
    isBase64Encoded,
  };
}

/** The host name of the local function URL, shaped like AWS's. */
export const FUNCTION_URL_DOMAIN = `local${ACCOUNT_ID}.lambda-url.eu-central-1.on.aws`;

function isText(contentType: string | undefined): boolean {
  const mediaType = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  return TEXT_TYPES.test(mediaType);
}

function splitTarget(target: string): [string, string] {
  const at = target.indexOf('?');
  return at < 0 ? [target, ''] : [target.slice(0, at), target.slice(at + 1)];
}

function joinDuplicates(entries: readonly (readonly string[])[]): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name = '', value = ''] of entries) {
    const earlier = joined[name];
    joined[name] = earlier === undefined ? value : `${earlier},${value}`;
  }
  return joined;
}

/** For example `12/Mar/2020:19:03:58 +0000`. */
function toCommonLogTime(timeMs: number): string {
  const [, day, month, year, time] =
    /^\w+, (\d+) (\w+) (\d+) ([\d:]+) GMT$/.exec(new Date(timeMs).toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}
