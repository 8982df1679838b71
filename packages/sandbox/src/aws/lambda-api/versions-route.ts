import { functionArn } from '../functions/function-environment.ts';
import type { FunctionRegistry } from './function-registry.ts';
import type { ApiRoute } from './route.ts';

/** AWS returns up to 50 per page; a smaller page shows whether callers ask for the next one. */
const PAGE_SIZE = 2;

/** ListVersionsByFunction: `$LATEST`, then each published version with its settings. */
export function createVersionsRoute(registry: FunctionRegistry): ApiRoute {
  return {
    operation: 'ListVersionsByFunction',
    method: 'GET',
    path: /^\/2015-03-31\/functions\/([^/]+)\/versions$/,
    async act({ label, query }) {
      const { name, environment, versions } = registry.resolve(label);
      const published = versions?.() ?? [];
      const all = [environment?.() ?? {}, ...published].map((settings, index) => {
        const version = index === 0 ? '$LATEST' : String(index);
        return {
          FunctionName: name,
          FunctionArn: functionArn(name, version),
          Version: version,
          Environment: { Variables: settings },
        };
      });
      const start = Number(query.get('Marker') ?? 0);
      const end = start + PAGE_SIZE;
      return Response.json({
        Versions: all.slice(start, end),
        ...(end < all.length && { NextMarker: String(end) }),
      });
    },
  };
}
