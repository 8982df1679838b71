import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import { factsOf } from '../../support/requests.ts';
import type { Lab } from './lab.ts';
import { type Order, targetName, targetNames } from './order.ts';
import type { Watch } from './watch.ts';

/** How often doo carried out the call for each target of an order, and what else it carried out. */
export interface Acted {
  readonly targets: ReadonlyMap<string, number>;
  readonly others: readonly string[];
}

export function actedOn({ sandbox: { doo } }: Lab, order: Order | undefined, seen: Watch): Acted {
  const nameOf = (id: unknown) =>
    doo.data.configurations.find((each) => each.id === id)?.name ?? `${id}`;
  const acted = seen.initCalls().filter((call) => call.acted);
  const called = acted.map(({ body }) => {
    const { event_id, webhook_configuration_id } = Object(body);
    return targetName(String(event_id), nameOf(webhook_configuration_id));
  });
  const due = order === undefined ? [] : targetNames(order);
  return {
    targets: new Map(due.map((name) => [name, called.filter((each) => each === name).length])),
    others: called.filter((each) => !due.includes(each)),
  };
}

/** What the card says otherwise of a target than doo did. */
export function otherOutcomes(
  card: Message,
  acted: ReadonlyMap<string, number>,
): readonly string[] {
  const outcomes = String(factsOf(card).outcomes ?? '');
  if (outcomes === '') return [];
  const codes = outcomes.split(' ');
  const named = [...acted].map(([target, times], index) => ({ target, times, code: codes[index] }));
  return [
    ...(codes.length === acted.size ? [] : [`${codes.length} outcomes of ${acted.size} targets`]),
    ...named
      .filter(({ times, code = '' }) => !isTrue(code, times))
      .map(({ target, times, code }) => `${target} is ${code}, and doo acted ${times} times`),
  ];
}

/** What is unknown may be either. */
function isTrue(code: string, times: number): boolean {
  if (code.startsWith('u')) return true;
  return code.startsWith('a') ? times > 0 : times === 0;
}
