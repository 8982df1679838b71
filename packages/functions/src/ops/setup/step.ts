import type { Setup } from './setup.ts';

/** How one step of a setup stands, as AWS, Slack and the stage's file show it. */
export type Look =
  | { readonly is: 'done'; readonly detail: string }
  | { readonly is: 'todo'; readonly detail: string }
  /** It cannot be seen from outside whether something is to be done. */
  | { readonly is: 'unsure'; readonly detail: string }
  /** Something outside of the setup stands in the way; `fix` is one thing to do. */
  | { readonly is: 'blocked'; readonly detail: string; readonly fix: string };

export const done = (detail: string): Look => ({ is: 'done', detail });
export const todo = (detail: string): Look => ({ is: 'todo', detail });
export const unsure = (detail: string): Look => ({ is: 'unsure', detail });
export const blocked = (detail: string, fix: string): Look => ({ is: 'blocked', detail, fix });

/** One step of a setup. */
export interface Step {
  /** As `--only` takes it. */
  readonly id: string;
  readonly title: string;
  /** Changes nothing and asks nobody. @throws SetupError where it cannot see */
  readonly look: (setup: Setup) => Promise<Look>;
  /**
   * Does what is to be done. Where it was left off, it goes on with what is there.
   * @returns how the step stands then
   * @throws SetupError
   */
  readonly act: (setup: Setup) => Promise<Look>;
}
