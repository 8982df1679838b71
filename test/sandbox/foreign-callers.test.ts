import { expect, test } from 'vitest';
import { startProduct } from '../support/product.ts';
import { send } from '../support/started-page.ts';

test('no peer answers or acts for a page of a browser', async () => {
  const { slack, doo, lambda, secrets, functionUrl } = await startProduct();
  const addresses = {
    slack: `${slack.url}chat.postMessage`,
    responseUrls: new URL('/response/R1', slack.url).href,
    dooRest: `${doo.restUrl}/oauth`,
    dooGraphql: doo.graphqlUrl,
    endpoint: `${doo.receiverUrl}/crm.acme.example/x`,
    lambda: `${lambda.url}/2015-03-31/functions/worker:live/invocations`,
    secrets: secrets.url,
    functionUrl: functionUrl.url,
  };
  const readByTheStart = secrets.calls();
  const foreign: Record<string, string>[] = [
    { origin: 'https://elsewhere.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { host: 'rebound.example' },
  ];
  for (const [peer, url] of Object.entries(addresses)) {
    for (const headers of foreign) {
      const answer = await send(url, { method: 'POST', headers, body: '{"type":"x"}' });
      expect({ peer, headers, status: answer.status }).toEqual({ peer, headers, status: 403 });
    }
    const own = await send(url, { method: 'POST', body: '{"type":"x"}' });
    expect(own.body).not.toContain('Only programs on this machine');
  }
  expect(slack.calls).toHaveLength(1);
  expect(doo.receiver.total).toBe(1);
  expect(secrets.calls()).toBe(readByTheStart);
});
