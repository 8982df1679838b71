import { type BlockError, SlackApiError } from '../api-error.ts';
import { messageFaults, viewFaults } from '../blocks/validate.ts';
import { isJsonObject, type JsonValue } from '../json.ts';
import type { Method } from './method.ts';

const ONE_OF = 'must provide exactly one of `blocks`, `view`, or `message`';

/**
 * blocks.validate: what Slack would refuse in blocks, a message or a view, each error with its pointer,
 * code and constraint. It needs neither token nor scope, and does not report a missing `text`.
 */
export const blocksValidate: Method = ({ args }) => {
  const { blocks, message, view } = args;
  if ([blocks, message, view].filter((it) => it !== undefined).length !== 1)
    throw new SlackApiError('invalid_arguments', { messages: [ONE_OF] });
  const [code, faults] = checked({ blocks, message, view });
  if (faults.length > 0) throw new SlackApiError(code, { errors: faults });
  return {};
};

function checked({
  blocks,
  message,
  view,
}: Record<'blocks' | 'message' | 'view', JsonValue | undefined>): [string, BlockError[]] {
  if (blocks !== undefined) return ['invalid_blocks', errorsOf(messageFaults(blocks), '/blocks')];
  if (message !== undefined) {
    const own = isJsonObject(message) ? (message.blocks ?? []) : null;
    return ['invalid_message', errorsOf(messageFaults(own), '')];
  }
  const isHome = isJsonObject(view ?? null) && Object(view).type === 'home';
  const faults = viewFaults(view ?? null, isHome ? 'home' : 'modal');
  return ['invalid_view', errorsOf(faults, '/view')];
}

/** @param base the prefix of the pointers that is not part of the caller's own value */
function errorsOf(faults: readonly string[], base: string): BlockError[] {
  return faults.map((fault) => {
    const [, message = fault, at = ''] =
      /^\[ERROR\] (.*) \[json-pointer:(.*)\]$/s.exec(fault) ?? [];
    const pointer = at.startsWith(base) ? at.slice(base.length) : at;
    return { code: 'failed_constraint', message, pointer, ...constraintOf(message) };
  });
}

function constraintOf(message: string): Pick<BlockError, 'constraint'> {
  const [, above] = /^must be less than (\d+) characters$/.exec(message) ?? [];
  if (above !== undefined)
    return { constraint: { type: 'max_length', expected: Number(above) - 1 } };
  const [, items] = /^no more than (\d+) items allowed$/.exec(message) ?? [];
  return items === undefined ? {} : { constraint: { type: 'max_items', expected: Number(items) } };
}
