import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { SECRET_IDS, slackSecret } from '@doo-repush/sandbox/function-settings';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { loopbackCertificate } from '../support/loopback-certificate.ts';

/** The peers of every measured function: as fast as possible, over TLS as on AWS. */
export interface Peers {
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

/** Starts them on one port: Slack's Web API under `/api/`, Secrets Manager at `/`. */
export async function startPeers(): Promise<Peers> {
  const { key, cert } = loopbackCertificate();
  const calls = new Map<string, number>();
  const server = createServer({ key, cert }, async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    const method = request.url?.replace(/^\/api\//, '') ?? '';
    const answer = method === '/' ? secretAnswer(body) : SLACK[method];
    const name = method === '/' ? 'GetSecretValue' : method;
    calls.set(name, (calls.get(name) ?? 0) + 1);
    response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer ?? { ok: false, error: 'unknown_method' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `https://127.0.0.1:${port}`, cert, calls, stop: () => close(server) };
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
