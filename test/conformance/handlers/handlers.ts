import { callback } from './callback.ts';
import { child } from './child.ts';
import type { Handlers } from './handler.ts';
import { step } from './step.ts';
import { wait } from './wait.ts';
import { waitForCallback } from './wait-for-callback.ts';

/** Every requirement that can be played. */
export const handlers: Handlers = { ...step, ...wait, ...child, ...callback, ...waitForCallback };
