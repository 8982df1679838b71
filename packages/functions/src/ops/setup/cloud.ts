import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { createSecretWriter } from '../../runtime/secrets/secret-writer.ts';
import { createSecretFetcher } from '../../runtime/secrets/secrets-manager.ts';
import { awsConfig } from '../aws-config.ts';
import { isWithoutRegion } from '../aws-trouble.ts';
import type { AwsClients, Cloud } from './setup.ts';

/** AWS as the SDK finds it: endpoints, credentials and profile come from the environment. */
export function createCloud(timeoutMs = 10_000): Cloud {
  const regions = new Map<string, AwsClients>();
  const common = (region: string) => awsConfig({ region }, { timeoutMs });
  return {
    async defaultRegion() {
      try {
        return await new LambdaClient({}).config.region();
      } catch (error) {
        if (isWithoutRegion(error)) return undefined;
        throw error;
      }
    },
    async accountIn(region) {
      const { Account } = await new STSClient(common(region)).send(
        new GetCallerIdentityCommand({}),
      );
      return Account ?? '';
    },
    in(region) {
      const known = regions.get(region) ?? {
        lambda: new LambdaClient(common(region)),
        logs: new CloudWatchLogsClient(common(region)),
        writer: createSecretWriter({ timeoutMs, region }),
        fetchSecret: createSecretFetcher({ timeoutMs, region }),
      };
      regions.set(region, known);
      return known;
    },
  };
}
