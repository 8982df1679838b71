import type { Reply } from '../matrix/faulty-peer.ts';
import type { Call, Deal } from './border.ts';

/** Fetch standard: redirect status. */
export const REDIRECTS = [301, 302, 303, 307, 308] as const;

/** Addresses that look like `host` and are not: nothing is ever sent there. */
export function lookalikesOf(host: string): readonly string[] {
  return [
    'https://thief.example/',
    `https://${host}.thief.example/`,
    `https://${host}@thief.example/`,
    `https://thief.example/${host}`,
    `http://${host}/`,
    `https://${host}:8443/`,
    `//${host}/`,
    '',
  ];
}

/** Sends every call of `operation` to the thief, by the given kind of redirect. */
export function redirecting(operation: string, status: number, thief: string): Deal {
  return (call, pass) =>
    call.operation === operation
      ? Promise.resolve({
          status,
          headers: { location: `${thief}${call.path}`, 'content-type': 'text/html' },
          body: Buffer.from(''),
        })
      : pass();
}

/** What answers lead astray with: headers, HAL links and addresses, all of the thief's. */
export function leadingAstray(thief: string): Deal {
  const headers = {
    location: `${thief}/location`,
    'content-location': `${thief}/content-location`,
    link: `<${thief}/link>; rel="next"`,
    refresh: `0; url=${thief}/refresh`,
    'alt-svc': `h2="${thief.slice('http://'.length)}"`,
  };
  const href = { href: `${thief}/links` };
  const links = { self: href, first: href, next: href, last: href, curies: [href] };
  return async (call, pass) => {
    const reply = await pass();
    return withFields({ ...reply, headers: { ...reply.headers, ...headers } }, (answer) => ({
      ...answer,
      ...(call.operation.startsWith('doo ') && {
        _links: links,
        next: href.href,
        ...embedded(answer, links),
      }),
      ...(call.operation === 'slack chat.getPermalink' && { permalink: `${thief}/permalink` }),
    }));
  };
}

/** The entries of a list, each with links of its own. */
function embedded(answer: object, _links: object): object {
  const webhooks: unknown = Object(Reflect.get(answer, '_embedded')).webhooks;
  if (!Array.isArray(webhooks)) return {};
  return { _embedded: { _links, webhooks: webhooks.map((each) => ({ ...each, _links })) } };
}

/** Names `address` as where files are to be sent. */
export function uploadingTo(address: string): Deal {
  return async ({ operation }, pass) => {
    const reply = await pass();
    if (operation !== 'slack files.getUploadURLExternal') return reply;
    return withFields(reply, (answer) => ({ ...answer, upload_url: address }));
  };
}

/** Files go through the border too, unless `deal` names another address for them. */
export function uploadsThrough(origin: string, deal: Deal): Deal {
  return (call: Call, pass) =>
    deal(call, async () => {
      const reply = await pass();
      if (call.operation !== 'slack files.getUploadURLExternal') return reply;
      return withFields(reply, (answer) => {
        if (!('upload_url' in answer)) return answer;
        const url = new URL(String(answer.upload_url));
        return { ...answer, upload_url: `${origin}${url.pathname}` };
      });
    });
}

/** The reply with its JSON changed; any other reply as it is. */
function withFields(reply: Reply, change: (answer: object) => object): Reply {
  const text = reply.body.toString('utf8');
  if (!text.startsWith('{') || reply.status !== 200) return reply;
  return { ...reply, body: Buffer.from(JSON.stringify(change(JSON.parse(text)))) };
}
