import type { SecretWriter } from '../../runtime/secrets/secret-writer.ts';
import type { Output } from '../command-line.ts';

export interface EditDeps {
  readonly writer: SecretWriter;
  /** @throws SecretUnreadableError */
  readonly fetchSecret: (id: string) => Promise<string>;
  /** The new secret as text; given the present one where there is one and it is JSON. */
  readonly candidate: (present: unknown) => Promise<Candidate>;
  /** Whether the person wants to go on. */
  readonly confirm: (question: string) => Promise<boolean>;
  readonly output: Output;
}

export type Candidate =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly fault: string };
