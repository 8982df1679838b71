import { setTimeout as pause } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { SlackApiError } from '../api-error.ts';
import { type Faults, RESPONSE_URL } from '../faults.ts';
import { isJsonObject, parseJson } from '../json.ts';
import { useResponseUrl } from '../workspace/response-urls.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { hang, reset } from './server.ts';

/** The path of a response_url below the server's address. */
export function responseUrlPath(id: string): string {
  return `/response/${id}`;
}

/**
 * The endpoint behind every response_url: 200 "ok", 404 once it is used up, 400 for bad content.
 * @param faults those set for the method `response_url` apply here
 */
export function createResponseUrlServer(
  workspace: Workspace,
  faults: Pick<Faults, 'take'>,
): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.post('/response/:id', async (context) => {
    const answer = parseJson(await context.req.text());
    if (!isJsonObject(answer)) return context.json({ ok: false, error: 'invalid_payload' }, 400);
    const fault = faults.take(RESPONSE_URL, answer);
    if (fault === 'hang') return hang(context);
    if (fault === 'reset_before') return reset(context);
    if (fault === 'http_500') return context.text('Internal Server Error', 500);
    if (typeof fault === 'object' && 'lateMs' in fault) await pause(fault.lateMs);
    if (typeof fault === 'object' && 'error' in fault)
      return context.json({ ok: false, error: fault.error }, 400);
    try {
      useResponseUrl(workspace, context.req.param('id'), answer);
      if (fault === 'reset_after') return reset(context);
      return context.text('ok');
    } catch (error) {
      if (!(error instanceof SlackApiError)) throw error;
      const gone = error.code === 'expired_url' || error.code === 'used_url';
      const { messages } = error.details;
      const metadata = messages === undefined ? {} : { response_metadata: { messages } };
      return context.json({ ok: false, error: error.code, ...metadata }, gone ? 404 : 400);
    }
  });
  return app;
}
