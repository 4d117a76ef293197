import { cleanText } from '#lib/domain/run/clean.ts';
import type { MachineCommand } from '#lib/domain/run/command.ts';
import type { StepError } from '#lib/domain/run/step-error.ts';
import type { Value } from '#lib/domain/run/value.ts';
import type { Json, JsonObject } from '#lib/domain/workflow/json.ts';
import type { Chance } from './clock.ts';
import { noMask } from './mask.ts';
import { maskedArtifacts, maskedLogs, maskedResult } from './masked.ts';
import { createMask } from './masking.ts';
import { openParams } from './sealed-params.ts';
import type { ExecuteContext, ProcessLimits, StepKind, StepResult, Suspend } from './step-kind.ts';
import type { ArtifactStore, Channels, Egress, LogStore, SealedValues } from './step-ports.ts';
import { cleanError, pack } from './values.ts';

/** Why an attempt is aborted. After `handover` nothing is said about it: the run's next holder learns it was lost. */
export type AbortReason = 'timeout' | 'cancelled' | 'handover';

/** A command with the large values it refers to. */
export type Delivery = { command: MachineCommand; payloads: ReadonlyMap<string, string> };

export type AttemptRequest = {
  kind: StepKind;
  params: Json;
  workspaceId: string;
  runId: string;
  stepId: string;
  attempt: number;
  key: string;
  memo: Json | null;
  scope: JsonObject;
  /** The database's clock, Unix ms. */
  now: () => number;
  epoch: number;
  timeoutMs: number;
  workDir: string;
};

export type AttemptTools = {
  logs: LogStore;
  artifacts: ArtifactStore;
  egress: Pick<Egress, 'send'>;
  channels: Channels;
  sealed: SealedValues;
  chance: Chance;
  limits: ProcessLimits;
  /** False when this process stood still for so long that what it holds may be another's by now. */
  isAwake: () => boolean;
};

/** One attempt under way in this process. */
export class Attempt {
  readonly #abort = new AbortController();
  readonly #request: AttemptRequest;
  readonly #tools: AttemptTools;
  /** What came of it; null after a handover. Never rejects. */
  readonly done: Promise<Delivery | null>;

  constructor(request: AttemptRequest, tools: AttemptTools) {
    this.#request = request;
    this.#tools = tools;
    this.done = this.#run();
  }

  abort(reason: AbortReason): void {
    this.#abort.abort(reason);
  }

  async #run(): Promise<Delivery | null> {
    const { kind, params, workspaceId, runId, stepId, attempt, timeoutMs } = this.#request;
    const about = { workspaceId, runId, stepId, attempt };
    const logs = this.#tools.logs.open(about);
    let mask = noMask;
    const context = (): ExecuteContext => ({
      runId,
      stepId,
      attempt,
      idempotencyKey: this.#request.key,
      epoch: this.#request.epoch,
      signal: this.#abort.signal,
      timeoutMs,
      limits: this.#tools.limits,
      logs: maskedLogs(logs, mask),
      artifacts: maskedArtifacts(this.#tools.artifacts.open(about), mask),
      egress: this.#tools.egress,
      channels: this.#tools.channels,
      workspaceId,
      mask,
      memo: this.#request.memo,
      scope: this.#request.scope,
      now: this.#request.now,
      workDir: this.#request.workDir,
    });
    const timer = setTimeout(() => this.abort('timeout'), Math.min(timeoutMs, 2 ** 31 - 1));
    let result: StepResult;
    try {
      if (!('execute' in kind)) throw new Error(`the kind ${kind.kind} does not execute`);
      const opened = await openParams({ kind, params, workspaceId, runId }, this.#tools.sealed);
      if (!this.#tools.isAwake()) this.abort('handover');
      // Stopped before it began: nothing is executed.
      if (this.#abort.signal.aborted) result = { ok: false, error: this.#aborted() };
      else if (opened.ok) {
        mask = createMask(opened.values);
        result = await kind.execute(opened.params, context());
      } else result = opened;
    } catch (error) {
      result = { ok: false, error: { kind: 'error', message: error instanceof Error ? error.message : String(error) } };
    }
    clearTimeout(timer);
    // The attempt's lines are there when its end is. What cannot be stored does not hold the run up.
    await logs.flush().catch(() => {});
    if (this.#abort.signal.aborted) {
      if (this.#abort.signal.reason === 'handover') return null;
      result = { ok: false, error: this.#aborted(), ...('artifacts' in result ? { artifacts: result.artifacts } : {}) };
    }
    return this.#delivery(maskedResult(result, mask));
  }

  #aborted(): StepError {
    if (this.#abort.signal.reason === 'cancelled') return { kind: 'cancelled', message: 'It was stopped.' };
    const seconds = this.#request.timeoutMs / 1000;
    return {
      kind: 'timeout',
      message: `It took longer than its time limit of ${seconds} s and was stopped.`,
      fix: 'Raise `timeout`, or make the step smaller.',
    };
  }

  #delivery(result: StepResult): Delivery {
    const about = { step: this.#request.stepId, attempt: this.#request.attempt };
    if ('suspend' in result) return suspended(about, result, this.#tools.chance);
    const artifacts = result.artifacts && result.artifacts.length > 0 ? { artifacts: result.artifacts } : {};
    const failed = (error: StepError): Delivery => ({
      command: {
        type: 'attemptFailed',
        ...about,
        error: cleanError(error),
        random: this.#tools.chance.number(),
        ...artifacts,
      },
      payloads: new Map(),
    });
    if (!result.ok) return failed(result.error);
    const payloads = new Map<string, string>();
    let output: Value;
    try {
      output = pack(result.output, payloads);
    } catch (error) {
      return failed({ kind: 'output', message: error instanceof Error ? error.message : String(error) });
    }
    const { outcome, warning, notTaken } = result;
    const command: MachineCommand = {
      type: 'attemptSucceeded',
      ...about,
      output,
      ...(outcome === undefined ? {} : { outcome }),
      ...(warning === undefined ? {} : { warning: cleanText(warning) }),
      ...(notTaken === undefined ? {} : { notTaken: cleanText(notTaken) }),
      ...artifacts,
    };
    return { command, payloads };
  }
}

/** What an attempt that waits leaves behind. A memo that cannot be kept fails it. */
export function suspended(
  about: { step: string; attempt: number },
  { suspend }: Suspend,
  chance: Pick<Chance, 'id'>,
): Delivery {
  const payloads = new Map<string, string>();
  const { output, memo, child, ...rest } = suspend;
  const wait = {
    ...rest,
    ...(output === undefined ? {} : { output: pack(output, payloads) }),
    ...(memo === undefined ? {} : { memo: pack(memo, payloads) }),
    ...(child && { child: { ...child, runId: chance.id(), input: pack(child.input, payloads) } }),
  };
  return { command: { type: 'attemptSuspended', ...about, wait }, payloads };
}
