import type { FunctionHost } from '../functions/function-host.ts';
import { parseFunctionName } from '../functions/function-name.ts';
import { ServiceError } from '../service-error.ts';

export interface LambdaFunction {
  host: Pick<FunctionHost, 'invoke'>;
  /** Present for a durable function; times in milliseconds. */
  durable?: { executionTimeoutMs: number; invocationTimeoutMs: number };
  /** The alias it is invoked through; `live` when absent. */
  qualifier?: string;
  /** Its environment variables, as its configuration shows them. */
  environment?: () => Readonly<Record<string, string>>;
  /** The environment variables of each published version, oldest first. */
  versions?: () => readonly Readonly<Record<string, string>>[];
  /** Its function URL, if it has one. */
  url?: () => string;
  /** `Active` when absent. */
  state?: () => string;
  /** How much of the account's concurrency is reserved for it; `undefined` means none. */
  reservedConcurrency?: () => number | undefined;
}

export interface ResolvedFunction extends LambdaFunction {
  name: string;
  /** The alias, even if the caller named the function without a qualifier. */
  qualifier: string;
  /** Whether the caller gave a qualifier. */
  qualified: boolean;
  /** The newest version, which the alias points to. */
  version: string;
}

/** The functions of the account, each with its published versions. */
export interface FunctionRegistry {
  all(): readonly LambdaFunction[];
  /** Throws ResourceNotFoundException for an unknown function or qualifier. */
  resolve(functionName: string, qualifier?: string): ResolvedFunction;
  /** Points the alias at new code; returns the new version, numbered from 1. */
  publish(name: string, host: LambdaFunction['host']): string;
  /** The code of a version, or the newest if that version is unknown here. */
  host(name: string, version: string): LambdaFunction['host'];
}

export function createFunctionRegistry(
  functions: Record<string, LambdaFunction>,
): FunctionRegistry {
  const versions = new Map<string, LambdaFunction['host'][]>();
  for (const [name, { host }] of Object.entries(functions)) versions.set(name, [host]);

  function notFound(name: string): ServiceError {
    return new ServiceError('ResourceNotFoundException', `Function not found: ${name}`);
  }

  function hosts(name: string): LambdaFunction['host'][] {
    const found = versions.get(name);
    if (found === undefined) throw notFound(name);
    return found;
  }

  function host(name: string, version: string): LambdaFunction['host'] {
    const found = hosts(name)[Number(version) - 1] ?? hosts(name).at(-1);
    if (found === undefined) throw notFound(name);
    return found;
  }

  return {
    all: () => Object.values(functions),
    host,
    publish(name, newHost) {
      return String(hosts(name).push(newHost));
    },
    resolve(functionName, requested) {
      const reference = parseFunctionName(functionName, requested);
      const found = reference === undefined ? undefined : functions[reference.name];
      if (reference === undefined || found === undefined) throw notFound(functionName);
      const { name } = reference;
      const alias = found.qualifier ?? 'live';
      const newest = String(hosts(name).length);
      const qualifier = reference.qualifier ?? alias;
      const isVersion = hosts(name)[Number(qualifier) - 1] !== undefined;
      if (qualifier !== alias && qualifier !== '$LATEST' && !isVersion) {
        throw notFound(`${name}:${qualifier}`);
      }
      const version = isVersion ? qualifier : newest;
      const qualified = reference.qualifier !== undefined;
      return { ...found, host: host(name, version), name, qualifier, qualified, version };
    },
  };
}
