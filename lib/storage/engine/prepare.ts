import { cleanJsonText, cleanText } from '#lib/domain/run/clean.ts';
import type { RunEvent } from '#lib/domain/run/event.ts';
import { progressOf } from '#lib/domain/run/progress.ts';
import type { RunState } from '#lib/domain/run/state.ts';
import { isEnded } from '#lib/domain/run/status.ts';
import { waitingFor } from '#lib/domain/run/waiting.ts';
import { maxDepth } from '#lib/domain/workflow/json.ts';
import type { RunEffects } from '#lib/engine/ports.ts';
import { gateColumns, touchedGates } from './gate-row.ts';
import { commandText } from './post.ts';
import type { Cell, Row } from './section.ts';
import type { SectionName } from './sections.ts';
import { stepRows } from './step-row.ts';

/** What changes in one run and in all rows that follow from it, in one commit. */
export type RunChange = {
  runId: string;
  workspaceId: string;
  /** Seq of the run before these events. */
  version: number;
  /** Holder's epoch; null for an audited command, which has locked the run's row itself. */
  epoch: number | null;
  sessionId: string | null;
  commitId: string;
  events: readonly RunEvent[];
  state: RunState;
  touched: Iterable<string>;
  payloads: ReadonlyMap<string, string>;
  effects: RunEffects;
  consumed: readonly string[];
  release: boolean;
};

/** A change as text and numbers, apart from the state it was made from. `rows` lack the append's place in the flush. */
export type PreparedChange = {
  runId: string;
  workspaceId: string;
  seq: number;
  commitId: string;
  run: Row;
  rows: ReadonlyMap<SectionName, readonly Row[]>;
  /** Characters of all cells, to bound a flush. */
  size: number;
};

/** One change above this never goes through: the server refuses values long before. */
const largestChange = 64 * 1024 * 1024;
/** Events wrap values, and a workflow its parameters, in some levels of their own. */
const storedDepth = maxDepth + 20;
const json = (value: unknown): string => cleanJsonText(value, storedDepth);
const jsonOrNull = (value: unknown): string | null => (value === null || value === undefined ? null : json(value));

/** Serialises and cleans a change at once. Throws RangeError on values that are too deep or too large. */
export function prepareChange(change: RunChange): PreparedChange {
  const { state, effects, workspaceId } = change;
  const ended = isEnded(state.status);
  const rows = new Map<SectionName, Row[]>();
  let size = 0;
  const add = (name: SectionName, ...cells: Cell[]) => {
    const row = cells.map((cell) => (typeof cell === 'string' ? cleanText(cell) : cell));
    for (const cell of row) size += typeof cell === 'string' ? cell.length : 8;
    const list = rows.get(name);
    if (list) list.push(row);
    else rows.set(name, [row]);
  };

  for (const event of change.events) add('events', event.seq, event.at, event.type, json(event.data));
  for (const step of stepRows(state, change.touched)) {
    const { stepId, status, phase, attempt, reason, output, error, startedAt, finishedAt } = step;
    add('steps', stepId, status, phase, attempt, reason, jsonOrNull(output), jsonOrNull(error), startedAt, finishedAt);
  }
  for (const [hash, text] of change.payloads) {
    add('payloads', workspaceId, hash, Buffer.byteLength(text), text);
    add('payloadUses', workspaceId, hash);
  }
  addGates(add, change);
  for (const { gate, about, nth } of effects.notices) add('notices', workspaceId, gate, about, nth);
  for (const file of lastOfEach(effects.artifacts, (file) => `${file.stepId} ${file.attempt} ${file.name}`))
    add('artifacts', file.id, workspaceId, file.stepId, file.attempt, file.name, file.mediaType, file.bytes, file.hash);
  for (const { stepId, key, ttlMs, result } of effects.kept)
    add('kept', workspaceId, state.workflowId, stepId, key.hash, key.text, json(result), ttlMs);
  for (const { id, stepId, attempt, request } of effects.children)
    add('children', id, workspaceId, stepId, attempt, json(request));
  for (const id of effects.droppedChildren) add('childrenDropped', id);
  for (const { runId, originId, command } of effects.posts) add('posts', runId, originId, commandText(command));
  if (ended) for (const name of ['endedTimers', 'endedTasks', 'endedInbox'] as const) add(name);
  else addFollowing(add, change);

  if (size > largestChange) throw new RangeError(`the change of ${size} characters is larger than ${largestChange}`);
  return {
    runId: change.runId,
    workspaceId,
    seq: state.seq,
    commitId: change.commitId,
    run: runCells(change, ended),
    rows,
    size,
  };
}

type Add = (name: SectionName, ...cells: Cell[]) => void;

/** Inbox rows, timers and pool tasks of a run that goes on. One statement must not touch a row twice. */
function addFollowing(add: Add, { runId, effects, consumed, workspaceId }: RunChange): void {
  for (const item of new Set(consumed)) add('consumed', item);
  const set = new Map(effects.timers.set.map((timer) => [timer.key, timer]));
  const cleared = new Set(effects.timers.clear);
  for (const key of cleared) if (!set.has(key)) add('timersCleared', runId, key);
  for (const { key, dueAt, command } of set.values()) add('timersSet', key, dueAt, json(command));
  const over = new Set<string>();
  for (const { stepId, attempt } of effects.endedTasks) {
    if (over.has(`${stepId} ${attempt}`)) continue;
    over.add(`${stepId} ${attempt}`);
    add('tasksEnded', runId, stepId, attempt);
  }
  for (const task of effects.poolTasks) {
    const { stepId, attempt, pool, kind, key, epoch, timeoutMs, priority, sessionId } = task;
    if (!over.has(`${stepId} ${attempt}`))
      add(
        'tasks',
        workspaceId,
        stepId,
        attempt,
        pool,
        kind,
        key,
        epoch,
        json(task.params),
        timeoutMs,
        priority,
        sessionId,
      );
  }
}

function addGates(add: Add, { state, events, workspaceId }: RunChange): void {
  for (const gate of touchedGates(state, events)) {
    const row = gateColumns(state, gate);
    add('gates', workspaceId, state.workflowId, row.id, row.stepId, row.placement, row.attempt, row.title, row.status,
      row.digest, json(row.payload), json(row.policy), row.openedAt, row.dueAt, row.expiresAt, row.closedAt,
      jsonOrNull(row.closedBy), row.action, row.outcome, row.expired, json(row.book), jsonOrNull(row.asks),
      json(row.excluded), json(row.signed), row.runNumber, row.workflowName, row.stepName, json(row.startedBy)); // biome-ignore format: one row
    for (const [seq, vote] of gate.votes.entries())
      add('votes', gate.id, seq + 1, vote.actor.id ?? 'system', vote.action, vote.outcome, vote.comment, vote.digest,
        vote.selfSigned, vote.void, vote.at, vote.onBehalfOf?.id ?? null); // biome-ignore format: one row
  }
}

/** In the order of the flush's run columns. */
function runCells(change: RunChange, ended: boolean): Row {
  const { state } = change;
  const reason = state.reason ?? state.cancel?.reason ?? null;
  const progress = progressOf(state);
  return [
    change.runId,
    change.version,
    state.seq,
    change.epoch,
    change.sessionId,
    change.commitId,
    state.status,
    progress.total,
    progress.done,
    ended ? '[]' : json(waitingFor(state)),
    jsonOrNull(state.error),
    reason === null ? null : cleanText(reason),
    state.admittedAt,
    state.finishedAt,
    change.release,
    ended,
  ];
}

function lastOfEach<T>(items: readonly T[], key: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [key(item), item])).values()];
}
