/** A signing secret as Slack makes it. The client secret beside it has the same form. */
const SIGNING_SECRET = /^[0-9a-f]{32}$/;

/** What is wrong with a signing secret, without a word of it; `undefined` when its form is right. */
export function signingSecretFault(signingSecret: string): string | undefined {
  if (SIGNING_SECRET.test(signingSecret)) return undefined;
  return 'signingSecret: not a signing secret, which has 32 hexadecimal digits (Basic Information, Signing Secret)';
}
