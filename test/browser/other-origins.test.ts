import { createServer } from 'node:http';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { launchChromium, openWindow, phone } from '../support/chromium.ts';
import { openPage, startTestPage, stateFolder } from '../support/started-page.ts';

const PERSON = 'U0RENEREQU';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** Another page on this machine, such as any program may serve. Gives its port. */
async function serveOtherPage(): Promise<string> {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><title>Other</title><iframe name="frame"></iframe>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? String(address.port) : '';
}

/** Runs in the other page: tries every way to read or drive, and tells what it could read. */
const ATTACK = `async ({ sandbox, peers }) => {
  const read = [];
  const tell = (what) => (text) => read.push(what + ': ' + text);
  const body = JSON.stringify({ ms: 60000 });
  const json = { 'content-type': 'application/json' };
  const advance = sandbox + 'api/advance';
  const live = sandbox + 'api/live?person=${PERSON}';
  const tries = [
    fetch(advance, { method: 'POST', body, headers: json, credentials: 'include' }).then((r) => r.text()).then(tell('json')),
    fetch(advance, { method: 'POST', body, mode: 'no-cors', credentials: 'include' }).then((r) => r.text()).then((t) => t && tell('no-cors')(t)),
    fetch(live, { credentials: 'include' }).then((r) => r.text()).then(tell('live')),
    fetch(sandbox, { credentials: 'include' }).then((r) => r.text()).then(tell('page')),
    new Promise((resolve) => {
      const source = new EventSource(live, { withCredentials: true });
      source.addEventListener('parts', (event) => tell('stream')(event.data));
      source.addEventListener('error', () => resolve(source.close()));
    }),
    new Promise((resolve) => {
      const form = document.createElement('form');
      Object.assign(form, { method: 'post', enctype: 'text/plain', action: advance, target: 'frame' });
      const input = document.createElement('input');
      Object.assign(input, { name: '{"ms":60000,"x":"', value: '"}' });
      form.append(input);
      document.body.append(form);
      document.querySelector('iframe[name=frame]').addEventListener('load', resolve);
      form.submit();
    }),
    new Promise((resolve) => {
      const frame = document.createElement('iframe');
      frame.src = sandbox;
      frame.addEventListener('load', () => resolve(frame.contentDocument && tell('frame')('readable')));
      document.body.append(frame);
    }),
    new Promise((resolve) => {
      const script = document.createElement('script');
      script.src = sandbox + 'page.js';
      script.addEventListener('load', () => resolve(tell('script')('loaded')));
      script.addEventListener('error', resolve);
      document.body.append(script);
    }),
    ...peers.flatMap((url) => [
      fetch(url, { method: 'POST', mode: 'no-cors', body: new URLSearchParams({ token: 'placeholder-bot-token', channel: 'C0APPROVAL', text: 'forged' }) }),
      fetch(url, { method: 'POST', mode: 'no-cors', body: '{"type":"forged"}' }),
      fetch(url).then((r) => r.text()).then(tell(url)),
    ]),
  ];
  await Promise.allSettled(tries);
  return read;
}`;

test.each(['127.0.0.1', 'localhost'])(
  'a page of another port on %s can neither read nor drive the sandbox',
  async (name) => {
    const server = await startTestPage(await stateFolder());
    const { slack, doo, secrets, functionUrl, lambda } = server.session.sandbox;
    const readByTheStart = secrets.calls();
    const { page } = await openWindow(browser, phone);
    await page.goto(server.url);
    await page.getByText('Type /doo-repush').waitFor();

    const other = await page.context().newPage();
    await other.goto(`http://${name}:${await serveOtherPage()}/`);
    const peers = [
      `${slack.url}chat.postMessage`,
      `${doo.restUrl}/oauth`,
      `${doo.receiverUrl}/crm.acme.example/x`,
      doo.graphqlUrl,
      functionUrl.url,
      secrets.url,
      lambda.url,
    ];
    const sandbox = server.url.replace('127.0.0.1', name);
    const read = await other.evaluate(`(${ATTACK})(${JSON.stringify({ sandbox, peers })})`);
    expect(read).toEqual([]);

    const { clock, messages } = await (await openPage(server.url)).picture(PERSON);
    expect(clock.aheadMs).toBe(0);
    expect(Object.values(messages).flat()).toEqual([]);
    expect(slack.calls).toEqual([]);
    expect(doo.calls).toEqual([]);
    expect(doo.receiver.total).toBe(0);
    expect(functionUrl.deliveries).toEqual([]);
    expect(secrets.calls()).toBe(readByTheStart);
  },
);

test('a name that was rebound to this machine is refused', async () => {
  const server = await startTestPage(await stateFolder());
  const { page } = await openWindow(browser, phone);
  const answer = await page.goto(server.url.replace('127.0.0.1', 'rebound.example'));
  expect(answer?.status()).toBe(403);
  expect(await page.locator('#page').count()).toBe(0);
});
