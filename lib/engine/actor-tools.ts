import type { AttemptTools } from './attempt.ts';
import type { DatabaseClock } from './clock.ts';
import type { GatePolicies, RunStore, StepCache, WorkerSession } from './ports.ts';
import type { StepWork, WorkedOut } from './prepare-step.ts';
import type { Slots } from './slots.ts';
import type { KindRegistry } from './step-kind.ts';
import type { Turns } from './turns.ts';

/** What the driver of one run is given by its worker. */
export type ActorTools = AttemptTools & {
  store: RunStore;
  cache: StepCache;
  policies: GatePolicies;
  kinds: KindRegistry;
  heavyWork: (work: StepWork) => Promise<WorkedOut>;
  session: WorkerSession;
  /** Says in events who did it: host and process. */
  worker: string;
  clock: DatabaseClock;
  monotonic: () => number;
  slots: Slots;
  /** Shared by all runs of the worker. */
  turns: Turns;
  /** Attempts of one run that may be under way at once. */
  maxSteps: number;
  /** Told after each commit which other runs have something in their inboxes, and which child runs are to be started. */
  follow: (after: { posted: readonly string[]; children: readonly string[] }) => void;
  /** Told of what the driver could not help: a lost connection, a fault of its own. */
  onError: (error: unknown, runId: string) => void;
};
