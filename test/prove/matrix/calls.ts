import { isJsonObject, parseJson, stringAt } from '@doo-repush/sandbox/slack/json';
import type { Arrival } from './faulty-peer.ts';

/** What a request asks of its peer: the operation, and for people a detail. */
export interface Asked {
  /** `slack chat.update`, `lambda Checkpoint`, `doo init`. */
  readonly operation: string;
  readonly detail: string;
}

/** How the detail of a message begins that is to stand in a thread. */
export const REPLY = 'reply: ';

/** Names the operation of a request by what its peer documents. */
export function askedOf({ peer, path, headers, body }: Arrival): Asked {
  const [pathname = ''] = path.split('?');
  switch (peer) {
    case 'slack':
      return slackAsked(pathname, body);
    case 'lambda':
      return lambdaAsked(pathname, body);
    case 'secrets': {
      const target = String(headers['x-amz-target'] ?? '').split('.')[1] ?? 'call';
      const id = stringAt(objectOf(body), 'SecretId') ?? '';
      return { operation: `secrets ${target} ${id.split('/').at(-1)}`, detail: '' };
    }
    case 'doo':
      if (pathname.endsWith('/oauth')) return { operation: 'doo oauth', detail: '' };
      return pathname.includes('/webhooks/init/')
        ? { operation: 'doo init', detail: body }
        : { operation: 'doo list', detail: '' };
    case 'doo_graphql':
      return { operation: 'doo graphql', detail: '' };
  }
}

function slackAsked(pathname: string, body: string): Asked {
  if (pathname.startsWith('/response/')) return { operation: 'slack response_url', detail: '' };
  const method = pathname.split('/').at(-1) ?? '';
  const form = new URLSearchParams(body);
  const payload = objectOf(form.get('metadata') ?? '').event_payload;
  const facts = isJsonObject(payload) ? payload : {};
  const detail = stringAt(facts, 'line') ?? stringAt(facts, 'state') ?? '';
  const reply = form.has('thread_ts') ? REPLY : '';
  return { operation: `slack ${method}`, detail: `${reply}${detail}` };
}

function lambdaAsked(pathname: string, body: string): Asked {
  const parts = pathname.split('/');
  const last = parts.at(-1) ?? '';
  if (last === 'checkpoint') return { operation: 'lambda Checkpoint', detail: updatesIn(body) };
  if (last === 'state') return { operation: 'lambda GetState', detail: '' };
  if (last === 'history') return { operation: 'lambda GetHistory', detail: '' };
  if (last === 'invocations') {
    const name = decodeURIComponent(parts.at(-2) ?? '').split(':')[0];
    return { operation: `lambda Invoke ${name}`, detail: '' };
  }
  if (pathname.includes('/durable-execution-callbacks/'))
    return { operation: `lambda Callback ${last}`, detail: '' };
  return { operation: 'lambda GetExecution', detail: '' };
}

function updatesIn(body: string): string {
  const updates = objectOf(body).Updates;
  if (!Array.isArray(updates)) return '';
  return updates
    .flatMap((update) =>
      isJsonObject(update)
        ? [`${stringAt(update, 'Name') ?? ''} ${stringAt(update, 'Action')}`]
        : [],
    )
    .join(', ');
}

function objectOf(text: string) {
  const value = parseJson(text);
  return value !== undefined && isJsonObject(value) ? value : {};
}
