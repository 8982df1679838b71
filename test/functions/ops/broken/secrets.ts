import { type Installation, names } from '../installation.ts';
import {
  type Broken,
  dooSecretWith,
  editDoo,
  editSlack,
  slackSecretWith,
  writeDoo,
} from './broken.ts';

/** What is wrong with the two secrets. */
export const brokenSecrets: readonly Broken[] = [
  ...(['slack', 'doo'] as const).flatMap((which) => {
    const step = `${which}_secret`;
    const mend = which === 'slack' ? editSlack : writeDoo;
    const id = names.secrets[which];
    return [
      {
        when: `the ${which} secret does not exist`,
        step,
        says: /not_found \(ResourceNotFoundException\)/,
        mend,
        breaks: (it: Installation) => it.secrets.remove(id),
      },
      {
        when: `the ${which} secret has no value yet`,
        step,
        says: /not_found/,
        mend,
        breaks: (it: Installation) => {
          it.secrets.remove(id);
          it.secrets.create(id);
        },
      },
      {
        when: `the ${which} secret is marked for deletion`,
        step,
        says: /not_found \(InvalidRequestException\)/,
        mend,
        breaks: (it: Installation) => it.secrets.markForDeletion(id),
      },
      {
        when: `the ${which} secret is no JSON`,
        step,
        says: /not a JSON object/,
        mend,
        breaks: (it: Installation) => it.secrets.set(id, 'canary'),
      },
    ];
  }),
  {
    when: 'the signing secret has not the form of one',
    step: 'slack_secret',
    says: /^signingSecret: not a signing secret/,
    mend: editSlack,
    breaks: slackSecretWith({ signingSecret: 'abc' }),
  },
  {
    when: 'the function has another signing secret',
    step: 'delivery',
    says: /signed with the secret is refused/,
    mend: /^Wait five minutes .*npm run deploy -- --stage test$/,
    breaks: (it) => {
      it.door.trust = async () => ({ ...it.slackSecret, signingSecret: 'another' });
    },
  },
  ...(
    [
      [502, /answered with 502$/, /^Read the log/],
      [200, /answered with 200, but not with its challenge$/, /^Read the log/],
      [403, /not open to callers/, /^Deploy again: npm run deploy -- --stage test$/],
    ] as const
  ).map(([statusCode, says, mend]) => ({
    when: `the URL answers ${statusCode}`,
    step: 'delivery',
    says,
    mend,
    breaks: (it: Installation) => {
      it.door.answer = { statusCode, body: '' };
    },
  })),
  {
    when: 'the function has no URL',
    step: 'delivery',
    says: /doo-repush-test-slack has no URL that can be read \(ResourceNotFoundException\)/,
    mend: /^Deploy again: npm run deploy -- --stage test$/,
    breaks: (it) => it.makePlain('slack'),
  },
  {
    when: 'a field of the Slack secret is missing',
    step: 'slack_secret',
    says: /Faulty: signingSecret/,
    mend: editSlack,
    breaks: slackSecretWith({ signingSecret: '' }),
  },
  {
    when: 'a field of the doo secret is missing',
    step: 'doo_secret',
    says: /clientSecret: is missing/,
    mend: writeDoo,
    breaks: dooSecretWith({ clientSecret: undefined }),
  },
  {
    when: 'doo would be asked at another host',
    step: 'doo_secret',
    says: /restUrl: must be an https address of doo.net/,
    mend: writeDoo,
    breaks: dooSecretWith({ restUrl: 'https://doo.example.com' }),
  },
  {
    when: 'the organizations secret was never written',
    step: 'organizations_secret',
    says: /not_found/,
    mend: writeDoo,
    breaks: (it) => it.secrets.remove(names.secrets.organizations),
  },
  {
    when: 'the organizations secret holds credentials',
    step: 'organizations_secret',
    says: /must not hold credentials/,
    mend: editDoo,
    breaks: (it) => it.secrets.set(names.secrets.organizations, it.doo.secret()),
  },
  {
    when: 'the organizations secret is older than the doo secret',
    step: 'organizations_secret',
    says: /differs from the organizations of the doo secret/,
    mend: editDoo,
    breaks: (it) =>
      it.secrets.set(names.secrets.organizations, {
        organizations: it.doo.secret().organizations.slice(1),
      }),
  },
  {
    when: 'a secret has hardly any room left',
    step: 'secret_size',
    says: /almost full: slack \d+ of 65536 bytes, doo 60\d\d\d of 65536 bytes/,
    mend: /npm run organizations -- remove .*credentialSets/,
    breaks: dooSecretWith({ note: 'x'.repeat(60_000) }),
  },
];
