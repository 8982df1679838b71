import { randomUUID } from 'node:crypto';
import { createAdaptorServer, type ServerType } from '@hono/node-server';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { streamSSE } from 'hono/streaming';
import * as z from 'zod';
import type { SandboxOptions } from '../sandbox.ts';
import { ClientError } from '../slack/client/context.ts';
import { ACTIONS } from './actions.ts';
import { type Assets, loadAssets } from './assets.ts';
import { createGuard, type PageEnv } from './guard.ts';
import { isPlayed } from './picture.ts';
import { type Session, startSession } from './session.ts';
import { streamPicture } from './stream.ts';

export interface PageOptions extends SandboxOptions {
  readonly stateDir: string;
  /** The port to listen on, and how many following ports to try if it is busy. */
  readonly port: number;
  readonly sparePorts?: number;
}

/** The sandbox's page and everything behind it. */
export interface PageServer {
  /** Ends in a slash. */
  readonly url: string;
  readonly session: Session;
  /** Stops the page, then the sandbox; its state stays. */
  stop(): Promise<void>;
}

const MAX_BODY_BYTES = 100_000;

/** Starts the sandbox and serves its page on 127.0.0.1. */
export async function startPage(options: PageOptions): Promise<PageServer> {
  const { port, sparePorts = 0, ...sandboxOptions } = options;
  const [assets, session] = await Promise.all([loadAssets(), startSession(sandboxOptions)]);
  const app = createApp(session, assets);
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false });
  try {
    const boundPort = await listen(server, port, sparePorts);
    return {
      url: `http://127.0.0.1:${boundPort}/`,
      session,
      async stop() {
        await close(server);
        await session.stop();
      },
    };
  } catch (error) {
    await session.stop();
    throw error;
  }
}

function createApp(session: Session, assets: Assets): Hono<PageEnv> {
  const server = { startId: randomUUID(), pageVersion: assets.version };
  const guard = createGuard();
  const app = new Hono<PageEnv>();

  app.use(guard.everything);
  app.get('/', guard.admit, (context) => context.html(assets.html));
  app.get('/page.js', (context) =>
    context.body(assets.script, 200, { 'content-type': 'text/javascript; charset=utf-8' }),
  );
  app.get('/page.css', (context) =>
    context.body(assets.style, 200, { 'content-type': 'text/css; charset=utf-8' }),
  );
  app.get('/icon.svg', (context) =>
    context.body(assets.icon, 200, { 'content-type': 'image/svg+xml' }),
  );

  app.use('/api/*', guard.ownPageOnly, bodyLimit({ maxSize: MAX_BODY_BYTES }));
  app.get('/api/live', (context) => {
    const personId = context.req.query('person') ?? '';
    if (!isPlayed(personId)) return context.json({ error: 'unknown_person' }, 404);
    return streamSSE(context, (stream) => streamPicture(stream, session, personId, server));
  });
  app.get('/api/file', (context) => {
    const personId = context.req.query('person') ?? '';
    const fileId = context.req.query('id') ?? '';
    const { client } = session.sandbox.slack;
    const content = isPlayed(personId) ? client.fileContent(personId, fileId) : undefined;
    if (content === undefined) return context.json({ error: 'unknown_file' }, 404);
    return context.body(Buffer.from(content), 200, {
      'content-type': 'application/octet-stream',
      'content-disposition': 'attachment',
    });
  });
  app.post('/api/:action', async (context) => {
    const name = context.req.param('action');
    const found = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
    if (found === undefined) return context.json({ error: 'unknown_action' }, 404);
    if (context.req.header('content-type') !== 'application/json') {
      return context.json({ error: 'not_json' }, 415);
    }
    return context.json(await found.run(session, await context.req.json()));
  });
  app.onError((error, context) => {
    if (error instanceof HTTPException) return error.getResponse();
    const { message } = error;
    if (error instanceof ClientError) return context.json({ error: error.code, message }, 409);
    if (error instanceof z.ZodError || error instanceof SyntaxError) {
      return context.json({ error: 'bad_arguments', message }, 400);
    }
    return context.json({ error: 'failed', message }, 500);
  });
  return app;
}

async function listen(server: ServerType, port: number, sparePorts: number): Promise<number> {
  for (let tried = 0; ; tried += 1) {
    try {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(port === 0 ? 0 : port + tried, '127.0.0.1', () => {
          server.off('error', reject);
          resolve();
        });
      });
      const address = server.address();
      if (typeof address === 'object' && address !== null) return address.port;
      throw new Error('The page has no port');
    } catch (error) {
      const isBusy = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!isBusy || tried >= sparePorts) throw error;
    }
  }
}

function close(server: ServerType): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}
