import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { SECRET_IDS, slackSecret } from '@doo-repush/sandbox/function-settings';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { loopbackCertificate } from './loopback-certificate.ts';

/** Peers of a function that answer as fast as possible, over TLS as on AWS. */
export interface Peers {
  readonly port: number;
  readonly url: string;
  /** The certificate, for `NODE_EXTRA_CA_CERTS`. */
  readonly cert: string;
  /** The number of calls per method of Slack or Secrets Manager. */
  readonly calls: ReadonlyMap<string, number>;
  stop(): Promise<void>;
}

const member = { id: people.requester, team_id: people.team, is_bot: false, deleted: false };

const SLACK: Readonly<Record<string, object>> = {
  'views.open': { ok: true, view: { id: 'V0BENCH' } },
  'users.info': { ok: true, user: member },
  'conversations.members': { ok: true, members: [people.requester, people.approver] },
};

const secrets: Readonly<Record<string, object>> = {
  [SECRET_IDS.slack]: slackSecret(),
  [SECRET_IDS.doo]: {
    apiKey: 'placeholder-api-key',
    accessToken: 'placeholder-access-token',
    organizations: [{ name: 'Acme', organizationId: '1', teamId: '2' }],
  },
};

/**
 * Starts them on one port: Slack's Web API under `/api/`, Secrets Manager at `/`, and Lambda, which takes
 * every call, below its versions (`/2015-03-31/`).
 */
export async function startPeers(): Promise<Peers> {
  const { key, cert } = loopbackCertificate();
  const calls = new Map<string, number>();
  const server = createServer({ key, cert }, async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    const path = request.url ?? '';
    const { name, answer, status = 200 } = answerTo(path, body);
    calls.set(name, (calls.get(name) ?? 0) + 1);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { port, url: `https://127.0.0.1:${port}`, cert, calls, stop: () => close(server) };
}

interface Answered {
  readonly name: string;
  readonly answer: object;
  readonly status?: number;
}

function answerTo(path: string, body: string): Answered {
  if (path === '/') return { name: 'GetSecretValue', answer: secretAnswer(body) };
  if (/^\/\d{4}-/.test(path)) return { name: 'Lambda', answer: {}, status: 202 };
  const name = path.replace(/^\/api\//, '');
  const answer = SLACK[name];
  return answer === undefined
    ? { name, answer: { ok: false, error: 'unknown_method' }, status: 404 }
    : { name, answer };
}

function secretAnswer(body: string): object {
  const { SecretId } = JSON.parse(body);
  return { Name: SecretId, SecretString: JSON.stringify(secrets[SecretId]) };
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
