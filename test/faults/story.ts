import type { ApprovalView } from '#lib/contracts/approval.ts';
import type { RunView } from '#lib/contracts/run.ts';
import type { SeededChance } from './chance.ts';
import type { PersistentCaller } from './persistent-caller.ts';
import type { Receiver } from './receiver.ts';
import type { StartableName } from './workflows.ts';

/** One thing that the product said yes to, and that has to be there for ever after. */
export type Promised = { runId: string; what: 'start' | 'vote' | 'signal' | 'cancel'; gate?: string };
/** A gate as it was first shown. */
export type SeenGate = { id: string; digest: string; dueAt: string | null; expiresAt: string | null };

export type Chronicle = {
  promised: Promised[];
  /** By id; `changed` are those that a later look showed otherwise. */
  gates: Map<string, SeenGate>;
  changedGates: string[];
  /** Runs that were started, and what became of them as the API told. */
  runs: Map<string, { workflow: StartableName; status: string | null }>;
  /** Steps that must not be repeated and were asked about: how the person answered. */
  askedAgain: { runId: string; step: string; action: 'modify' | 'retry' }[];
  refused: string[];
};

export const emptyChronicle = (): Chronicle => ({
  promised: [],
  gates: new Map(),
  changedGates: [],
  runs: new Map(),
  askedAgain: [],
  refused: [],
});

export type StoryTools = {
  caller: PersistentCaller;
  receiver: Receiver;
  chronicle: Chronicle;
  /** True when nothing more is to be waited for: the run is left as it is. */
  isOver: () => boolean;
};

const ended = ['succeeded', 'failed', 'cancelled'];

/** One run with the people around it: started, given what it waits for, watched to its end. */
export async function tell(workflow: StartableName, chance: SeededChance, tools: StoryTools): Promise<void> {
  const { caller, chronicle } = tools;
  // Drawn at once: what chance gives does not depend on how long things take.
  const cancelAfterMs = chance.between(200, 4000);
  const started = await caller.call('POST', `/workflows/${workflow}/runs`, { input: {} });
  if (started?.status !== 201) {
    if (started) chronicle.refused.push(`start ${workflow}: ${started.status} ${JSON.stringify(started.body)}`);
    return;
  }
  const runId = (started.body as { id: string }).id;
  chronicle.promised.push({ runId, what: 'start' });
  chronicle.runs.set(runId, { workflow, status: null });
  const from = performance.now();
  let acted = false;
  while (!tools.isOver()) {
    await new Promise((wake) => setTimeout(wake, 400));
    const seen = await caller.call('GET', `/runs/${runId}`);
    if (seen === null) continue;
    if (seen.status !== 200) {
      chronicle.refused.push(`look ${runId}: ${seen.status}`);
      return;
    }
    const run = seen.body as RunView;
    if (ended.includes(run.status)) {
      chronicle.runs.set(runId, { workflow, status: run.status });
      return;
    }
    if (workflow === 'cancelled' && !acted && performance.now() - from > cancelAfterMs) {
      acted = await done(tools, runId, 'cancel', `/runs/${runId}/cancel`, { reason: 'no longer wanted' });
    }
    if (workflow === 'waits' && !acted && run.awaited.includes('go')) {
      acted = await done(tools, runId, 'signal', `/runs/${runId}/signals`, { name: 'go', data: 1 });
    }
    for (const { gate } of run.steps) if (gate !== null) await decide(tools, run, gate);
  }
}

async function done(
  { caller, chronicle }: StoryTools,
  runId: string,
  what: 'signal' | 'cancel',
  path: string,
  body: object,
): Promise<boolean> {
  const answer = await caller.call('POST', path, body);
  if (answer === null) return false;
  if (answer.status < 300) chronicle.promised.push({ runId, what });
  // It may have ended in between.
  else if (answer.status !== 409)
    chronicle.refused.push(`${what} ${runId}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return true;
}

async function decide({ caller, chronicle, receiver }: StoryTools, run: RunView, gate: string): Promise<void> {
  const shown = await caller.call('GET', `/approvals/${gate}`);
  if (shown?.status !== 200) return;
  const { id, digest, dueAt, expiresAt, status, placement, step } = shown.body as ApprovalView;
  const before = chronicle.gates.get(id);
  if (!before) chronicle.gates.set(id, { id, digest, dueAt, expiresAt });
  else if (before.digest !== digest || before.dueAt !== dueAt || before.expiresAt !== expiresAt)
    chronicle.changedGates.push(`${id}: ${JSON.stringify(before)} became ${digest} ${dueAt} ${expiresAt}`);
  if (status !== 'open') return;
  const decision = placement === 'onFailure' ? answerDidItHappen(run, step, receiver) : { action: 'approve' as const };
  const answer = await caller.call('POST', `/approvals/${id}/decisions`, { ...decision, digest });
  if (answer === null) return;
  if (answer.status === 200) {
    chronicle.promised.push({ runId: run.id, what: 'vote', gate: id });
    if (placement === 'onFailure' && decision.action !== 'approve')
      chronicle.askedAgain.push({ runId: run.id, step, action: decision.action });
  } else if (answer.status !== 409)
    chronicle.refused.push(`decide ${id}: ${answer.status} ${JSON.stringify(answer.body)}`);
}

/** The person looks whether it happened: yes becomes the step's result, no lets it be done again. */
function answerDidItHappen(run: RunView, step: string, receiver: Receiver) {
  const key = run.steps.find(({ id }) => id === step)?.key;
  const effect = key ? receiver.effects().get(key) : undefined;
  return effect ? { action: 'modify' as const, payload: { token: effect.token } } : { action: 'retry' as const };
}
