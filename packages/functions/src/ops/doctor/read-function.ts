import {
  type FunctionConfiguration,
  GetFunctionConfigurationCommand,
  type LambdaClient,
} from '@aws-sdk/client-lambda';
import { type AwsTrouble, awsTrouble } from '../aws-trouble.ts';

/** A function as it is deployed. */
export interface DeployedFunction {
  readonly arn: string;
  /** Why it cannot run at this moment; `undefined` when it can. */
  readonly notReady: string | undefined;
  readonly isDurable: boolean;
  readonly settings: Readonly<Record<string, string>>;
}

export type FunctionReading =
  | { readonly kind: 'found'; readonly function: DeployedFunction }
  | AwsTrouble;

/** Reads what `name`, with a qualifier or without, is deployed with. Never rejects. */
export async function readFunction(lambda: LambdaClient, name: string): Promise<FunctionReading> {
  try {
    const command = new GetFunctionConfigurationCommand({ FunctionName: name });
    return { kind: 'found', function: asDeployed(await lambda.send(command)) };
  } catch (error) {
    return awsTrouble(error);
  }
}

function asDeployed(configuration: FunctionConfiguration): DeployedFunction {
  const { FunctionArn, DurableConfig, Environment } = configuration;
  return {
    arn: FunctionArn ?? '',
    notReady: whyNotReady(configuration),
    isDurable: DurableConfig !== undefined,
    settings: Environment?.Variables ?? {},
  };
}

/** A state that AWS leaves out is none that it warns of (Lambda API: both are optional). */
function whyNotReady(configuration: FunctionConfiguration): string | undefined {
  const { State, StateReasonCode, LastUpdateStatus, Environment } = configuration;
  if (State !== undefined && State !== 'Active')
    return `is ${State}${StateReasonCode ? ` (${StateReasonCode})` : ''}`;
  if (LastUpdateStatus !== undefined && LastUpdateStatus !== 'Successful')
    return `its last update is ${LastUpdateStatus}`;
  if (Environment?.Error !== undefined)
    return `its settings cannot be read (${Environment.Error.ErrorCode ?? 'no code'})`;
  return undefined;
}
