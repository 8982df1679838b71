import { errorKind } from '../runtime/log.ts';

export type AwsTroubleKind =
  | 'signed_out'
  | 'wrong_signature'
  | 'not_allowed'
  | 'absent'
  | 'no_region'
  | 'throttled'
  | 'unreachable'
  | 'failed';

/** Why a call to AWS came to nothing. Of AWS's own text it holds nothing but the name of an action. */
export interface AwsTrouble {
  readonly kind: AwsTroubleKind;
  /** The name of the error. */
  readonly cause: string;
  /** What happened, as the end of a sentence. */
  readonly detail: string;
  /** One thing to do. */
  readonly fix: string;
}

type Words = Pick<AwsTrouble, 'detail' | 'fix'>;

export const SIGN_IN = 'Sign in (aws sso login), and name the profile in AWS_PROFILE.';
const AGAIN = 'then try again.';

const KINDS: ReadonlyMap<string, AwsTroubleKind> = new Map(
  Object.entries({
    AccessDenied: 'not_allowed',
    AccessDeniedException: 'not_allowed',
    NotAuthorized: 'not_allowed',
    UnauthorizedOperation: 'not_allowed',
    CredentialsProviderError: 'signed_out',
    ExpiredToken: 'signed_out',
    ExpiredTokenException: 'signed_out',
    InvalidClientTokenId: 'signed_out',
    InvalidGrantException: 'signed_out',
    MissingAuthenticationToken: 'signed_out',
    MissingAuthenticationTokenException: 'signed_out',
    TokenProviderError: 'signed_out',
    UnauthorizedException: 'signed_out',
    UnrecognizedClientException: 'signed_out',
    IncompleteSignature: 'wrong_signature',
    IncompleteSignatureException: 'wrong_signature',
    InvalidSignatureException: 'wrong_signature',
    RequestExpired: 'wrong_signature',
    RequestInTheFuture: 'wrong_signature',
    RequestTimeTooSkewed: 'wrong_signature',
    SignatureDoesNotMatch: 'wrong_signature',
    OptInRequired: 'no_region',
    RegionDisabledException: 'no_region',
    ResourceNotFoundException: 'absent',
    LimitExceededException: 'throttled',
    RequestLimitExceeded: 'throttled',
    Throttling: 'throttled',
    ThrottlingException: 'throttled',
    TooManyRequestsException: 'throttled',
    TimeoutError: 'unreachable',
  } as const),
);

/** A region that is not enabled refuses every credential by these names. */
const OR_REGION = ['InvalidClientTokenId', 'UnrecognizedClientException'];
/** Of Node: the network, DNS and TLS. */
const NETWORK =
  /^(?:E[A-Z]+|EAI_\w+|ERR_(?:SSL|TLS)_\w+|CERT_\w+|[A-Z_]*(?:CERT|SIGNATURE)[A-Z_]*)$/;
const TLS = /CERT|SIGNATURE|ERR_(?:SSL|TLS)/;

/** Why a call to AWS came to nothing, and what to do; for whatever the AWS SDK rejects with. */
export function awsTrouble(error: unknown): AwsTrouble {
  const name = error instanceof Error ? error.name : typeof error;
  const kind = kindOf(error, name);
  const cause = kind === 'unreachable' || kind === 'failed' ? errorKind(error) : name;
  return { kind, cause, ...wordsOf(kind, cause, error instanceof Error ? error.message : '') };
}

/** The same where only the name of the error is known. */
export function namedTrouble(name: string): AwsTrouble {
  const [first = '', code] = name.split('/');
  return awsTrouble(Object.assign(new Error(), { name: first, ...(code && { code }) }));
}

/** Whether it is the AWS SDK that rejected with `error`, for itself or for AWS. */
export function isOfAws(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return '$metadata' in error || KINDS.has(error.name) || isWithoutRegion(error);
}

function kindOf(error: unknown, name: string): AwsTroubleKind {
  const known = KINDS.get(name);
  if (known !== undefined) return known;
  const code: unknown = Reflect.get(Object(error), 'code');
  if (typeof code === 'string' && NETWORK.test(code)) return 'unreachable';
  if (isWithoutRegion(error)) return 'no_region';
  return Object(Reflect.get(Object(error), '$metadata')).httpStatusCode === 429
    ? 'throttled'
    : 'failed';
}

/** The SDK has no name of its own for it: "Region is missing". */
export function isWithoutRegion(error: unknown): boolean {
  return error instanceof Error && /region is missing/i.test(error.message);
}

function wordsOf(kind: AwsTroubleKind, name: string, text: string): Words {
  switch (kind) {
    case 'signed_out':
      return {
        detail: `AWS does not take the credentials (${name})`,
        fix: OR_REGION.includes(name)
          ? `${SIGN_IN} If you are signed in, enable the region in the account.`
          : SIGN_IN,
      };
    case 'wrong_signature':
      return {
        detail: `AWS does not take the signature (${name})`,
        fix: 'Have this machine set its clock by NTP, then sign in again (aws sso login).',
      };
    case 'not_allowed':
      return notAllowed(name, text);
    case 'no_region':
      return name === 'OptInRequired' || name === 'RegionDisabledException'
        ? {
            detail: `the region is not enabled in this account (${name})`,
            fix: `Enable the region in the account, or choose another one, ${AGAIN}`,
          }
        : {
            detail: 'no region is set',
            fix: 'Set AWS_REGION, or a region in the profile of AWS_PROFILE.',
          };
    case 'absent':
      return {
        detail: `AWS does not find it (${name})`,
        fix: `Check account, region and stage, ${AGAIN}`,
      };
    case 'throttled':
      return {
        detail: `AWS is asked too often (${name})`,
        fix: `Wait a minute, ${AGAIN}`,
      };
    case 'unreachable':
      return {
        detail: `AWS was not reached (${name})`,
        fix: TLS.test(name)
          ? `A proxy opens TLS here: name its certificate in NODE_EXTRA_CA_CERTS, ${AGAIN}`
          : `Check the network, and that the region exists, ${AGAIN}`,
      };
    case 'failed':
      return {
        detail: `AWS did not answer as it should (${name})`,
        fix: 'Try again in a minute; if it stays, look at https://health.aws.amazon.com.',
      };
  }
}

/** AWS names the action, and the kind of policy where one forbids it (IAM docs: access denied errors). */
function notAllowed(name: string, text: string): Words {
  const action = /not authorized to perform: ([a-z0-9-]+:[A-Za-z0-9]+)/.exec(text)?.[1];
  const what = action ?? 'it';
  const isForbidden = /explicit deny in a service control policy/.test(text);
  return {
    detail: `you may not ${action === undefined ? 'do it' : `call ${action}`} (${name})`,
    fix: isForbidden
      ? `A service control policy of the organization forbids ${what} here: have it changed, or choose another region.`
      : `Have ${what} granted to you, ${AGAIN}`,
  };
}
