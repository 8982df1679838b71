import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import type { Lab } from '../hostile/lab.ts';
import type { Actor, ActorName } from './actors.ts';

/** Something that people may want to do, and who may do it. */
export interface Action {
  /** For the document and for reports: a verb and an object. */
  readonly words: string;
  readonly may: readonly ActorName[];
  /** Prepares a card in a state in which the action makes sense. */
  prepare?(lab: Lab, actor: Actor): Promise<Message>;
  /** Attempts it the way people do, with a delivery that Slack signed. */
  atTheDoor(lab: Lab, actor: Actor, card: Message | undefined): Promise<unknown>;
  /** Attempts it with a direct call to the durable service, bypassing the slack function. */
  pastTheDoor?(lab: Lab, actor: Actor, card: Message | undefined): Promise<unknown>;
  /** Whether it has taken effect. */
  isDone(lab: Lab, actor: Actor, card: Message | undefined): boolean;
}
