import { awsTrouble, isOfAws, namedTrouble } from '@doo-repush/functions/ops/aws-trouble';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const error = (fields: object, message = 'canary') => Object.assign(new Error(message), fields);

describe('what the AWS SDK rejects with', () => {
  it.each([
    ['CredentialsProviderError', {}, 'signed_out', /aws sso login/],
    ['TokenProviderError', {}, 'signed_out', /aws sso login/],
    ['RequestTimeTooSkewed', {}, 'wrong_signature', /clock by NTP/],
    ['OptInRequired', {}, 'no_region', /Enable the region/],
    ['SomethingNew', { $metadata: { httpStatusCode: 429 } }, 'throttled', /Wait a minute/],
    ['SomethingNew', { $metadata: { httpStatusCode: 503 } }, 'failed', /health\.aws/],
    ['Error', { code: 'ENOTFOUND' }, 'unreachable', /network, and that the region exists/],
    ['Error', { code: 'EAI_AGAIN' }, 'unreachable', /network/],
    ['AggregateError', { code: 'ECONNREFUSED' }, 'unreachable', /network/],
    ['Error', { code: 'SELF_SIGNED_CERT_IN_CHAIN' }, 'unreachable', /NODE_EXTRA_CA_CERTS/],
    ['Error', { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' }, 'unreachable', /NODE_EXTRA_CA_CERTS/],
  ])('is told by its kind, with one thing to do: %s %j', (name, fields, kind, fix) => {
    const trouble = awsTrouble(error({ name, ...fields }));
    expect(trouble).toMatchObject({ kind, fix: expect.stringMatching(fix) });
  });

  it('names the action that is not granted, and a service control policy that forbids it', () => {
    const text = (why: string) =>
      `User: arn:aws:sts::000000000000:assumed-role/Ops/ada is not authorized to perform: lambda:GetFunctionUrlConfig on resource: x ${why}`;
    const name = 'AccessDeniedException';
    expect(awsTrouble(error({ name }, text('because no policy allows it')))).toEqual({
      kind: 'not_allowed',
      cause: name,
      detail: `you may not call lambda:GetFunctionUrlConfig (${name})`,
      fix: 'Have lambda:GetFunctionUrlConfig granted to you, then try again.',
    });
    const forbidden = text('with an explicit deny in a service control policy: arn:x');
    expect(awsTrouble(error({ name }, forbidden)).fix).toMatch(
      /service control policy .* forbids lambda:GetFunctionUrlConfig here/,
    );
  });

  it('is never quoted, whatever it says', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.option(fc.string()), (name, text, code) => {
        const { detail, fix } = awsTrouble(error({ name, code }, `${text}canary${text}`));
        expect(detail).not.toBe('');
        expect(fix).toMatch(/\.$/);
        expect(detail + fix).not.toContain('canary');
      }),
    );
  });

  it('is the same where only the name was kept', () => {
    for (const name of ['ExpiredTokenException', 'TimeoutError/ECONNRESET', 'Error/ENOTFOUND'])
      expect(namedTrouble(name).kind).toMatch(/signed_out|unreachable/);
  });

  it('is not mistaken for an error of our own', () => {
    expect(isOfAws(new TypeError('x is not a function'))).toBe(false);
    expect(isOfAws(error({ name: 'CredentialsProviderError' }))).toBe(true);
    expect(isOfAws(error({ $metadata: {} }))).toBe(true);
  });
});
