import type { FunctionRegistry } from './function-registry.ts';
import type { ApiRoute } from './route.ts';

/** How many concurrent invocations an account is allowed; a new account has 10. */
const USUAL_CONCURRENCY = 1_000;

const GIGABYTE = 1024 ** 3;

/** GetAccountSettings and GetFunctionConcurrency: the account's limit and a function's reservation. */
export function createConcurrencyRoutes(
  registry: FunctionRegistry,
  accountConcurrency: () => number = () => USUAL_CONCURRENCY,
): readonly ApiRoute[] {
  return [
    {
      operation: 'GetAccountSettings',
      method: 'GET',
      path: /^\/2016-08-19\/account-settings(\/?)$/,
      async act() {
        const functions = registry.all();
        const reserved = functions.map((each) => each.reservedConcurrency?.() ?? 0);
        const limit = accountConcurrency();
        return Response.json({
          AccountLimit: {
            CodeSizeUnzipped: 250 * 1024 ** 2,
            CodeSizeZipped: 50 * 1024 ** 2,
            ConcurrentExecutions: limit,
            TotalCodeSize: 75 * GIGABYTE,
            UnreservedConcurrentExecutions: reserved.reduce((left, each) => left - each, limit),
          },
          AccountUsage: { FunctionCount: functions.length, TotalCodeSize: 0 },
        });
      },
    },
    {
      operation: 'GetFunctionConcurrency',
      method: 'GET',
      path: /^\/2019-09-30\/functions\/([^/]+)\/concurrency$/,
      async act({ label }) {
        const reserved = registry.resolve(label).reservedConcurrency?.();
        return Response.json(
          reserved === undefined ? {} : { ReservedConcurrentExecutions: reserved },
        );
      },
    },
  ];
}
