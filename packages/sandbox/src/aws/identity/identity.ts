import { ACCOUNT_ID } from '../functions/function-environment.ts';
import { type LocalServer, startLocalServer } from '../local-server.ts';

/** Why credentials are refused (AWS docs: STS API, Common errors). */
export type IdentityRefusal =
  | 'AccessDenied'
  | 'ExpiredToken'
  | 'InvalidClientTokenId'
  | 'RegionDisabledException'
  | 'SignatureDoesNotMatch'
  | 'Throttling';

/** A local STS that only says whose credentials a call carries. */
export interface Identity {
  /** The endpoint for AWS_ENDPOINT_URL_STS; known once started. */
  readonly url: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Sets the caller's account from now on. */
  setAccount(account: string): void;
  /** Refuses every call from now on; `undefined` ends that. */
  refuse(reason: IdentityRefusal | undefined): void;
}

const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';

export function createIdentity(port = 0): Identity {
  let server: LocalServer | undefined;
  let account = ACCOUNT_ID;
  let refusal: IdentityRefusal | undefined;

  function answer(action: string | null): Response {
    if (action !== 'GetCallerIdentity') return refused('InvalidAction', 400);
    if (refusal !== undefined) return refused(refusal, 403);
    return xml(
      `<GetCallerIdentityResponse xmlns="${NAMESPACE}"><GetCallerIdentityResult>` +
        `<Arn>arn:aws:iam::${account}:user/operator</Arn><UserId>placeholder</UserId>` +
        `<Account>${account}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
      200,
    );
  }

  return {
    get url() {
      if (server === undefined) throw new Error('The STS peer has not been started');
      return server.url;
    },
    async start() {
      server = await startLocalServer(
        async (request) => answer(new URLSearchParams(await request.text()).get('Action')),
        port,
      );
    },
    async stop() {
      await server?.close();
    },
    setAccount(next) {
      account = next;
    },
    refuse(reason) {
      refusal = reason;
    },
  };
}

function refused(code: string, status: number): Response {
  return xml(
    `<ErrorResponse xmlns="${NAMESPACE}"><Error><Type>Sender</Type><Code>${code}</Code>` +
      '<Message>The call is refused.</Message></Error></ErrorResponse>',
    status,
  );
}

function xml(body: string, status: number): Response {
  return new Response(body, { status, headers: { 'content-type': 'text/xml' } });
}
