import { functionArn } from '../functions/function-environment.ts';
import type { FunctionRegistry } from './function-registry.ts';
import type { ApiRoute } from './route.ts';

const SECOND_MS = 1000;

/** GetFunctionConfiguration: how a function is deployed, including its settings. */
export function createConfigurationRoute(registry: FunctionRegistry): ApiRoute {
  return {
    operation: 'GetFunctionConfiguration',
    method: 'GET',
    path: /^\/2015-03-31\/functions\/([^/]+)\/configuration$/,
    async act({ label, query }) {
      const target = registry.resolve(label, query.get('Qualifier') ?? undefined);
      const { name, qualifier, qualified, version, durable, environment, state } = target;
      return Response.json({
        FunctionName: name,
        FunctionArn: functionArn(name, qualified ? qualifier : undefined),
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Version: qualified ? version : '$LATEST',
        State: state?.() ?? 'Active',
        LastUpdateStatus: 'Successful',
        Environment: { Variables: environment?.() ?? {} },
        ...(durable && {
          DurableConfig: { ExecutionTimeout: durable.executionTimeoutMs / SECOND_MS },
        }),
      });
    },
  };
}
