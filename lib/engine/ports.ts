import type { Command } from '#lib/domain/run/command.ts';
import type { Artifact, NewRunEvent, RunEvent } from '#lib/domain/run/event.ts';
import type { RunState } from '#lib/domain/run/state.ts';
import type { Json } from '#lib/domain/workflow/json.ts';

/**
 * The whole outside world of the engine, on one page. lib/storage implements it on Postgres.
 * Times are Unix milliseconds of the database's clock.
 */

export type WorkerSession = { id: string; epochMs: number };

/** A run this worker holds, as loaded: its state and what fences its appends. */
export type HeldRun = { runId: string; workspaceId: string; epoch: number; state: RunState; inbox: InboxItem[] };

export type InboxItem = { id: string; command: Command };

/** One run's append in a flush. Effects on other tables ride in the same statement or transaction. */
export type Append = {
  runId: string;
  workspaceId: string;
  /** Seq the run must have now (compare-and-set), and the holder's epoch. */
  version: number;
  epoch: number;
  commitId: string;
  events: NewRunEvent[];
  /** State after the events: the projections are made from it. */
  state: RunState;
  /** Steps whose projection changed in these events. */
  touched: ReadonlySet<string>;
  /** Large values first seen in these events. */
  payloads: ReadonlyMap<string, string>;
  poolTasks: PoolTaskRow[];
  timers: { set: TimerRow[]; clear: string[] };
  gates: GateRow[];
  /** Inbox items folded into these events. */
  consumed: string[];
  /** Give the lease up in the same commit: the run ended or only waits. */
  release: boolean;
};

export type AppendResult =
  | { ok: true; now: number }
  | { ok: false; reason: 'fenced' | 'busy' }
  | { ok: false; reason: 'data'; error: Error };

export type PoolTaskRow = {
  stepId: string;
  attempt: number;
  pool: string;
  kind: string;
  key: string;
  epoch: number;
  params: Json;
  timeoutMs: number;
  priority: number;
};
export type TimerRow = { key: string; dueAt: number; command: Command };
export type GateRow = { id: string };

export type PoolTask = PoolTaskRow & { runId: string; workspaceId: string };

export interface RunStore {
  /** Batches appends of many runs (flush rules of design §2) and resolves each with its own result. */
  append(append: Append): Promise<AppendResult>;
  /** Takes a run over when it is free (or its holder's session is dead): bumps the epoch. Null when somebody else holds it. */
  claim(request: { runId: string; session: WorkerSession }): Promise<HeldRun | null>;
  /** Reads a held run again after a refused append; null when it is no longer ours. */
  reload(request: { runId: string; session: WorkerSession; epoch: number }): Promise<HeldRun | null>;
  /** Gives a run back without an append, unless something arrived in its inbox meanwhile. */
  release(request: { runId: string; session: WorkerSession; epoch: number; version: number }): Promise<boolean>;
  /** Inbox items that arrived after the load. */
  inbox(request: { runId: string }): Promise<InboxItem[]>;
  post(request: { runId: string; originId: string; command: Command }[]): Promise<void>;
  payloads(request: { workspaceId: string; hashes: string[] }): Promise<Map<string, string>>;
}

export interface Admission {
  /** Admits queued runs as limits, priorities and fairness allow and hands them to this session. */
  admit(request: { session: WorkerSession; max: number }): Promise<string[]>;
  /** Runs that want a holder: free ones with inbox or due timers, and those of dead sessions. */
  sweep(request: { session: WorkerSession; max: number }): Promise<string[]>;
}

export interface Pool {
  take(request: { session: WorkerSession; pools: string[]; max: number }): Promise<PoolTask[]>;
  /** Tasks of dead sessions: posts `attemptLost` to their runs. */
  reap(): Promise<number>;
  finish(request: { task: PoolTask; session: WorkerSession; command: Command }): Promise<boolean>;
  /** Of these claimed tasks, the ones somebody cancelled. */
  cancelled(request: { session: WorkerSession }): Promise<{ runId: string; stepId: string; attempt: number }[]>;
}

export interface Sessions {
  open(request: { host: string; pid: number; pools: string[]; slots: number }): Promise<WorkerSession>;
  /** False when the session is dead: everything held must be dropped at once. */
  beat(session: WorkerSession): Promise<{ alive: boolean; now: number }>;
  close(session: WorkerSession): Promise<void>;
}

export interface LogSink {
  write(line: { stream: 'stdout' | 'stderr' | 'system'; text: string }): void;
  /** Resolves when everything written is stored. */
  flush(): Promise<void>;
}

export interface ArtifactSink {
  put(file: { name: string; mediaType: string; content: Uint8Array | string }): Promise<Artifact>;
}

export type StoredEvents = { events: RunEvent[]; nextSeq: number };
