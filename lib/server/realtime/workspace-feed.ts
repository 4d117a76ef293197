import type { Changed } from '#lib/contracts/live.ts';

/** Five hints a second and workspace, at most. */
const gapMs = 200;

/**
 * Gathers what changed in a workspace into few hints: the first goes at once, what follows within the gap goes together
 * at its end.
 */
export class WorkspaceFeed {
  readonly #send: (workspaceId: string, what: Changed[]) => void;
  readonly #waiting = new Map<string, Set<Changed>>();
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(send: (workspaceId: string, what: Changed[]) => void) {
    this.#send = send;
  }

  hint(workspaceId: string, what: readonly Changed[]): void {
    if (what.length === 0) return;
    const waiting = this.#waiting.get(workspaceId) ?? new Set<Changed>();
    for (const each of what) waiting.add(each);
    this.#waiting.set(workspaceId, waiting);
    if (!this.#timers.has(workspaceId)) this.#flush(workspaceId);
  }

  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    this.#waiting.clear();
  }

  #flush(workspaceId: string): void {
    const what = this.#waiting.get(workspaceId);
    this.#waiting.delete(workspaceId);
    this.#timers.delete(workspaceId);
    if (!what) return;
    this.#send(workspaceId, [...what]);
    this.#timers.set(
      workspaceId,
      setTimeout(() => this.#flush(workspaceId), gapMs),
    );
  }
}
