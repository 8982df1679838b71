import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Picture } from '@doo-repush/sandbox/page/protocol';
import { type PageServer, startPage } from '@doo-repush/sandbox/page/server';
import type { SandboxOptions } from '@doo-repush/sandbox/sandbox';
import { onTestFinished } from 'vitest';
import { distDir, ONE_AT_A_TIME } from './product.ts';

/** A folder for a sandbox's state, removed when the test ends. */
export async function stateFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-page-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * Starts the page with fast peers, by default with a ready process of slack. Stops when the test ends,
 * unless the test has stopped it.
 */
export async function startTestPage(
  stateDir: string,
  { provisioned = ['slack'] }: Pick<SandboxOptions, 'provisioned'> = {},
): Promise<PageServer> {
  const page = await startPage({
    distDir,
    stateDir,
    port: 0,
    timeFactor: 100_000,
    provisioned,
    maxProcesses: { slack: 1, ...ONE_AT_A_TIME },
    dooLimits: { perSecond: null },
    settings: { DOO_CALL_INTERVAL_MS: '0' },
  });
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= page.stop();
    return stopped;
  };
  onTestFinished(stop);
  return { ...page, stop };
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Sends an HTTP request with exactly these headers and `Host`, which can be one of them. */
export function send(
  url: string,
  options: {
    readonly method?: string;
    readonly headers?: Record<string, string>;
    readonly body?: string;
  } = {},
): Promise<RawAnswer> {
  const { method = 'GET', headers = {}, body } = options;
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** The page's own code as seen by the server. */
export interface PageClient {
  readonly headers: Readonly<Record<string, string>>;
  act(action: string, args: object): Promise<RawAnswer>;
  /** A person's view, as the first message of a new stream. */
  picture(personId: string): Promise<Picture>;
}

/** Loads the page, which contains its token, and then makes requests like the page. */
export async function openPage(url: string): Promise<PageClient> {
  const loaded = await send(url);
  const [cookie = ''] = [loaded.headers['set-cookie']].flat();
  const headers = { cookie: cookie.split(';')[0] ?? '', 'sec-fetch-site': 'same-origin' };
  return {
    headers,
    act: (action, args) =>
      send(`${url}api/${action}`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(args),
      }),
    picture: (personId) => firstPicture(`${url}api/live?person=${personId}`, headers),
  };
}

async function firstPicture(url: string, headers: Record<string, string>): Promise<Picture> {
  const text = await new Promise<string>((resolve, reject) => {
    const sent = request(url, { headers }, (response) => {
      let received = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        received += chunk;
        if (!received.includes('\n\n')) return;
        resolve(received);
        sent.destroy();
      });
    });
    sent.on('error', reject);
    sent.end();
  });
  const data = text.split('\n').find((line) => line.startsWith('data: ')) ?? '';
  return JSON.parse(data.slice('data: '.length));
}
