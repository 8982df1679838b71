import { holdsToken, mayHoldCredential } from '@doo-repush/core/command/credential-scan';
import { describe, expect, it } from 'vitest';

/** Twenty characters with two letter-digit pairs. */
const RANDOM = 'planted-a1aa1aaaaaaa';
const CALM = 'planted-a1-placeholder-words';

describe('credential scan of a command line', () => {
  it.each<[string, boolean, boolean]>([
    ['orders 41231 reason:"CRM outage 2026"', false, false],
    [RANDOM, true, false],
    [RANDOM.slice(1), false, false],
    [CALM, false, false],
    [`a  ${RANDOM}\n\nb`, true, false],
    [`"${RANDOM}"`, true, false],
    [`https://example.com/${RANDOM}`, false, false],
    [`http://example.com/${RANDOM}`, false, false],
    [`HTTPS://example.com/${RANDOM}`, false, false],
    [`ticket:https://example.com/${RANDOM}`, false, false],
    [`ticket:http://example.com/${RANDOM}`, false, false],
    [`${RANDOM}-https://example.com`, true, false],
    [`${RANDOM}=ticket:https://example.com`, true, false],
    ['Authorization:', true, false],
    ['the authorization failed', false, false],
    ['x-api-key=', true, false],
    ['api key :', true, false],
    ['"access_token": 1', true, false],
    ["client-secret':", true, false],
    ['bearer of bad news', false, false],
    ['Bearer planted', true, false],
    [`Authorization: ${RANDOM}`, true, true],
    [`x-api-key: ${CALM}`, true, false],
    [`Bearer a b ${RANDOM}`, true, false],
    [`Bearer placeholder and ${RANDOM}`, true, true],
    ['eyJplaceholder', false, true],
    ['reason eyJplaceholder', false, true],
    ['eyJplaceh', false, false],
    ['abceyJplaceholder', false, false],
  ])('%s', (text, may, surely) => {
    expect({ may: mayHoldCredential(text), surely: holdsToken(text) }).toEqual({ may, surely });
  });
});
