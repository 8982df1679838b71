import type { Reply } from '../matrix/faulty-peer.ts';
import type { Call, Deal } from './border.ts';

/** Fetch standard: redirect status. */
export const REDIRECTS = [301, 302, 303, 307, 308] as const;

/** Addresses that resemble `host` but differ from it: nothing may ever be sent there. */
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

/** Redirects every call of `operation` to the thief with this status. */
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

/** What replies can mislead with: headers, HAL links and URLs, all of them the thief's. */
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

/** The entries of a list, each with its own links. */
function embedded(answer: object, _links: object): object {
  const webhooks: unknown = Object(Reflect.get(answer, '_embedded')).webhooks;
  if (!Array.isArray(webhooks)) return {};
  return { _embedded: { _links, webhooks: webhooks.map((each) => ({ ...each, _links })) } };
}

/** Returns `address` as the upload URL for files. */
export function uploadingTo(address: string): Deal {
  return async ({ operation }, pass) => {
    const reply = await pass();
    if (operation !== 'slack files.getUploadURLExternal') return reply;
    return withFields(reply, (answer) => ({ ...answer, upload_url: address }));
  };
}

/** Uploads go through the border too, unless `deal` returns another address for them. */
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

/** The reply with its JSON changed; a reply that is not JSON stays as it is. */
function withFields(reply: Reply, change: (answer: object) => object): Reply {
  const text = reply.body.toString('utf8');
  if (!text.startsWith('{') || reply.status !== 200) return reply;
  return { ...reply, body: Buffer.from(JSON.stringify(change(JSON.parse(text)))) };
}
