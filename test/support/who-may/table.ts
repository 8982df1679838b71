import type { Lab } from '../hostile/lab.ts';
import type { Action } from './action.ts';
import { ACTORS, type Actor } from './actors.ts';
import { afterwards } from './afterwards.ts';
import { asking } from './asking.ts';
import { decisions } from './decisions.ts';
import { readings } from './reading.ts';
import { startings } from './starting.ts';

/** All actions, in the order of a request's life. */
export const ACTIONS: readonly Action[] = [
  ...asking,
  ...startings,
  ...decisions,
  ...afterwards,
  ...readings,
];

/** One cell of the table, attempted in one way. */
export interface Attempt {
  readonly title: string;
  readonly mayBeDone: boolean;
  /** Attempts it. @returns whether it took effect */
  run(lab: Lab): Promise<boolean>;
}

/** Every actor with every action, through the slack function and bypassing it. */
export const attempts: readonly Attempt[] = ACTIONS.flatMap((action) =>
  ACTORS.flatMap((actor) => attemptsOf(action, actor)),
);

function attemptsOf(action: Action, actor: Actor): readonly Attempt[] {
  const mayBeDone = action.may.includes(actor.name);
  const title = `${actor.words} ${mayBeDone ? 'may' : 'may not'} ${action.words}`;
  const attempt = (where: string, way: Action['atTheDoor']): Attempt => ({
    title: `${title}${where}`,
    mayBeDone,
    async run(lab) {
      const card = await action.prepare?.(lab, actor);
      await way(lab, actor, card);
      await lab.sandbox.lambda.idle();
      return action.isDone(lab, actor, card);
    },
  });
  const { pastTheDoor } = action;
  return [
    attempt('', action.atTheDoor),
    ...(pastTheDoor ? [attempt(', past the slack function', pastTheDoor)] : []),
  ];
}
