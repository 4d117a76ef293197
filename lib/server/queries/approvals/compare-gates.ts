import type { BulkPreview, GateGroup } from '#lib/contracts/approval.ts';
import type { Actor } from '#lib/domain/access/actor.ts';
import { isRef, type Value } from '#lib/domain/run/value.ts';
import { canonicalJson } from '#lib/domain/workflow/canonical.ts';
import { diffJson } from '#lib/domain/workflow/diff.ts';
import type { Json } from '#lib/domain/workflow/json.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { database } from '#lib/storage/database.ts';
import { readValues } from '../runs/read-values.ts';
import { approvalSummary, type Judged } from './approval-summary.ts';
import { type GateLineRow, lineColumns, lineOfRow } from './gate-line.ts';
import { voterFacts } from './voter-facts.ts';

type Row = GateLineRow & { digest: string; payload: Value };

/** Fields told of a group, values told of a field, characters told of a value. */
const told = { fields: 50, values: 3, characters: 500 };
/** Large payloads of a group are read and compared up to this many bytes in all; beyond, they are only not the same. */
const mostBytes = 16 * 2 ** 20;

/** What the caller is about to decide at once: gates of one place together, and in what they differ. */
export async function compareGates(caller: Identity & { actor: Actor }, ids: readonly string[]): Promise<BulkPreview> {
  authorize(caller, 'gate.read');
  const judged = { caller, facts: await voterFacts(caller) };
  const { rows } = await database().pool.query<Row>(
    `SELECT ${lineColumns}, g.digest, g.payload_value AS payload FROM gate g
     WHERE g.id = ANY($1) AND g.workspace_id = $2 AND g.status = 'open' ORDER BY g.opened_at DESC, g.id DESC`,
    [ids, caller.workspace.id],
  );
  const places = Map.groupBy(rows, ({ workflowId, step, placement }) => `${workflowId}\n${step}\n${placement}`);
  const groups: GateGroup[] = [];
  for (const place of places.values()) groups.push(await groupOf(place, judged));
  const found = new Set(rows.map(({ id }) => id));
  return { groups, gone: [...new Set(ids)].filter((id) => !found.has(id)) };
}

async function groupOf(rows: Row[], judged: Judged): Promise<GateGroup> {
  const { workflowId, workflowName, step, stepName, placement } = rows[0]!;
  const policies = rows.map(({ policy }) => policy);
  const [first] = policies;
  const differ = differences(await payloadsOf(rows, judged.caller.workspace.id));
  return {
    workflowId,
    workflowName,
    step,
    stepName,
    placement,
    gates: rows.map((row) => {
      const { id, runId, runNumber, mine } = approvalSummary(lineOfRow(row), judged);
      return { id, runId, runNumber, mine, digest: row.digest };
    }),
    actions: first!.actions.filter((action) => policies.every(({ actions }) => actions.includes(action))),
    outcomes: first!.outcomes.filter((outcome) => policies.every(({ outcomes }) => outcomes.includes(outcome))),
    commentRequired: [...new Set(policies.flatMap(({ commentRequired }) => commentRequired))],
    form: policies.some(({ form }) => form !== null),
    stepUp: policies.some(({ stepUp }) => stepUp),
    policiesDiffer: new Set(policies.map((policy) => JSON.stringify(policy))).size > 1,
    differ: differ.slice(0, told.fields),
    more: Math.max(0, differ.length - told.fields),
  };
}

/** Those of a group, equal ones once; of too large ones their hashes stand for them. */
async function payloadsOf(rows: readonly Row[], workspaceId: string): Promise<Json[]> {
  const refs = new Map(rows.flatMap(({ payload }) => (isRef(payload) ? [[payload.ref, payload.bytes]] : [])));
  const bytes = [...refs.values()].reduce((sum, size) => sum + size, 0);
  const read = refs.size > 1 && bytes <= mostBytes;
  const whole = await readValues(workspaceId, read ? rows.map(({ payload }) => payload) : []);
  const distinct = new Map<string, Json>();
  for (const { payload } of rows) {
    const value: Json = isRef(payload) && !read ? { large: payload.ref, bytes: payload.bytes } : whole(payload);
    distinct.set(canonicalJson(value), value);
  }
  return [...distinct.values()];
}

/** Each is held against the first; a field that one of them has otherwise is told with the values that it takes. */
function differences([first, ...others]: Json[]): GateGroup['differ'] {
  const fields = new Map<string, Map<string, unknown>>();
  for (const other of others)
    for (const { path, before, after } of diffJson(first, other)) {
      const values = fields.get(path) ?? new Map([[textOf(before), shortened(before)]]);
      fields.set(path, values.set(textOf(after), shortened(after)));
    }
  return [...fields].map(([path, values]) => ({
    path,
    values: [...values.values()].slice(0, told.values),
    distinct: values.size,
  }));
}

const textOf = (value: Json | undefined) => JSON.stringify(value) ?? '';

/** A field that is not there at all is told as null. */
function shortened(value: Json | undefined): unknown {
  const text = typeof value === 'string' ? value : textOf(value);
  if (text.length <= told.characters) return value ?? null;
  return `${text.slice(0, told.characters).toWellFormed()}…`;
}
