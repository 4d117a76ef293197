import type { AttemptRef, PoolTask } from './ports.ts';

/** The pool work of this very process, as the runs it holds see it: a free slot saves the way through the table. */
export interface Slots {
  /**
   * Keeps one slot free for a task that is about to be committed as ours. False where the workspace has a limit in the
   * pool: such tasks are counted when they are taken from the table.
   */
  reserve(task: { workspaceId: string; pool: string }): boolean;
  unreserve(count: number): void;
  /** Starts a task in a reserved slot. Only after its commit. */
  start(task: PoolTask): void;
  /** Whether the attempt runs in this process. */
  has(attempt: AttemptRef & { runId: string }): boolean;
  /** A task was committed that some worker of the pool shall take. */
  offer(pool: string): void;
  cancel(attempt: AttemptRef & { runId: string }): void;
}
