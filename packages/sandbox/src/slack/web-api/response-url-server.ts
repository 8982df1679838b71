import { Hono } from 'hono';
import { SlackApiError } from '../api-error.ts';
import { isJsonObject, parseJson } from '../json.ts';
import { useResponseUrl } from '../workspace/response-urls.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** The path below the server's address at which a response_url is answered. */
export function responseUrlPath(id: string): string {
  return `/response/${id}`;
}

/** The endpoint behind every response_url: 200 "ok", 404 once it is used up, 400 for bad content. */
export function createResponseUrlServer(workspace: Workspace): Hono {
  const app = new Hono();
  app.post('/response/:id', async (context) => {
    const answer = parseJson(await context.req.text());
    if (!isJsonObject(answer)) return context.json({ ok: false, error: 'invalid_payload' }, 400);
    try {
      useResponseUrl(workspace, context.req.param('id'), answer);
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
