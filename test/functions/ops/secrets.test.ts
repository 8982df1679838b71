import { randomBytes } from 'node:crypto';
import { MAX_SECRET_BYTES } from '@doo-repush/core/doo/secret';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { describe, expect, it } from 'vitest';
import { names } from './installation.ts';
import { dooSecret, fileWith, goodToken, openSecretsLab, type SecretsLab } from './secrets-lab.ts';

const slackSecret = {
  botToken: goodToken,
  signingSecret: 'c0ffee00c0ffee00c0ffee00c0ffee00',
  botId: 'B0CANARY',
  botUserId: 'U0CANARY',
  teamId: 'T0CANARY',
};
const typedSlack = `${goodToken}\r${slackSecret.signingSecret}\r`;
/** What the prompt makes of it: Slack tells the ids. */
const enteredSlack = {
  ...slackSecret,
  botId: people.bot,
  botUserId: people.botUser,
  teamId: people.team,
};

describe('a signing secret', () => {
  it.each([
    'abc',
    'a-bot-token',
    slackSecret.signingSecret.slice(1),
    `${slackSecret.signingSecret}0`,
    slackSecret.signingSecret.toUpperCase(),
  ])(
    'is refused, unwritten and unnamed, in another form than Slack makes it: %s',
    async (signingSecret) => {
      const lab = await openSecretsLab();
      const file = await fileWith({ ...slackSecret, signingSecret });
      const done = await lab.edit(['slack', '--file', file]);
      expect(done).toMatchObject({ code: 1, out: '' });
      expect(done.err).toMatch(
        /^Not written\. signingSecret: not a signing secret, which has 32 hexadecimal digits/,
      );
      expect(done.err).not.toContain(signingSecret);
      expect(lab.stored('slack')).toBeNull();
    },
  );
});

describe('a secret from a file', () => {
  it.each([
    ['slack', slackSecret],
    ['doo', dooSecret],
  ] as const)('%s is written where the deployment made it, without spaces', async (kind, value) => {
    const lab = await openSecretsLab();
    const done = await lab.edit([kind, '--file', await fileWith(value)]);
    expect(done).toMatchObject({ code: 0, err: '', rawModes: [] });
    expect(done.out).toContain(`${names.secrets[kind]}\n`);
    expect(done.out).toContain('npm run doctor -- --stage test');
    expect(lab.secrets.text(names.secrets[kind])).toBe(JSON.stringify(value));
    expect(done.out + done.err).not.toMatch(/canary/i);
  });

  it('may come from another program over standard input, with --yes', async () => {
    const lab = await openSecretsLab();
    const args = ['slack', '--file', '-', '--yes'];
    const done = await lab.edit(args, `\uFEFF${JSON.stringify(slackSecret)}\n`, {
      terminal: false,
    });
    expect(done.code).toBe(0);
    expect(lab.stored('slack')).toEqual(slackSecret);
  });

  it.each([0o644, 0o640, 0o604])('is warned of where others can read it: mode %o', async (mode) => {
    const lab = await openSecretsLab();
    const path = await fileWith(slackSecret, mode);
    const done = await lab.edit(['slack', '--file', path]);
    expect(done).toMatchObject({ code: 0, err: expect.stringContaining(`chmod 600 ${path}`) });
  });
});

describe('a secret from a prompt', () => {
  it('is asked for field by field, nothing of it is shown, and Slack tells the ids', async () => {
    const lab = await openSecretsLab();
    const done = await lab.edit(['slack'], typedSlack);
    expect(done).toMatchObject({ code: 0, rawModes: [true, false] });
    expect(done.err).toMatch(/^botToken \(.*\): \nsigningSecret \(.*\): \n$/);
    expect(lab.stored('slack')).toEqual(enteredSlack);
    expect(done.out + done.err).not.toMatch(/canary/i);
  });

  it('turns the echo off before it asks AWS, and takes a token that was pasted by then', async () => {
    const lab = await openSecretsLab();
    const done = await lab.edit(['slack'], typedSlack);
    expect(done.firstRawModes).toEqual([true]);
    expect(lab.stored('slack')).toEqual(enteredSlack);
  });

  it('takes what is deleted, pasted with spaces, or moved over with arrows as it is meant', async () => {
    const lab = await openSecretsLab();
    const typed = typedSlack.replace(
      'canary-bot-token',
      '  canary-bot-toX\u007fk\u001b[D\u001b[3~en ',
    );
    await lab.edit(['slack'], typed);
    expect(lab.stored('slack')).toEqual(enteredSlack);
  });

  it('keeps the fields that are left empty', async () => {
    const lab = await openSecretsLab();
    lab.secrets.set(names.secrets.slack, enteredSlack);
    const done = await lab.edit(['slack'], '\r00c0ffee00c0ffee00c0ffee00c0ffee\ry\r');
    expect(done).toMatchObject({ code: 0 });
    expect(done.out).toContain('  changed signingSecret\n');
    expect(done.out).not.toContain('botToken');
    expect(lab.stored('slack')).toEqual({
      ...enteredSlack,
      signingSecret: '00c0ffee00c0ffee00c0ffee00c0ffee',
    });
    expect(done.out + done.err).not.toMatch(/canary/i);
  });

  it('keeps the organizations of doo, and lets one form of credentials replace the other', async () => {
    const lab = await openSecretsLab();
    lab.secrets.set(names.secrets.doo, dooSecret);
    const token = await lab.edit(['doo'], '\r\r\rcanary-access-token\ry\r');
    expect(token.out).toMatch(/removed clientId\n.*removed clientSecret\n.*added accessToken\n/);
    const { clientId, clientSecret, ...others } = dooSecret;
    expect(lab.stored('doo')).toEqual({ ...others, accessToken: 'canary-access-token' });
    await lab.edit(['doo'], `\r${clientId}\r${clientSecret}\r\ry\r`);
    expect(lab.stored('doo')).toEqual(dooSecret);
  });

  it.each([
    ['Ctrl-C', '\u0003'],
    ['Ctrl-D', 'canary\u0004'],
  ])('is given up with %s', async (_, typed) => {
    const lab = await openSecretsLab();
    const done = await lab.edit(['slack'], typed);
    expect(done).toMatchObject({ code: 1, rawModes: [true, false] });
    expect(done.err).toMatch(/Not written\.\n$/);
    expect(lab.stored('slack')).toBeNull();
  });
});

describe('a value that is there', () => {
  it.each(['', 'n', 'no', 'canary'])('stays when "%s" is answered', async (answer) => {
    const lab = await openSecretsLab();
    lab.secrets.set(names.secrets.slack, slackSecret);
    const path = await fileWith({ ...slackSecret, botToken: 'canary-other' });
    const done = await lab.edit(['slack', '--file', path], `${answer}\r`);
    expect(done).toMatchObject({ code: 1, rawModes: [true, false] });
    expect(done.out).toContain('changed botToken');
    expect(lab.stored('slack')).toEqual(slackSecret);
    expect(done.out + done.err).not.toMatch(/canary/i);
  });

  it('is replaced without a question with --yes', async () => {
    const lab = await openSecretsLab();
    lab.secrets.set(names.secrets.doo, 'canary, no JSON');
    const done = await lab.edit(['doo', '--yes', '--file', await fileWith(dooSecret)]);
    expect(done).toMatchObject({ code: 0, rawModes: [] });
    expect(done.out).toContain('added organizations[1].teamId');
    expect(lab.stored('doo')).toEqual(dooSecret);
  });

  it('is not written again when nothing changes', async () => {
    const lab = await openSecretsLab();
    lab.secrets.set(names.secrets.slack, slackSecret);
    lab.secrets.denyAccess('PutSecretValue');
    const done = await lab.edit(['slack', '--file', await fileWith(slackSecret)]);
    expect(done).toMatchObject({ code: 0, out: 'Nothing changes.\n' });
  });

  it('is named field by field, and a field that is not read by no name', async () => {
    const lab = await openSecretsLab();
    const organizations = Array.from({ length: 30 }, (_, index) => ({
      name: `Canary ${index}`,
      organizationId: index + 1,
      teamId: `t${index}`,
    }));
    const value = { ...dooSecret, organizations };
    const done = await lab.edit(['doo', '--file', await fileWith(value)]);
    expect(done.out).toContain('added organizations[0].name');
    expect(done.out).toMatch(/and \d+ more/);
    expect(done.out + done.err).not.toMatch(/canary/i);
    lab.secrets.set(names.secrets.doo, {
      ...value,
      'canary-key': 1,
      canary: { canary: 'canary' },
    });
    const next = await lab.edit(['doo', '--yes', '--file', await fileWith(value)]);
    expect(next.out).toContain('removed (a field that is not read)');
    expect(next.out).not.toMatch(/canary/i);
  });
});

interface Refused {
  readonly when: string;
  readonly args: (path: (content: unknown, mode?: number) => Promise<string>) => Promise<string[]>;
  readonly prepares?: (lab: SecretsLab) => void;
  readonly typed?: string;
  readonly says: RegExp;
}

const slackFile =
  (content: unknown): Refused['args'] =>
  async (path) => ['slack', '--file', await path(content)];
const dooFile =
  (content: unknown): Refused['args'] =>
  async (path) => ['doo', '--file', await path(content)];

const REFUSED: readonly Refused[] = [
  {
    when: 'fields of the Slack secret are missing',
    args: slackFile({ ...slackSecret, botToken: undefined, teamId: 7 }),
    says: /Faulty: botToken, teamId\./,
  },
  {
    when: 'the file is no JSON',
    args: slackFile('canary-bot-token'),
    says: /Faulty: not a JSON object/,
  },
  {
    when: 'fields of the doo secret are faulty',
    args: dooFile({
      ...dooSecret,
      apiKey: 'canary key',
      organizations: [{ name: 'Canary', organizationId: 'canary', teamId: '1' }],
    }),
    says: /apiKey: must be printable ASCII[^\0]*organizations\[0\]\.organizationId: must be a positive|organizationId: must be a positive[^\0]*apiKey: must be printable ASCII/,
  },
  {
    when: 'the doo secret names another host',
    args: dooFile({ ...dooSecret, restUrl: 'https://canary.example.com' }),
    says: /restUrl: must be an https address of doo.net/,
  },
  {
    when: 'the doo secret names this machine',
    args: dooFile({ ...dooSecret, graphqlUrl: 'http://127.0.0.1:1/canary' }),
    says: /graphqlUrl: must be/,
  },
  {
    when: 'it is larger than a secret may be',
    args: dooFile({
      ...dooSecret,
      organizations: [
        { ...dooSecret.organizations[0], name: randomBytes(MAX_SECRET_BYTES).toString('base64') },
      ],
    }),
    says: /It has 8\d\d\d\d bytes; a secret holds 65536/,
  },
  {
    when: 'an organization has a field that no function reads',
    args: dooFile({
      ...dooSecret,
      organizations: [{ ...dooSecret.organizations[0], credential: { apiKey: 'canary' } }],
    }),
    says: /organizations\[0\]: has a field that is not one of name, organizationId, teamId, credentials\n/,
  },
  {
    when: 'two organizations have one team',
    args: dooFile({
      ...dooSecret,
      organizations: dooSecret.organizations.map((each) => ({ ...each, teamId: '11' })),
    }),
    says: /organizations\[1\]\.teamId: is the same as organizations\[0\]\.teamId/,
  },
  {
    when: 'there is no such file',
    args: async (path) => ['slack', '--file', `${await path('')}.canary-not`],
    says: /cannot be read \(Error\/ENOENT\)/,
  },
  {
    when: 'the stage is not deployed',
    args: slackFile(slackSecret),
    prepares: ({ secrets }) => secrets.remove(names.secrets.slack),
    says: /There is no secret doo-repush\/test\/slack. Deploy first: npm run deploy -- --stage test/,
  },
  {
    when: 'the secret is marked for deletion',
    args: slackFile(slackSecret),
    prepares: ({ secrets }) => secrets.markForDeletion(names.secrets.slack),
    says: /marked for deletion.*restore-secret/,
  },
  ...['DescribeSecret', 'PutSecretValue'].map((operation) => ({
    when: `AWS does not allow ${operation}`,
    args: slackFile(slackSecret),
    prepares: ({ secrets }: SecretsLab) => secrets.denyAccess(operation),
    says: /denied \(AccessDeniedException\)\nHave secretsmanager:/,
  })),
  {
    when: 'AWS does not allow to read the present value',
    args: slackFile(slackSecret),
    prepares: ({ secrets }) => {
      secrets.set(names.secrets.slack, { ...slackSecret, botToken: 'canary-old' });
      secrets.denyAccess('GetSecretValue');
    },
    says: /cannot be read: denied/,
  },
  ...['DescribeSecret', 'PutSecretValue'].map((operation) => ({
    when: `Secrets Manager fails at ${operation}`,
    args: slackFile(slackSecret),
    prepares: ({ secrets }: SecretsLab) =>
      secrets.faults.add({ operation, fault: '500', times: 2 }),
    says: /unavailable \(InternalServiceError\)\nTry again in a minute/,
  })),
  {
    when: 'Slack does not take the token that is entered',
    args: async () => ['slack'],
    typed: 'canary-other\rcanary\r',
    says: /botToken: Slack does not take it \(invalid_auth\)/,
  },
  {
    when: 'Slack cannot be reached about the token that is entered',
    args: async () => ['slack'],
    prepares: ({ slack }) => slack.faults.add({ method: '*', fault: 'reset_before' }),
    typed: typedSlack,
    says: /Slack could not be asked about botToken \(WebAPIRequestError[^)]*\)\. Check the network/,
  },
  {
    when: 'Slack has an error page for the token that is entered',
    args: async () => ['slack'],
    prepares: ({ slack }) => slack.faults.add({ method: '*', fault: 'http_500' }),
    typed: typedSlack,
    says: /Slack could not be asked about botToken \(/,
  },
  {
    when: 'no token is entered',
    args: async () => ['slack'],
    typed: '\rcanary\r',
    says: /Faulty: botToken, botId, botUserId, teamId/,
  },
  {
    when: 'the first doo secret is not in a file',
    args: async () => ['doo'],
    says: /write it from a file with --file/,
  },
];

/** Both values as they are kept; `absent` for a secret that does not exist. */
function valuesOf({ secrets }: SecretsLab): unknown[] {
  return Object.values(names.secrets).map((id) => {
    try {
      return secrets.text(id);
    } catch {
      return 'absent';
    }
  });
}

describe('nothing is written, and no value is shown, when', () => {
  it.each(REFUSED)('$when', async ({ args, prepares, typed = 'y\r', says }) => {
    const lab = await openSecretsLab();
    prepares?.(lab);
    const before = valuesOf(lab);
    const done = await lab.edit([...(await args(fileWith))], typed);
    expect(done.code).toBe(1);
    expect(done.err).toMatch(/^Not written\. /m);
    expect(done.err).toMatch(says);
    expect(valuesOf(lab)).toEqual(before);
    const shown = (done.out + done.err).replaceAll('.canary-not', '');
    expect(shown).not.toMatch(/canary/i);
  });
});

describe('a command line', () => {
  it.each<[string, readonly string[], boolean]>([
    ['without a secret', [], true],
    ['with another secret', ['canary'], true],
    ['with a value in it', ['slack', 'canary-bot-token'], true],
    ['with an option that is a value', ['slack', '--bot-token=canary-bot-token'], true],
    ['with a stage that is none', ['slack', '--stage', 'canary/../production'], true],
    ['without a terminal or a file', ['slack'], false],
    ['without a terminal or --yes', ['slack', '--file', '-'], false],
    ['that would show what is typed', ['slack', '--file', '-', '--yes'], true],
  ])('%s is answered by the usage, and repeated nowhere', async (_, args, terminal) => {
    const lab = await openSecretsLab();
    const done = await lab.edit(args, typedSlack, { terminal });
    expect(done).toMatchObject({ code: 2, out: '', rawModes: [] });
    expect(done.err).toContain('Usage: npm run secrets -- edit slack|doo --stage <stage>');
    expect(done.err).not.toMatch(/canary/i);
    expect(lab.stored('slack')).toBeNull();
  });
});
