import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SECRET_IDS } from '@doo-repush/sandbox/function-settings';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import { commandBody, signedEvent } from '../support/raw-delivery.ts';
import type { Proof, Violation } from './frame/proof.ts';
import { type Deal, listen, openBorder } from './hosts/border.ts';
import {
  leadingAstray,
  lookalikesOf,
  REDIRECTS,
  redirecting,
  uploadingTo,
  uploadsThrough,
} from './hosts/foreign.ts';
import { liveOnce } from './hosts/life.ts';

const RECORDER = new URL('./hosts/record-connections.mjs', import.meta.url).href;
/** Longer than anything is cached, and than a request counts as a duplicate of an earlier one. */
const BETWEEN_ROWS_MS = 50 * 3_600_000;
/** Rows per kind in the shorter form. */
const MOST_QUICK = 6;

const passing: Deal = (_call, pass) => pass();

/** An attempt to lead the functions to an address that is not their peer's. */
interface Row {
  readonly title: string;
  readonly deal?: Deal;
  /** The operation that must have been reached; otherwise nothing was tried. */
  readonly meets?: string;
  act(sandbox: Sandbox): Promise<readonly string[]>;
}

/** On a busy machine a response may be too late, and people try again at most this often. */
const MOST_TRIES = 3;

/** Whatever responses, deliveries and secrets contain, calls go only to the peers. */
export const proof: Proof = {
  title: 'redirects, links and addresses that lead away from the peers',
  limitMs: { quick: 3 * 60_000, whole: 12 * 60_000 },
  async run({ quick, seed, startProduct }) {
    const dir = mkdtempSync(join(tmpdir(), 'hosts-'));
    const connections = join(dir, 'connections');
    writeFileSync(connections, '');
    const stolen: string[] = [];
    const thiefServer = createServer((incoming, response) => {
      stolen.push(incoming.url ?? '');
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}');
    });
    const thief = `http://127.0.0.1:${await listen(thiefServer)}`;
    const border = await openBorder();
    try {
      const sandbox = await startProduct({
        seenAs: border.seenAs,
        settings: { NODE_OPTIONS: `--import=${RECORDER}`, CONNECTIONS_FILE: connections },
      });
      const slackOrigin = new URL(sandbox.environment().SLACK_API_URL ?? '').origin;
      const met = new Set<string>();
      const dealWith = (deal: Deal) => {
        border.deal = uploadsThrough(slackOrigin, (call, pass) => {
          met.add(call.operation);
          return deal(call, pass);
        });
      };
      dealWith(passing);
      const faultsOfClean = await liveUntilAccepted(sandbox);
      if (faultsOfClean.length > 0) throw new Error(faultsOfClean.join());
      const operations = [...met].toSorted();

      const violations: Violation[] = [];
      const rows = rowsFor(operations, thief, quick ? seed : undefined);
      for (const row of rows) {
        await refresh(sandbox);
        met.clear();
        stolen.length = 0;
        writeFileSync(connections, '');
        dealWith(row.deal ?? passing);
        const faults = [...(await row.act(sandbox))];
        const isMet = () => row.meets === undefined || met.has(row.meets);
        for (let tries = 1; !isMet() && tries < MOST_TRIES; tries++) {
          await refresh(sandbox);
          faults.push(...(await row.act(sandbox)));
        }
        await sandbox.lambda.idle();
        dealWith(passing);
        if (!isMet()) faults.push(`no ${row.meets} was met`);
        faults.push(...stolen.map((path) => `the thief got ${path}`));
        const known = new Set(border.hosts);
        const hosts = new Set(readFileSync(connections, 'utf8').split('\n').filter(Boolean));
        for (const host of hosts) if (!known.has(host)) faults.push(`a connection to ${host}`);
        violations.push(
          ...faults.map(
            (what): Violation => ({ promise: 'leaked', what, reproduce: `row "${row.title}"` }),
          ),
        );
      }
      return { counts: { hostile: rows.length, operations: operations.length }, violations };
    } finally {
      thiefServer.close();
      await border.close();
      rmSync(dir, { recursive: true, force: true });
    }
  },
};

/** Clears what an earlier row left: caches have expired, and nothing is running. */
async function refresh(sandbox: Sandbox): Promise<void> {
  await sandbox.lambda.idle();
  sandbox.clock.advance(BETWEEN_ROWS_MS);
  await sandbox.lambda.idle();
  const secret = sandbox.secrets.text(SECRET_IDS.doo) ?? '';
  sandbox.secrets.set(SECRET_IDS.doo, `${secret.trimEnd()}${secret.endsWith(' ') ? '' : ' '}`);
}

/** @param seed selects a few rows of each kind; without one all are tried */
function rowsFor(
  operations: readonly string[],
  thief: string,
  seed: number | undefined,
): readonly Row[] {
  const some = (rows: readonly Row[], most: number) => {
    const step = Math.ceil(rows.length / most);
    return seed === undefined ? rows : rows.filter((_, index) => index % step === seed % step);
  };
  const redirects = operations.flatMap((operation) =>
    REDIRECTS.map((status) => redirectRow(operation, status, thief)),
  );
  const uploads = lookalikesOf('files.slack.com').map(uploadRow);
  const answers = lookalikesOf('hooks.slack.com').map(responseRow);
  const secrets = lookalikesOf('rest.doo.net').flatMap((address) => [
    secretRow({ restUrl: address }),
    secretRow({ graphqlUrl: address }),
  ]);
  return [
    linksRow(thief),
    ...some(redirects, MOST_QUICK),
    ...[uploads, answers, secrets].flatMap((rows) => some(rows, MOST_QUICK / 2)),
  ];
}

function redirectRow(operation: string, status: number, thief: string): Row {
  return {
    title: `${operation} redirected with ${status}`,
    deal: redirecting(operation, status, thief),
    meets: operation,
    async act(sandbox) {
      await liveOnce(sandbox);
      return [];
    },
  };
}

function linksRow(thief: string): Row {
  return {
    title: 'links and headers of the thief in every answer',
    deal: leadingAstray(thief),
    meets: 'doo list',
    act: liveUntilAccepted,
  };
}

function uploadRow(address: string): Row {
  return {
    title: `a file that is to be sent to "${address}"`,
    deal: uploadingTo(address),
    meets: 'slack files.getUploadURLExternal',
    act: (sandbox) => command(sandbox, 'export'),
  };
}

function responseRow(address: string): Row {
  return {
    title: `a response address "${address}"`,
    act: (sandbox) => command(sandbox, 'history 41231', address),
  };
}

/** Plays a life, and repeats it if it was cut short. @returns why none ended as it should */
async function liveUntilAccepted(sandbox: Sandbox): Promise<readonly string[]> {
  const faults: string[] = [];
  for (let tries = 1; tries <= MOST_TRIES; tries++) {
    const { state, endedBy } = await liveOnce(sandbox);
    if (state === 'accepted') return [];
    faults.push(`a request ended as ${state}: ${endedBy}`);
    await refresh(sandbox);
  }
  return faults;
}

/** A command signed by Slack, with a response URL of any kind. */
async function command(
  sandbox: Sandbox,
  text: string,
  responseUrl?: string,
): Promise<readonly string[]> {
  const { origin } = new URL(sandbox.environment().SLACK_API_URL ?? '');
  const body = commandBody({ text, response_url: responseUrl ?? `${origin}/response/none` });
  const event = signedEvent(body, { nowMs: sandbox.clock.now() });
  const result = await sandbox.hosts.slack.invoke(event);
  await sandbox.lambda.idle();
  return result.ok ? [] : [`the slack function failed: ${result.errorType}`];
}

/** A life with an address in the doo secret that is not doo's; restores the secret afterwards. */
function secretRow(addresses: { readonly restUrl: string } | { readonly graphqlUrl: string }): Row {
  return {
    title: `the doo secret with ${JSON.stringify(addresses)}`,
    async act(sandbox) {
      const text = sandbox.secrets.text(SECRET_IDS.doo) ?? '';
      const calls = sandbox.doo.calls.length;
      sandbox.secrets.set(SECRET_IDS.doo, { ...JSON.parse(text), ...addresses });
      const { state } = await liveOnce(sandbox);
      sandbox.secrets.set(SECRET_IDS.doo, text);
      return [
        ...(state === undefined ? [] : [`a card was posted: ${state}`]),
        ...(sandbox.doo.calls.length > calls ? ['doo was called'] : []),
      ];
    },
  };
}
