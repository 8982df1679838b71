import { createClock } from '@doo-repush/sandbox/clock';
import { expect, test } from 'vitest';
import { startProduct } from '../support/product.ts';

test('a sandbox without a state goes on with the clock that it is given', async () => {
  const clock = createClock();
  clock.advance(3_600_000);
  const sandbox = await startProduct({ clock, provisioned: [] });
  expect(sandbox.clock.offsetMs).toBe(3_600_000);
});

test('its functions find a peer again at the ports that an earlier one had', async () => {
  const earlier = await startProduct({ provisioned: [] });
  const { slack, lambda, secrets, doo } = earlier;
  const urls = [slack.url, lambda.url, secrets.url, doo.restUrl, doo.graphqlUrl];
  const [slackPort, lambdaPort, secretsPort, dooPort, graphqlPort] = urls.map((url) =>
    Number(new URL(url).port),
  );
  const environment = earlier.environment();
  const dooSecret = secrets.text('doo-repush/doo');
  await earlier.stop();
  const later = await startProduct({
    provisioned: [],
    ports: {
      slack: slackPort ?? 0,
      lambda: lambdaPort ?? 0,
      secrets: secretsPort ?? 0,
      doo: dooPort ?? 0,
      doo_graphql: graphqlPort ?? 0,
    },
  });
  expect(later.environment()).toEqual(environment);
  expect(later.secrets.text('doo-repush/doo')).toBe(dooSecret);
});
