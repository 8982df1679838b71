import { Hono } from 'hono';
import { takeContent } from '../workspace/files.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** The path below the server's address that receives a file's content. */
export function uploadPath(uploadId: string): string {
  return `/upload/v1/${uploadId}`;
}

async function contentOf(request: Request): Promise<Uint8Array> {
  const isForm = request.headers.get('content-type')?.startsWith('multipart/form-data') ?? false;
  if (!isForm) return new Uint8Array(await request.arrayBuffer());
  const parts = [...(await request.formData()).values()];
  const [file] = parts.filter((part) => typeof part !== 'string');
  return new Uint8Array((await file?.arrayBuffer()) ?? []);
}

/**
 * The endpoint behind every upload_url: raw bytes or one file of a multipart form (Slack docs:
 * files.getUploadURLExternal). 200 "OK - <bytes>"; 400 for an address that is not open, or for content
 * whose length differs from the announced one.
 */
export function createUploadServer(workspace: Workspace): Hono {
  const app = new Hono();
  app.post('/upload/v1/:uploadId', async (context) => {
    const content = await contentOf(context.req.raw);
    const taken = takeContent(workspace, context.req.param('uploadId'), content);
    return taken ? context.text(`OK - ${content.byteLength}`) : context.text('not taken', 400);
  });
  return app;
}
