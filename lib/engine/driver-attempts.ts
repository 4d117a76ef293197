import type { MachineCommand } from '#lib/domain/run/command.ts';
import { buildScope, scopeRefs } from '#lib/domain/run/scope.ts';
import type { RunState } from '#lib/domain/run/state.ts';
import { isRef } from '#lib/domain/run/value.ts';
import { attemptTimeoutMs } from '#lib/domain/workflow/normal.ts';
import { type AbortReason, Attempt, type AttemptTools, type Delivery } from './attempt.ts';
import type { DatabaseClock } from './clock.ts';
import type { HeldRun } from './ports.ts';
import { pathsOf } from './scope-paths.ts';
import type { KindRegistry } from './step-kind.ts';
import type { ValueCache } from './values.ts';

type Tools = AttemptTools & {
  kinds: KindRegistry;
  clock: DatabaseClock;
  onError: (error: unknown, runId: string) => void;
};
type About = { runId: string; workspaceId: string; state: RunState; values: ValueCache };

/** `abort`: asked for before the attempt had its values. */
type Running = { attempt: Attempt | null; abort: AbortReason | null };

/** Attempts of kinds that wait on I/O, which run in the driver's own process. */
export class DriverAttempts {
  readonly #tools: Tools;
  readonly #running = new Map<string, Running>();

  constructor(tools: Tools) {
    this.#tools = tools;
  }

  /** Stops the step's attempt; false when none is here. One that is only about to begin is stopped as soon as it does. */
  stop(step: string, reason: AbortReason): boolean {
    const running = this.#running.get(step);
    if (!running) return false;
    running.abort ??= reason;
    running.attempt?.abort(reason);
    return true;
  }

  /** Starts the step's attempt when it is under way in the driver and does not run yet. Only after its commit. */
  start(
    { runId, workspaceId, state, values }: About,
    id: string,
    deliver: (delivery: Delivery) => Promise<boolean>,
  ): void {
    const step = state.steps.get(id)!;
    const spec = state.stepSpecs.get(id)!;
    const kind = this.#tools.kinds(spec.kind);
    if (step.phase !== 'running' || !kind || kind.where !== 'driver' || this.#running.has(id) || !step.params) return;
    const { attempt, key, epoch, params } = step;
    const memo = step.wait?.memo ?? null;
    const running: Running = { attempt: null, abort: null };
    this.#running.set(id, running);
    const run = async () => {
      const paths = kind.expressions.length > 0 ? pathsOf(spec, kind) : [];
      const refs = [params, memo].flatMap((value) => (value && isRef(value) ? [value.ref] : []));
      await this.#load(values, [...refs, ...scopeRefs(state, paths, id)], { runId, running });
      const request = {
        kind,
        params: values.resolve(params),
        workspaceId,
        runId,
        stepId: id,
        attempt,
        key: key ?? '',
        now: () => this.#tools.clock.now(),
        memo: memo && values.resolve(memo),
        scope: paths.length > 0 ? buildScope(state, id, paths, values.resolve) : {},
        epoch,
        timeoutMs: attemptTimeoutMs(spec),
        workDir: '',
      };
      const under = new Attempt(request, this.#tools);
      running.attempt = under;
      if (running.abort) under.abort(running.abort);
      const delivery = await under.done;
      this.#running.delete(id);
      if (delivery) await deliver(delivery);
    };
    run().catch((error) => {
      this.#running.delete(id);
      this.#tools.onError(error, runId);
    });
  }

  /** Nobody else would begin it: what cannot be read now is read again, as long as the attempt is wanted. */
  async #load(values: ValueCache, refs: string[], about: { runId: string; running: Running }): Promise<void> {
    for (let pauseMs = 50; ; pauseMs = Math.min(pauseMs * 2, 2000)) {
      try {
        return await values.load(refs);
      } catch (error) {
        if (about.running.abort) throw error;
        this.#tools.onError(error, about.runId);
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    }
  }

  /** Stops, saying nothing, those whose attempt is not under way any more: a person skipped or restarted the step. */
  stopOthers(state: RunState): void {
    for (const id of this.#running.keys()) if (!state.active.has(id)) this.stop(id, 'handover');
  }

  /** Stops all of them, saying nothing. */
  abandon(): void {
    for (const id of this.#running.keys()) this.stop(id, 'handover');
  }
}

/** Attempts that a former holder ran in its own process ended with it. Pool tasks are watched by their own rows. */
export function lostAttempts({ state, epoch }: HeldRun, kinds: KindRegistry): MachineCommand[] {
  return [...state.active].flatMap((id) => {
    const step = state.steps.get(id)!;
    const where = kinds(state.stepSpecs.get(id)!.kind)?.where;
    if (where === 'pool' || step.epoch === epoch) return [];
    const reason = 'The worker that ran it vanished.';
    return [{ type: 'attemptLost', step: id, attempt: step.attempt, reason } as const];
  });
}
