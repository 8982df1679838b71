import { type Installation, names } from '../installation.ts';

/** One way in which an installation is not in order. */
export interface Broken {
  /** What is broken. */
  readonly when: string;
  /** The one step that fails. */
  readonly step: string;
  readonly says: RegExp;
  readonly mend: RegExp;
  /** Breaks the installation; what it gives is how the doctor looks. */
  readonly breaks: (it: Installation) => unknown;
}

export const workflowArn = `arn:aws:lambda:eu-central-1:000000000000:function:${names.functions.repush}:live`;
export const arnOf = (name: string) =>
  `arn:aws:secretsmanager:eu-central-1:000000000000:secret:${name}-a1B2c3`;
export const editSlack = /npm run secrets -- edit slack --stage test/;
export const editDoo = /npm run secrets -- edit doo --stage test/;
export const writeDoo = /npm run secrets -- edit doo --stage test --file doo\.json/;
export const deploy = /npm run deploy -- --stage test/;

/** The Slack secret with other fields. */
export function slackSecretWith(fields: object) {
  return (it: Installation) =>
    it.secrets.set(names.secrets.slack, { ...it.slackSecret, ...fields });
}

/** The doo secret with other fields. */
export function dooSecretWith(fields: object) {
  return (it: Installation) => {
    const secret = { ...it.doo.secret(), ...fields };
    it.secrets.set(names.secrets.doo, secret);
    it.secrets.set(names.secrets.organizations, { organizations: secret.organizations });
  };
}
