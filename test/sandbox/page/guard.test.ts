import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  openPage,
  type PageClient,
  send,
  startTestPage,
  stateFolder,
} from '../../support/started-page.ts';

let url: string;
let client: PageClient;
let port: string;
beforeEach(async () => {
  url = (await startTestPage(await stateFolder(), { provisioned: [] })).url;
  client = await openPage(url);
  port = new URL(url).port;
});

describe('the page’s server', () => {
  test('answers under the names of loopback with its own port, and under no other', async () => {
    const statusFor = async (host: string) => (await send(url, { headers: { host } })).status;
    expect(await statusFor(`127.0.0.1:${port}`)).toBe(200);
    expect(await statusFor(`localhost:${port}`)).toBe(200);
    for (const host of ['sandbox.example', `sandbox.example:${port}`, '127.0.0.1', 'localhost:1']) {
      expect({ host, status: await statusFor(host) }).toEqual({ host, status: 403 });
    }
  });

  test('is read and driven by its own page alone', async () => {
    const { cookie = '' } = client.headers;
    const own = { ...client.headers, cookie, 'content-type': 'application/json' };
    const callers: [who: string, headers: Record<string, string>, status: number][] = [
      ['the page', own, 200],
      ['the page, by Origin alone', { cookie, origin: url.slice(0, -1) }, 415],
      [
        'another origin',
        { ...own, origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' },
        403,
      ],
      ['another site', { ...own, 'sec-fetch-site': 'cross-site' }, 403],
      ['another origin that hides', { ...own, origin: 'null' }, 403],
      ['the address bar', { ...own, 'sec-fetch-site': 'none' }, 403],
      ['somebody who says nothing', { cookie, 'content-type': 'application/json' }, 403],
      ['a page without the token', { ...own, cookie: '' }, 403],
      [
        'a page of an earlier start',
        { ...own, cookie: cookie.replace(/=.*/, `=${'x'.repeat(32)}`) },
        403,
      ],
    ];
    for (const [who, headers, status] of callers) {
      const post = { method: 'POST', headers, body: '{"ms":1000}' };
      const answer = await send(`${url}api/advance`, post);
      expect({ who, status: answer.status }).toEqual({ who, status });
      const isRefused = status === 403;
      if (!isRefused) continue;
      const read = await send(`${url}api/live?person=${people.requester}`, { headers });
      expect({ who, status: read.status }).toEqual({ who, status });
      expect(read.body).not.toContain('doo-repush');
    }
    expect((await client.picture(people.requester)).clock.aheadMs).toBe(1000);
  });

  test('grants no other origin anything before it asks', async () => {
    const asked = await send(`${url}api/advance`, {
      method: 'OPTIONS',
      headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'POST' },
    });
    expect(asked.status).toBe(403);
    expect(Object.keys(asked.headers).filter((name) => name.startsWith('access-control'))).toEqual(
      [],
    );
  });

  test('takes JSON alone, of no more than a form can hold', async () => {
    const form = await send(`${url}api/advance`, {
      method: 'POST',
      headers: { ...client.headers, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'ms=1000',
    });
    expect(form.status).toBe(415);
    expect((await client.act('say', { text: 'x'.repeat(200_000) })).status).toBe(413);
  });

  test('sends a policy that lets no inline script run and no other page frame it', async () => {
    const { headers } = await send(url);
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers['x-frame-options']).toBe('DENY');
    expect(String(headers['set-cookie'])).toMatch(/HttpOnly.*SameSite=Strict/);
  });

  test('serves a page that asks nobody else for anything', async () => {
    const files = await Promise.all(['', 'page.js', 'page.css'].map((name) => send(url + name)));
    for (const { status, body } of files) {
      expect(status).toBe(200);
      const addresses = [...body.matchAll(/https?:\/\/[^\s"'`)]+/g)].map(([address]) => address);
      expect(addresses.filter((address) => !address.startsWith('http://www.w3.org/'))).toEqual([]);
    }
    expect(files[0]?.body).not.toMatch(/<script>|<style>| on\w+=| style=/);
  });
});
