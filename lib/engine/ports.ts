import type { Actor } from '#lib/domain/access/actor.ts';
import type { NoticeAbout } from '#lib/domain/gate/notice.ts';
import type { NamedPolicy } from '#lib/domain/gate/strengthen.ts';
import type { Artifact } from '#lib/domain/run/artifact.ts';
import type { Cached, CacheKey } from '#lib/domain/run/cached.ts';
import type { Command, MachineCommand } from '#lib/domain/run/command.ts';
import type { RunEvent } from '#lib/domain/run/event.ts';
import type { RunState } from '#lib/domain/run/state.ts';
import type { Value } from '#lib/domain/run/value.ts';

/**
 * The outside world of the engine: what drives runs, on one page (what their steps reach is in step-ports.ts).
 * lib/storage implements it on Postgres.
 * Times are Unix milliseconds of the database's clock.
 */

/** A worker process. `now` is the database's clock when it opened. */
export type WorkerSession = { id: string; epochMs: number };

/**
 * A run this worker holds, as loaded: its state and what fences its appends. Timers are not loaded: the state knows
 * them (retryAt, expiresAt, deadlineAt); their rows only let the sweep find runs that nobody holds.
 */
export type HeldRun = {
  runId: string;
  workspaceId: string;
  epoch: number;
  state: RunState;
  inbox: InboxItem[];
  now: number;
};

/** A run that is this session's from here on, not yet loaded. `now`: the database's clock when it was given. */
export type GivenRun = Pick<HeldRun, 'runId' | 'workspaceId' | 'epoch' | 'now'> & { version: number };

export type InboxItem = { id: string; command: Command };

/** One run's append in a flush. Effects on other tables ride in the same statement or transaction. */
export type Append = {
  runId: string;
  workspaceId: string;
  /** Seq the run must have now (compare-and-set), and the holder's epoch. */
  version: number;
  epoch: number;
  session: WorkerSession;
  commitId: string;
  /** Numbered from `version + 1`, and stamped by the holder's view of the database's clock. */
  events: RunEvent[];
  /** State after the events: the projections are made from it before append() returns (it changes afterwards). */
  state: RunState;
  /** Steps whose projection changed in these events. */
  touched: ReadonlySet<string>;
  /** Large values first seen in these events: SHA-256 (hex) of the text → the JSON text. */
  payloads: ReadonlyMap<string, string>;
  /** What follows from the events in other tables; see effects.ts. */
  effects: RunEffects;
  /** Inbox items folded into these events (they may have yielded none). */
  consumed: string[];
  /** Give the lease up in the same commit: the run ended or only waits. Not done when unconsumed inbox rows exist. */
  release: boolean;
};

/** `nth` tells notices of one kind apart: of the same gate, kind and number there is one. */
export type GateNotice = { gate: string; about: NoticeAbout; nth: number };

/** Policies of the workspace that gates have to meet, as they are now. */
export type GatePolicies = { of(workspaceId: string): Promise<readonly NamedPolicy[]> };

/** Rows that follow from events, whoever appends them (a driver or an audited command). */
export type RunEffects = {
  poolTasks: PoolTaskRow[];
  /** Attempts that ended or are not wanted any more: their pool tasks are deleted, which is how a pool learns of a cancel. */
  endedTasks: AttemptRef[];
  timers: { set: TimerRow[]; clear: string[] };
  /** What people have to be told of gates, each once: the outbox finds out whom when it sends. */
  notices: GateNotice[];
  /** Artifacts named by these events; their bytes are stored already. */
  artifacts: (Artifact & { stepId: string; attempt: number })[];
  /** Results that later runs may use. */
  kept: CacheRow[];
  /** Child runs asked for: started after the commit, by any worker. */
  children: ChildRow[];
  /** Ids of child runs that need not be started any more. */
  droppedChildren: string[];
  /** Rows for the inboxes of other runs; those that ended get none. */
  posts: Posting[];
};

/** What is kept of a success for later runs. */
export type KeptResult = {
  /** Of the run it comes from. */
  number: number;
  output: Value;
  outcome?: string;
  warning?: string;
  artifacts?: Artifact[];
};
/** `stepId`: of an item's step, that of the map and its own (`scan.check`): items share what they keep. */
export type CacheRow = { stepId: string; key: CacheKey; ttlMs: number; result: KeptResult };

/** What another run is told; the same origin once. */
export type Posting = { runId: string; originId: string; command: MachineCommand };

/** A child run as its parent's step asked for it. */
export type ChildRow = AttemptRef & { id: string; request: ChildRequest };
export type ChildRequest = {
  /** Slug or id. */
  workflow: string;
  /** Null for the latest. */
  version: number | null;
  input: Value;
  /** Runs above it. */
  depth: number;
  /** Who started it all. */
  actor: Actor;
};

export type AppendResult =
  /** `released` only when it was asked for and no inbox row stood against it. */
  | { ok: true; now: number; released: boolean }
  /** fenced: version, epoch or session no longer match; reload. busy: the row was locked; append the same again. */
  | { ok: false; reason: 'fenced' | 'busy' }
  | { ok: false; reason: 'data'; error: Error };

export type AttemptRef = { stepId: string; attempt: number };

export type PoolTaskRow = AttemptRef & {
  pool: string;
  kind: string;
  key: string;
  epoch: number;
  params: Value;
  timeoutMs: number;
  priority: number;
  /** The holder's own session when it has a free slot: the task is then born claimed, and no other worker sees it. */
  sessionId: string | null;
};
export type TimerRow = { key: string; dueAt: number; command: MachineCommand };

export type PoolTask = PoolTaskRow & { runId: string; workspaceId: string };

export interface RunStore {
  /** Batches appends of many runs (flush rules of design §2) and resolves each with its own result. Never rejects for one run's fault. */
  append(append: Append): Promise<AppendResult>;
  /**
   * Takes a run over when it is free, was handed to this session by admit(), or its holder's session is dead: bumps the
   * epoch. Null when somebody else holds it, it ended, or its format is unknown here.
   */
  claim(request: { runId: string; session: WorkerSession }): Promise<HeldRun | null>;
  /** Loads runs that this session was just given; one that cannot be read stands there as its error, and is let go. */
  load(request: { runs: readonly GivenRun[]; session: WorkerSession }): Promise<Map<string, HeldRun | Error>>;
  /** Reads a held run again after a refused append; null when it is no longer ours. */
  reload(request: { runId: string; session: WorkerSession; epoch: number }): Promise<HeldRun | null>;
  /** Gives a run back without an append, unless something arrived in its inbox meanwhile (false). */
  release(request: { runId: string; session: WorkerSession; epoch: number; version: number }): Promise<boolean>;
  /** Inbox items that wait now, oldest first, and the run's version, which differs from the holder's after a person's command. */
  inbox(request: { runId: string }): Promise<{ items: InboxItem[]; version: number }>;
  /**
   * Of the runs this session holds: those with inbox rows or another version than the given one, and those that have none
   * there: they were given to it by an answer that never came.
   */
  stirred(request: { session: WorkerSession; versions: ReadonlyMap<string, number> }): Promise<string[]>;
  /** Posts for runs held elsewhere or by nobody; the same originId posts once. Ring the doorbell afterwards. */
  post(request: Posting[]): Promise<void>;
  /** Sessions that hold these runs; null for nobody. What does not exist is missing. */
  holders(request: { runIds: readonly string[] }): Promise<Map<string, string | null>>;
  payloads(request: { workspaceId: string; hashes: string[] }): Promise<Map<string, string>>;
  /** Keeps large values of a run before an event names them (a pool's result, which is posted and not appended). */
  keepPayloads(request: { runId: string; workspaceId: string; payloads: ReadonlyMap<string, string> }): Promise<void>;
}

export interface Admission {
  /** Admits queued runs as limits, priorities and fairness allow, and gives them to this session. */
  admit(request: { session: WorkerSession; max: number }): Promise<GivenRun[]>;
  /** Runs that want a holder: free ones that are running, have inbox rows or due timers, and those of dead sessions. */
  sweep(request: { session: WorkerSession; max: number }): Promise<string[]>;
}

export interface StepCache {
  /** What is kept under the key and good still, with the large value it refers to (hash → JSON text). */
  find(request: {
    workspaceId: string;
    workflowId: string;
    stepId: string;
    hash: string;
  }): Promise<{ result: KeptResult; from: Cached; payloads: ReadonlyMap<string, string> } | null>;
}

export interface ChildStarter {
  /**
   * Starts up to `max` child runs that were asked for (those of `ids`, else the oldest), each once whoever tries, and
   * cancels those that wait for their turn and are not wanted any more. What cannot be started fails its step, through
   * the parent's inbox. Answers the runs that somebody should look at now.
   */
  start(request: { ids?: readonly string[]; max: number }): Promise<string[]>;
}

export interface Pool {
  /** Workspaces that may have only so many attempts at once in one of these pools: their tasks are never born claimed. */
  limits(request: { pools: string[] }): Promise<{ workspaceId: string; pool: string }[]>;
  /**
   * Claims waiting tasks of these pools for the session, by priority and age (SKIP LOCKED). `limited`: some workspace
   * has a limit in them, so that those claimed already have to be counted.
   */
  take(request: { session: WorkerSession; pools: string[]; max: number; limited: boolean }): Promise<PoolTask[]>;
  /** Deletes tasks whose session is dead and posts `attemptLost` to their runs; answers the runs concerned. */
  reap(): Promise<string[]>;
  /**
   * Deletes the task and posts its result in one transaction. `accepted` is false when the task is gone (cancelled,
   * reaped). `holder` is the session that holds the run, if any.
   */
  finish(request: {
    task: AttemptRef & { runId: string };
    session: WorkerSession;
    command: MachineCommand;
  }): Promise<{ accepted: boolean; holder: string | null }>;
  /** The tasks this session still has; a running one that is missing here is not wanted any more. */
  kept(request: { session: WorkerSession }): Promise<(AttemptRef & { runId: string })[]>;
}

export interface Sessions {
  open(request: { host: string; pid: number; pools: string[]; slots: number }): Promise<WorkerSession>;
  /** False when the session is dead: everything held must be dropped at once. */
  beat(session: WorkerSession): Promise<{ alive: boolean; now: number }>;
  /** Ends the session: its runs become free at once, its pool tasks are lost. */
  close(session: WorkerSession): Promise<void>;
}

/** Says "look here" to workers. A lost ring costs a second (the sweep finds the row), never a run. */
export interface Doorbell {
  /** Some worker shall look at these runs. */
  ring(runIds: string[]): Promise<void>;
  /** The worker that holds this run shall look at it. */
  nudge(request: { runId: string; session: string }): Promise<void>;
  /** Some worker of this pool shall look for tasks. */
  callPool(pool: string): Promise<void>;
  /** Runs wait to be let in: whichever worker has room shall admit them. */
  callQueued(): Promise<void>;
  listen(ears: {
    session: string;
    pools: string[];
    /** Resolves after the claim: only then is the ring taken off. */
    look: (runId: string) => Promise<void>;
    nudged: (runId: string) => void;
    poolCalled: (pool: string) => void;
    queuedCalled: () => void;
  }): Promise<void>;
  close(): Promise<void>;
}
