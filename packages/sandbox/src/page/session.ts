import { SLACK_WITHOUT_DOO } from '../function-settings.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../sandbox.ts';
import { forgetState } from './forget-state.ts';
import type { Switches, SwitchName } from './protocol.ts';

/** The page's running sandbox: it can be replaced by a fresh one, and reports changes. */
export interface Session {
  readonly sandbox: Sandbox;
  readonly timeFactor: number;
  /** The switches that the sandbox itself does not keep. */
  readonly switches: Switches;
  turn(name: SwitchName, on: boolean): void;
  /** Stops the sandbox, deletes its state and starts afresh. One reset runs at a time. */
  reset(): Promise<void>;
  stop(): Promise<void>;
  /** Calls `listener` when something may have changed; returns an unsubscribe function. */
  onChange(listener: () => void): () => void;
}

/** The endpoint's HTTP status while it fails. */
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

/** Starts the sandbox. Its state is persisted in `stateDir`. */
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
