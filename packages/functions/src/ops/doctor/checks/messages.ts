import type { WebClient } from '@slack/web-api';
import { refusalOf, slackErrorName } from '../../../slack-api/errors.ts';
import { type Finding, faulty, fine } from '../finding.ts';
import { LARGEST_OUTPUTS } from '../largest-outputs.ts';

const REFUSALS = ['invalid_blocks', 'invalid_message', 'invalid_view'];

/**
 * Whether Slack takes the largest messages and views that this version builds (blocks.validate, which
 * needs no scope and writes nothing).
 */
export async function checkMessages(client: WebClient): Promise<Finding> {
  const refused: string[] = [];
  let unasked: string | undefined;
  for (const [name, output] of Object.entries(LARGEST_OUTPUTS)) {
    try {
      await client.apiCall('blocks.validate', output());
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === undefined || !REFUSALS.includes(refusal)) {
        unasked = `not all checked: blocks.validate cannot be asked (${slackErrorName(error)}), which is no fault of the messages`;
        break;
      }
      refused.push(...faultsIn(error).map((fault) => `${name}: ${fault}`));
    }
  }
  if (refused.length === 0)
    return fine(
      unasked ?? `${Object.keys(LARGEST_OUTPUTS).length} of the largest size are taken`,
      undefined,
    );
  return faulty(
    [...refused.slice(0, 5), ...(unasked === undefined ? [] : [unasked])].join('; '),
    'Slack has changed what it takes, and simpler messages take the place of these. Update this app, and report what is named here.',
  );
}

function faultsIn(error: unknown): readonly string[] {
  const data: unknown = Reflect.get(Object(error), 'data');
  const errors: unknown = Reflect.get(Object(data), 'errors');
  if (!Array.isArray(errors) || errors.length === 0) return ['refused, without a reason'];
  return errors.map((each) => {
    const { pointer, code, constraint } = Object(each);
    const limit = constraint === undefined ? '' : ` ${JSON.stringify(constraint)}`;
    return `${String(pointer)} ${String(code)}${limit}`.slice(0, 200);
  });
}
