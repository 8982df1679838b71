import type { DoctorDeps } from '@doo-repush/functions/ops/doctor/doctor';
import { people } from '@doo-repush/sandbox/slack/workspace/people';
import { sendJson, startLocalServer } from '../../../support/local-server.ts';
import { type Installation, lambdaClient, names } from '../installation.ts';
import { arnOf, type Broken, deploy } from './broken.ts';

/** How the doctor looks when Lambda answers every call with this error. */
async function refusedByLambda(errorType: string): Promise<Partial<DoctorDeps>> {
  const { url } = await startLocalServer((_, response) =>
    sendJson(response, 403, { Message: 'no' }, { 'x-amzn-errortype': errorType }),
  );
  return { lambda: lambdaClient(url) };
}

const credentialsError = Object.assign(new Error('none'), { name: 'CredentialsProviderError' });

/** What is wrong with AWS, the functions, their settings or the workflow. */
export const brokenDeployments: readonly Broken[] = [
  {
    when: 'no region is set',
    step: 'aws',
    says: /no region/,
    mend: /AWS_REGION/,
    breaks: () => ({
      lambda: lambdaClient('http://127.0.0.1:9', {
        region: () => Promise.reject<string>(new Error('no')),
      }),
    }),
  },
  {
    when: 'there are no credentials',
    step: 'aws',
    says: /no credentials were found/,
    mend: /aws sso login/,
    breaks: () => ({
      lambda: lambdaClient('http://127.0.0.1:9', {
        credentials: () => Promise.reject(credentialsError),
      }),
    }),
  },
  ...(
    [
      ['UnrecognizedClientException', 'credentials', /aws sso login.*enable the region/],
      ['ExpiredTokenException', 'credentials', /aws sso login/],
      ['InvalidSignatureException', 'signature', /clock.*aws sso login/],
    ] as const
  ).map(([type, what, mend]) => ({
    when: `AWS answers ${type}`,
    step: 'aws',
    says: new RegExp(`does not take the ${what} \\(${type}\\) in eu-central-1`),
    mend,
    breaks: () => refusedByLambda(type),
  })),
  {
    when: 'Lambda cannot be reached',
    step: 'aws',
    says: /AWS was not reached \(\w+\/ECONNREFUSED\)/,
    mend: /network/,
    breaks: () => ({ lambda: lambdaClient('http://127.0.0.1:9') }),
  },
  {
    when: 'Lambda throttles',
    step: 'aws',
    says: /TooManyRequestsException/,
    mend: /again/,
    breaks: (it) =>
      it.lambda.faults.add({ operation: 'GetFunctionConfiguration', fault: 'throttle' }),
  },
  {
    when: 'the functions may not be read',
    step: 'functions',
    says: /you may not read doo-repush-test-slack \(lambda:GetFunctionConfiguration\)/,
    mend: /^Have lambda:GetFunctionConfiguration on these functions granted to you\.$/,
    breaks: () => refusedByLambda('AccessDeniedException'),
  },
  ...(['slack', 'repush', 'worker', 'lookup'] as const).map((part) => ({
    when: `${part} is not deployed`,
    step: 'functions',
    says: new RegExp(`^doo-repush-test-${part} is not deployed$`),
    mend: deploy,
    breaks: (it: Installation) => it.undeploy(part),
  })),
  {
    when: 'a function is not active',
    step: 'functions',
    says: /^doo-repush-test-worker is Pending$/,
    mend: /^Run the doctor again in a minute; .*npm run deploy -- --stage test/,
    breaks: (it) => {
      it.parts.worker.state = 'Pending';
    },
  },
  {
    when: 'settings are missing',
    step: 'settings',
    says: /settings of slack cannot be used. APPROVAL_CHANNEL: missing.*settings of repush/,
    mend: deploy,
    breaks: (it) => it.set('APPROVAL_CHANNEL', undefined),
  },
  {
    when: 'a setting cannot be used',
    step: 'settings',
    says: /settings of repush cannot be used. APPROVERS: user ids/,
    mend: deploy,
    breaks: (it) => {
      it.parts.repush.settings.APPROVERS = '@ada';
    },
  },
  {
    when: 'Slack would be asked at another host',
    step: 'settings',
    says: /SLACK_API_URL/,
    mend: deploy,
    breaks: (it) => it.set('SLACK_API_URL', 'https://slack.example.com/api/'),
  },
  {
    when: 'the functions have other approvers',
    step: 'settings',
    says: /do not agree about APPROVERS$/,
    mend: deploy,
    breaks: (it) => {
      it.parts.repush.settings.APPROVERS = people.approver;
    },
  },
  {
    when: 'a secret is that of another stage',
    step: 'settings',
    says: /not of the stage test: DOO_SECRET_ID$/,
    mend: deploy,
    breaks: (it) => it.set('DOO_SECRET_ID', 'doo-repush/production/doo'),
  },
  {
    when: 'a secret is that of another stage by its ARN',
    step: 'settings',
    says: /not of the stage test: SLACK_SECRET_ID$/,
    mend: deploy,
    breaks: (it) => it.set('SLACK_SECRET_ID', arnOf('doo-repush/test/slack-2/slack')),
  },
  {
    when: 'the stage is another one',
    step: 'settings',
    says: /not of the stage test: STAGE$/,
    mend: deploy,
    breaks: (it) => it.set('STAGE', 'production'),
  },
  {
    when: 'loopback is allowed on AWS',
    step: 'settings',
    says: /ALLOW_LOOPBACK is set/,
    mend: /Take ALLOW_LOOPBACK away/,
    breaks: () => ({ allowLoopback: false }),
  },
  ...[
    [
      'another workflow is named',
      'REPUSH_FUNCTION',
      'doo-repush-production-repush:live',
      /not doo-repush-test-repush/,
    ],
    ['the workflow has no qualifier', 'REPUSH_FUNCTION', names.functions.repush, /no qualifier/],
    [
      'the qualifier is unknown',
      'REPUSH_FUNCTION',
      `${names.functions.repush}:77`,
      /:77 cannot be read \(ResourceNotFound/,
    ],
    ['another worker is named', 'WORKER_FUNCTION', 'somebody', /not doo-repush-test-worker/],
  ].map(([when, name, value, says]) => ({
    when: String(when),
    step: 'workflow',
    says: new RegExp(says ?? ''),
    mend: deploy,
    breaks: (it: Installation) => it.set(String(name), String(value)),
  })),
  {
    when: 'the workflow is no durable function',
    step: 'workflow',
    says: /no durable function/,
    mend: deploy,
    breaks: (it) => it.makePlain('repush'),
  },
];
