import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import type { BuildRequest } from './graph.ts';

/** Stands in for the `sst` process, which a running program calls. */
export interface SstServer {
  readonly url: string;
  readonly builds: readonly BuildRequest[];
  close(): void;
}

/**
 * Responds on loopback like SST 4.17.1. Packages a function with a `bundle` from those files; refuses one
 * without, which SST would build with options of its own.
 * @param root of the repository, to which bundle paths are relative
 */
export async function startSstServer(root: string): Promise<SstServer> {
  const builds: BuildRequest[] = [];
  const answer = (method: string, params: BuildRequest) => {
    switch (method) {
      case 'Provider.Aws.Bootstrap':
        return { asset: 'assets', state: 'state' };
      case 'Runtime.Build': {
        builds.push(params);
        if (params.bundle === undefined) throw new Error(`${params.functionID} has no bundle`);
        const out = resolve(root, params.bundle);
        return { handler: params.handler, out, errors: [], sourcemaps: [] };
      }
      default:
        throw new Error(`rpc: no answer to ${method}`);
    }
  };

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method, params } = JSON.parse(Buffer.concat(chunks).toString());
    try {
      response.end(JSON.stringify({ result: answer(method, params[0]) }));
    } catch (error) {
      response.end(JSON.stringify({ error: String(error) }));
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, builds, close: () => server.close() };
}
