import type { CommandText } from '@doo-repush/core/command/command';
import { expect } from 'vitest';
import { wordsOf } from './context.ts';

export const ADDRESS = 'https://rest.doo.net/v1/webhooks/init/orders';
export const KEY = 'planted-api-key';
export const TOKEN = 'planted-access-token';
export const SECRET_HEADERS = `-H 'x-api-key: ${KEY}' -H 'Authorization: Bearer ${TOKEN}'`;

/** The line of doo's guide around a body. */
export const guideLine = (body: string) =>
  [
    `curl --location --request POST '${ADDRESS}' \\`,
    `--header 'Content-Type: application/json' \\`,
    `--header 'x-api-key: ${KEY}' \\`,
    `--header 'Authorization: Bearer ${TOKEN}' \\`,
    `--data-raw '${body}'`,
  ].join('\n');
export const BODY = '{\n  "event_id": 41231,\n  "webhook_configuration_id": "38cc7e8d-d107"\n}';

/** Expects that a part of a curl line is named with `words`, and that nothing of its secrets is shown again. */
export function expectPartNamed(command: CommandText, words: string): void {
  expect(wordsOf(command)).toContain(words);
  expect(wordsOf(command)).toContain('have the token revoked');
  expect(JSON.stringify(command)).not.toContain('planted');
}
