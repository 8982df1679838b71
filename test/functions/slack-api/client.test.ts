import { createServer } from 'node:http';
import { slackClientOptions, UntrustedAddressError } from '@doo-repush/functions/slack-api/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const SLACK_API = 'https://slack.com/api/';
const received: string[] = [];
const server = createServer((request, response) => {
  received.push(String(request.url));
  if (request.url === '/redirect') response.writeHead(302, { location: '/elsewhere' });
  if (request.url !== '/silent') response.end('ok');
});
let origin = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

function fetchOf(slackApiUrl: string, timeoutMs = 1_000) {
  const { fetch } = slackClientOptions(slackApiUrl, timeoutMs);
  if (fetch === undefined) throw new Error('The client has no fetch of its own');
  return fetch;
}

describe('a call to Slack’s client', () => {
  it.each([
    'https://evil.example/response',
    'https://slack.com.evil.example/',
    'https://evilslack.com/',
    'http://hooks.slack.com/actions',
    'https://hooks.slack.com:8443/actions',
    'https://slack.com@evil.example/',
    'file:///etc/passwd',
    'http://169.254.169.254/latest/meta-data/',
    'not an address',
    '',
  ])('refuses %j', async (url) => {
    await expect(fetchOf(SLACK_API)(url)).rejects.toThrow(UntrustedAddressError);
    await expect(fetchOf(`${origin}/api/`)(url)).rejects.toThrow(UntrustedAddressError);
  });

  it('refuses this machine unless the Web API is there too', async () => {
    await expect(fetchOf(SLACK_API)(`${origin}/metadata`)).rejects.toThrow(UntrustedAddressError);
    expect(received).toEqual([]);
    const answer = await fetchOf(`${origin}/api/`)(`${origin}/response`);
    expect(await answer.text()).toBe('ok');
    expect(received).toEqual(['/response']);
  });

  it('follows no redirect', async () => {
    await expect(fetchOf(`${origin}/api/`)(`${origin}/redirect`)).rejects.toThrow(/redirect/);
    expect(received).not.toContain('/elsewhere');
  });
});

describe('a call without a timeout of its own', () => {
  it('gets the client’s timeout', async () => {
    const answer = fetchOf(`${origin}/api/`, 20)(`${origin}/silent`);
    await expect(answer).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});
