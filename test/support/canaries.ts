import { createData } from '@doo-repush/sandbox/doo/data/data';
import { slackSecret } from '@doo-repush/sandbox/function-settings';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';

/** A secret of the sandbox that must not appear anywhere else: finding it proves a leak. */
interface Canary {
  readonly name: string;
  readonly value: string;
}

/** Every secret and token that the product receives, including customers' secrets in doo's lists. */
export function canaries(): readonly Canary[] {
  const { botToken, signingSecret } = slackSecret();
  const { clients, configurations } = createData(0);
  const named = [
    ['the bot token', botToken],
    ['the signing secret', signingSecret],
    ...clients.flatMap(({ apiKey, clientId, clientSecret, accessToken }) => [
      ['an API key of doo', apiKey],
      ['a client id of doo', clientId],
      ['a client secret of doo', clientSecret],
      ['a stored token of doo', accessToken],
    ]),
    ['an issued token of doo', 'sandbox-token-'],
    ...configurations.map(({ receiverSecret }) => ["a customer's secret", receiverSecret]),
  ];
  return named.flatMap(([name, value]) =>
    name === undefined || value === undefined ? [] : [{ name, value }],
  );
}

/** Every form in which a text may appear inside another: verbatim, or in base64 at any of three offsets. */
function formsOf(value: string): readonly string[] {
  const shifted = [0, 1, 2].map((before) => {
    const encoded = Buffer.from('\0'.repeat(before) + value).toString('base64');
    // The first and last characters also depend on the neighbouring bytes.
    return encoded.slice(before === 0 ? 0 : 4, -4);
  });
  return [value, ...shifted];
}

/** Describes each leak: which secret, and where. */
export function leaksIn(haystacks: Readonly<Record<string, string>>): readonly string[] {
  const needles = canaries().flatMap(({ name, value }) =>
    formsOf(value).map((form) => ({ name, form })),
  );
  return Object.entries(haystacks).flatMap(([where, text]) =>
    needles.filter(({ form }) => text.includes(form)).map(({ name }) => `${name} in ${where}`),
  );
}

/** Everything that a product wrote or sent: logs, durable state, calls to Slack and doo, messages. */
export function writtenBy({ logs, lambda, slack, doo }: Sandbox): Record<string, string> {
  return {
    'the logs': logs.map(({ line }) => line).join('\n'),
    'the durable state': JSON.stringify(lambda.executions()),
    'calls of Slack': JSON.stringify(slack.calls),
    'messages and views': JSON.stringify(slack.workspace.snapshot()),
    'bodies of calls to doo': JSON.stringify(doo.calls),
  };
}
