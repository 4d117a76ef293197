import type { z } from 'zod';
import type { startedRun } from '#lib/contracts/run-start.ts';
import type { StartCommand } from '#lib/domain/run/command.ts';
import { decide } from '#lib/domain/run/decide.ts';
import type { NewRunEvent } from '#lib/domain/run/event.ts';
import type { SealedName } from '#lib/domain/secret/reference.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { keyTaken } from '#lib/server/http/once.ts';
import { recordAudits } from '#lib/server/record-audit.ts';
import { type Refusal, refuse } from '#lib/server/refusal.ts';
import { keepAnswers } from '#lib/storage/record/keep-answers.ts';
import { keepSensitiveValues } from '#lib/storage/sealed-values.ts';
import { createRuns, type LockedRun, nextRunNumbers, type Tx, together } from '#lib/storage/tx.ts';
import { refuseRun } from '../refuse-run.ts';

export type Started = z.infer<typeof startedRun>;

/** A start whose request was checked: what is left needs locks. */
export type StartOrder = {
  caller: Pick<Caller, 'workspace' | 'actor' | 'address' | 'once'>;
  command: Omit<StartCommand, 'number'>;
  /** Large values the input refers to: SHA-256 (hex) of the text → the JSON text. */
  payloads: ReadonlyMap<string, string>;
  /** Its sensitive inputs (`inputs.password`), which the command's input only refers to. */
  sealed: { name: SealedName; sealed: string }[];
  /** It repeats a run. `hashes`: large values that it takes over. */
  rerun?: {
    of: { id: string; number: number };
    from: string[];
    reason: string;
    hashes: string[];
    /** Earlier decisions that may stand in for new ones. */
    signatures: { step: string; run: number; by: string[] }[];
  };
  /** The step that is tried alone. */
  tests?: string;
  /** Characters to be written, about. */
  size: number;
};

export type StartOutcome = { ok: true; answer: Started; run: LockedRun } | { ok: false; refusal: Refusal };

type Numbered = { order: StartOrder; events: readonly NewRunEvent[]; answer: Started };

export const workflowArchived = () =>
  refuse('conflict', { detail: 'The workflow is archived.', fix: 'Take it out first.' });

/**
 * Starts runs of any workflows and workspaces in the given transaction: each with its number, its entry in the record
 * and the answer for its Idempotency-Key, in as many statements as one of them takes. A refused one leaves the others
 * alone (and may leave a gap in the numbers); throws when the batch cannot be stored as it is.
 */
export async function startBatch(tx: Tx, orders: readonly StartOrder[]): Promise<StartOutcome[]> {
  const refused = new Map<StartOrder, Refusal>();
  const runs = new Map<StartOrder, LockedRun>();
  // What waits for no answer goes out together: a batch is long by its turns, which other starts wait out.
  const [open, next] = await together(holdWorkflows(tx, orders, refused), nextRunNumbers(tx, countsOf(orders)));
  const numbered = await withEarlier(tx, withNumbers(open, next.first, refused), refused);
  const going = await withKeys(tx, numbered, refused);
  const made = createRuns(
    tx,
    going.map(({ order: { caller, command, payloads }, events }) => ({
      workspaceId: caller.workspace.id,
      draft: command.version === null,
      events,
      payloads,
    })),
    next.now,
  );
  const [created] = await together(made, keepValues(tx, going), recordStarts(tx, going));
  for (const [index, run] of created.entries()) runs.set(going[index]!.order, run);
  const answers = new Map(going.map(({ order, answer }) => [order, answer]));
  return orders.map((order) => {
    const [refusal, answer, run] = [refused.get(order), answers.get(order), runs.get(order)];
    if (refusal) return { ok: false, refusal };
    if (!answer || !run) throw new Error('a start has neither a run nor a refusal');
    return { ok: true, answer, run };
  });
}

/** Held as they are: none can be deleted or archived between this check and the commit, and other starts go on. */
async function holdWorkflows(
  tx: Tx,
  orders: readonly StartOrder[],
  refused: Map<StartOrder, Refusal>,
): Promise<StartOrder[]> {
  const { rows } = await tx.query<{ id: string; archived: boolean }>({
    name: 'hold_workflows',
    text: `select id, archived_at is not null as archived from workflow
      where id = any($1::text[]) and deleted_at is null order by id for share`,
    values: [[...new Set(orders.map(({ command }) => command.workflowId))]],
  });
  const archived = new Map(rows.map((row) => [row.id, row.archived]));
  return orders.filter((order) => {
    const state = archived.get(order.command.workflowId);
    if (state === undefined) refused.set(order, refuse('not_found', 'There is no such workflow.'));
    else if (state) refused.set(order, workflowArchived());
    return state === false;
  });
}

function countsOf(orders: readonly StartOrder[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { command } of orders) counts.set(command.workflowId, (counts.get(command.workflowId) ?? 0) + 1);
  return counts;
}

function withNumbers(
  orders: readonly StartOrder[],
  next: Map<string, number>,
  refused: Map<StartOrder, Refusal>,
): Numbered[] {
  return orders.flatMap((order): Numbered[] => {
    const number = next.get(order.command.workflowId)!;
    next.set(order.command.workflowId, number + 1);
    const decision = decide(null, { ...order.command, number }, 0);
    if (decision.ok)
      return [{ order, events: decision.events, answer: { id: order.command.runId, number, status: 'queued' } }];
    refused.set(order, refuseRun(decision.refusal));
    return [];
  });
}

/** Held until the commit, so that what a rerun takes over is not forgotten under way; afterwards it has its own hold on it. */
async function withEarlier(
  tx: Tx,
  numbered: readonly Numbered[],
  refused: Map<StartOrder, Refusal>,
): Promise<readonly Numbered[]> {
  const ids = numbered.flatMap(({ order }) => order.rerun?.of.id ?? []);
  if (ids.length === 0) return numbered;
  const { rows } = await tx.query<{ id: string }>({
    name: 'hold_earlier_runs',
    text: 'select id from run where id = any($1::text[]) order by id for key share',
    values: [[...new Set(ids)]],
  });
  const there = new Set(rows.map(({ id }) => id));
  for (const { order } of numbered)
    if (order.rerun && !there.has(order.rerun.of.id)) refused.set(order, refuse('not_found', 'There is no such run.'));
  return numbered.filter(({ order }) => !refused.has(order));
}

/** The values that a rerun takes over and the sensitive ones, beside the runs that refer to them. */
async function keepValues(tx: Tx, going: readonly Numbered[]): Promise<void> {
  for (const { order } of going) await shareValues(tx, order);
  await keepSensitiveValues(
    tx,
    going.flatMap(({ order: { caller, command, sealed } }) =>
      sealed.map((value) => ({ ...value, runId: command.runId, workspaceId: caller.workspace.id })),
    ),
  );
}

const recordStarts = (tx: Tx, going: readonly Numbered[]): Promise<void> =>
  recordAudits(
    tx,
    going.map(({ order, answer }) => ({ author: order.caller, input: entryOf(order, answer.number) })),
  );

async function shareValues(tx: Tx, { rerun, command }: StartOrder): Promise<void> {
  if (!rerun || rerun.hashes.length === 0) return;
  await tx.query({
    name: 'share_values',
    text: `insert into payload_use (run_id, hash, workspace_id)
      select $1, hash, workspace_id from payload_use where run_id = $2 and hash = any($3::text[]) on conflict do nothing`,
    values: [command.runId, rerun.of.id, rerun.hashes],
  });
}

/** Those whose Idempotency-Key was free, and those without one. Before the runs are made, so that a twin makes none. */
async function withKeys(
  tx: Tx,
  numbered: readonly Numbered[],
  refused: Map<StartOrder, Refusal>,
): Promise<readonly Numbered[]> {
  const keyed = numbered.flatMap(({ order, answer }) => {
    const answerToKeep = order.caller.once?.toKeep(answer);
    return answerToKeep ? [{ order, answerToKeep }] : [];
  });
  const kept = await keepAnswers(
    tx,
    keyed.map(({ answerToKeep }) => answerToKeep),
  );
  for (const [index, { order }] of keyed.entries()) if (!kept[index]) refused.set(order, keyTaken());
  return numbered.filter(({ order }) => !refused.has(order));
}

function entryOf({ command, rerun, tests }: StartOrder, number: number) {
  const { runId, workflowId, workflowName, version, specHash, input, labels } = command;
  // Large inputs stand in the record by their hash; the run keeps them whole.
  const told = 'ref' in input ? { sha256: input.ref, bytes: input.bytes } : input.v;
  return {
    action: rerun ? ('run.rerun' as const) : ('run.started' as const),
    resource: { type: 'run', id: runId, name: `${workflowName} #${number}` },
    runId,
    details: {
      workflowId,
      version,
      draft: version === null,
      specHash,
      input: told,
      ...(labels && { labels }),
      ...(rerun && rerunDetails(rerun)),
      ...(tests !== undefined && { tests }),
    },
  };
}

const rerunDetails = ({ of, from, reason, signatures }: NonNullable<StartOrder['rerun']>) => ({
  rerunOf: of.id,
  rerunOfNumber: of.number,
  ...(from.length > 0 && { from }),
  ...(reason && { reason }),
  ...(signatures.length > 0 && { mayCountAgain: signatures }),
});
