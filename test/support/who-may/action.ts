import type { Message } from '@doo-repush/sandbox/slack/workspace/model';
import type { Lab } from '../hostile/lab.ts';
import type { Actor, ActorName } from './actors.ts';

/** What somebody may want to do, and who may. */
export interface Action {
  /** For the document and for reports: what they do, as a verb and an object. */
  readonly words: string;
  readonly may: readonly ActorName[];
  /** What must be there for it: a card in the state in which the action has a meaning. */
  prepare?(lab: Lab, actor: Actor): Promise<Message>;
  /** Tries it the way people do, by a delivery that Slack signed. */
  atTheDoor(lab: Lab, actor: Actor, card: Message | undefined): Promise<unknown>;
  /** Tries it by a call straight to the durable service, past the slack function. */
  pastTheDoor?(lab: Lab, actor: Actor, card: Message | undefined): Promise<unknown>;
  /** Whether it has been done. */
  isDone(lab: Lab, actor: Actor, card: Message | undefined): boolean;
}
