import { functionArn } from '../functions/function-environment.ts';
import { ServiceError } from '../service-error.ts';
import type { FunctionRegistry } from './function-registry.ts';
import type { ApiRoute } from './route.ts';

/** GetFunctionUrlConfig: the address that calls a function without credentials. */
export function createUrlRoute(registry: FunctionRegistry): ApiRoute {
  return {
    operation: 'GetFunctionUrlConfig',
    method: 'GET',
    path: /^\/2021-10-31\/functions\/([^/]+)\/url$/,
    async act({ label, query }) {
      const { name, url } = registry.resolve(label, query.get('Qualifier') ?? undefined);
      if (url === undefined)
        throw new ServiceError(
          'ResourceNotFoundException',
          'The resource you requested does not exist.',
        );
      return Response.json({
        FunctionUrl: url(),
        FunctionArn: functionArn(name, undefined),
        AuthType: 'NONE',
        InvokeMode: 'BUFFERED',
      });
    },
  };
}
