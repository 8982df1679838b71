import { ACCOUNT, REGION } from './graph.ts';

type Values = Readonly<Record<string, unknown>>;

const arn = (service: string, rest: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;

/** The outputs that AWS would add to a created resource, as far as other resources refer to them. */
export function madeByAws(type: string, name: string, inputs: Values): Values {
  const given = String(inputs.name ?? name);
  switch (type) {
    case 'aws:lambda/function:Function': {
      const functionArn = arn('lambda', `function:${given}`);
      return { arn: functionArn, version: '7', qualifiedArn: `${functionArn}:7` };
    }
    case 'aws:lambda/functionUrl:FunctionUrl':
      return { functionUrl: 'https://made-up.lambda-url.example/' };
    case 'aws:secretsmanager/secret:Secret':
      return { arn: arn('secretsmanager', `secret:${given}-AbCdEf`) };
    case 'aws:sqs/queue:Queue':
      return { arn: arn('sqs', given), url: `https://sqs.example/${given}` };
    case 'aws:sns/topic:Topic':
      return { arn: arn('sns', given) };
    case 'aws:cloudwatch/eventRule:EventRule':
      return { arn: arn('events', `rule/${given}`) };
    case 'aws:iam/role:Role':
      return { arn: `arn:aws:iam::${ACCOUNT}:role/${name}` };
    case 'aws:cloudwatch/logGroup:LogGroup':
      return { arn: arn('logs', `log-group:${given}`) };
    case 'random:index/randomBytes:RandomBytes':
      return { base64: Buffer.alloc(32).toString('base64') };
    default:
      return {};
  }
}

interface Statement {
  readonly effect?: string;
  readonly actions?: readonly string[];
  readonly resources?: readonly string[];
  readonly principals?: unknown;
  readonly conditions?: unknown;
}

/** AWS's response to a look-up. @throws Error for a look-up that is not listed here */
export function lookedUp(token: string, inputs: Values): Values {
  switch (token) {
    case 'aws:index/getPartition:getPartition':
      return { partition: 'aws' };
    case 'aws:index/getRegion:getRegion':
      return { region: REGION, name: REGION };
    case 'aws:index/getCallerIdentity:getCallerIdentity':
      return { accountId: ACCOUNT };
    case 'aws:iam/getPolicyDocument:getPolicyDocument': {
      const statements = Array.isArray(inputs.statements) ? inputs.statements : [];
      const document = { Version: '2012-10-17', Statement: statements.map(statementOf) };
      return { ...inputs, json: JSON.stringify(document) };
    }
    default:
      throw new Error(`no answer to ${token}`);
  }
}

function statementOf({ effect, actions, resources, principals, conditions }: Statement) {
  return {
    Effect: effect ?? 'Allow',
    Action: actions,
    Resource: resources,
    Principal: principals,
    Condition: conditions,
  };
}
