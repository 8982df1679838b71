import type { RequestHandler } from '../local-server.ts';
import { ServiceError, toRestJsonError } from '../service-error.ts';
import { createConcurrencyRoutes } from './concurrency-routes.ts';
import { createConfigurationRoute } from './configuration-route.ts';
import { createDurableRoutes } from './durable-routes.ts';
import { createInvokeRoute } from './invoke-route.ts';
import type { ApiRoute, HandlerDependencies } from './route.ts';
import { createUrlRoute } from './url-route.ts';
import { createVersionsRoute } from './versions-route.ts';

/** Serves Lambda's REST-JSON API, as far as the product and the durable SDK use it. */
export function createLambdaHandler(dependencies: HandlerDependencies): RequestHandler {
  const routes = [
    createInvokeRoute(dependencies),
    createConfigurationRoute(dependencies.registry),
    ...createConcurrencyRoutes(dependencies.registry, dependencies.accountConcurrency),
    createUrlRoute(dependencies.registry),
    createVersionsRoute(dependencies.registry),
    ...createDurableRoutes(dependencies),
  ];
  return async (request, connection) => {
    try {
      const url = new URL(request.url);
      const found = findRoute(routes, request.method, url.pathname);
      const call = {
        label: decodeURIComponent(found.label),
        query: url.searchParams,
        headers: request.headers,
        body: new Uint8Array(await request.arrayBuffer()),
      };
      const { operation, act } = found.route;
      return await dependencies.faults.apply(operation, connection, (fault) => act(call, fault));
    } catch (error) {
      if (error instanceof ServiceError) return toRestJsonError(error);
      const message = error instanceof Error ? error.message : String(error);
      return toRestJsonError(new ServiceError('ServiceException', message));
    }
  };
}

function findRoute(
  routes: readonly ApiRoute[],
  method: string,
  path: string,
): { route: ApiRoute; label: string } {
  for (const route of routes) {
    const label = route.method === method ? route.path.exec(path)?.[1] : undefined;
    if (label !== undefined) return { route, label };
  }
  throw new ServiceError('ResourceNotFoundException', `No operation answers ${method} ${path}`);
}
