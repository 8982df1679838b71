import { SLACK_WITHOUT_DOO } from '../function-settings.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../sandbox.ts';
import { forgetState } from './forget-state.ts';
import type { Switches, SwitchName } from './protocol.ts';

/** The running sandbox of the page: it can be replaced by a fresh one, and says what changed. */
export interface Session {
  readonly sandbox: Sandbox;
  readonly timeFactor: number;
  /** What is switched on outside of what the sandbox keeps. */
  readonly switches: Switches;
  turn(name: SwitchName, on: boolean): void;
  /** Ends the sandbox, forgets its state and starts anew. Runs one at a time. */
  reset(): Promise<void>;
  stop(): Promise<void>;
  /** Is told that something may have changed; returns an unsubscribe. */
  onChange(listener: () => void): () => void;
}

/** Status of the customer's endpoint while it fails. */
const FAILING_STATUS = 503;
const LATE_EVENTS_MS = 10 * 60_000;

const TURNS: Readonly<Record<SwitchName, (sandbox: Sandbox, on: boolean) => void>> = {
  endpointFails: ({ doo: { receiver } }, on) =>
    on ? receiver.failWith(FAILING_STATUS) : receiver.recover(),
  startsTwice: ({ lambda }, on) => lambda.control.deliverStartsTwice(on),
  eventsLost: ({ lambda }, on) => lambda.statusEvents.lose(on),
  eventsLate: ({ lambda }, on) => lambda.statusEvents.delay(on ? LATE_EVENTS_MS : 0),
  eventsTwice: ({ lambda }, on) => lambda.statusEvents.deliverTwice(on),
};

const ALL_OFF: Switches = {
  endpointFails: false,
  startsTwice: false,
  eventsLost: false,
  eventsLate: false,
  eventsTwice: false,
};

/** Starts the sandbox. `stateDir` is where its state outlives the process. */
export async function startSession(
  options: SandboxOptions & { readonly stateDir: string },
): Promise<Session> {
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) listener();
  };
  let switches = ALL_OFF;
  let sandbox = await startAndListen();
  let busy: Promise<void> = Promise.resolve();

  async function startAndListen(): Promise<Sandbox> {
    const settings = { ...SLACK_WITHOUT_DOO, ...options.settings };
    const started = await startSandbox({ ...options, settings });
    started.slack.onChange(changed);
    started.doo.onChange(changed);
    started.clock.onAdvance(changed);
    return started;
  }

  async function replace(): Promise<void> {
    await sandbox.stop();
    await forgetState(options.stateDir);
    switches = ALL_OFF;
    sandbox = await startAndListen();
    changed();
  }

  return {
    timeFactor: options.timeFactor ?? 1,
    get sandbox() {
      return sandbox;
    },
    get switches() {
      return switches;
    },
    turn(name, on) {
      switches = { ...switches, [name]: on };
      TURNS[name](sandbox, on);
      changed();
    },
    reset() {
      busy = busy.then(replace, replace);
      return busy;
    },
    async stop() {
      await busy;
      await sandbox.stop();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
