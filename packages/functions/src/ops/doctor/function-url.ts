import { GetFunctionUrlConfigCommand, type LambdaClient } from '@aws-sdk/client-lambda';

/** The address at which a function is called; empty where AWS names none. Rejects with the SDK's error. */
export async function functionUrl(lambda: LambdaClient, name: string): Promise<string> {
  const command = new GetFunctionUrlConfigCommand({ FunctionName: name });
  return (await lambda.send(command)).FunctionUrl ?? '';
}
