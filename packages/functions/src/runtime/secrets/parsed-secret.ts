import type { ParsedSecret } from '@doo-repush/core/doo/secret';
import { errorKind, type Log } from '../log.ts';
import type { SecretsProvider } from './secret-cache.ts';

/** A secret cannot be used: it could not be read (retry later), or its content is invalid. */
export class DooSecretError extends Error {
  override readonly name = 'DooSecretError';
  readonly code: 'unreadable' | 'unusable';

  constructor(name: string, code: 'unreadable' | 'unusable') {
    super(`the ${name} secret is ${code}`);
    this.code = code;
  }
}

/**
 * Reads the current version of a secret and parses each version once.
 * @param name what the log and errors call it
 * @returns a function that rejects with DooSecretError; the log names the invalid fields
 */
export function createParsedSecret<T>(
  { name, id, parse }: { name: string; id: string; parse: (text: string) => ParsedSecret<T> },
  secrets: SecretsProvider,
  log: Log,
): () => Promise<{ readonly version: number; readonly value: T }> {
  let kept: { readonly version: number; readonly parsed: ParsedSecret<T> } | undefined;

  async function read(): Promise<{ readonly text: string; readonly version: number }> {
    try {
      return await secrets.get(id);
    } catch (error) {
      log.error(`${name}_secret_unreadable`, { error: errorKind(error) });
      throw new DooSecretError(name, 'unreadable');
    }
  }

  return async () => {
    const { text, version } = await read();
    if (kept?.version !== version) {
      const parsed = parse(text);
      if (!parsed.ok) log.error(`${name}_secret_unusable`, { faults: parsed.faults.join('; ') });
      kept = { version, parsed };
    }
    if (!kept.parsed.ok) throw new DooSecretError(name, 'unusable');
    return { version, value: kept.parsed.value };
  };
}
