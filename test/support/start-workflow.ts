import { InvokeCommand } from '@aws-sdk/client-lambda';
import type { Sandbox } from '@doo-repush/sandbox/sandbox';
import { ordersRequest } from './any-request.ts';
import { withLambda } from './lambda-client.ts';

/** Starts the workflow for `requesterId`, bypassing the slack function, with changes to its input. */
export async function startWorkflow(
  sandbox: Sandbox,
  requesterId: string,
  more: object = {},
): Promise<void> {
  const viewId = sandbox.slack.workspace.newId('V');
  const configuration = sandbox.doo.data.configurations.find(
    ({ name }) => name === 'CRM production',
  );
  const request = ordersRequest({
    organizationId: String(configuration?.organizationId),
    configuration: { kind: 'one', id: configuration?.id },
  });
  await withLambda(sandbox, (client) =>
    client.send(
      new InvokeCommand({
        FunctionName: 'repush:live',
        InvocationType: 'Event',
        DurableExecutionName: `sandbox-${viewId}`,
        Payload: Buffer.from(JSON.stringify({ v: 1, viewId, requesterId, request, ...more })),
      }),
    ),
  );
}
