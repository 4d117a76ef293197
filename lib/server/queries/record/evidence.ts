import type { EvidencePack } from '#lib/contracts/evidence.ts';
import { bodyHash, genesisHash } from '#lib/domain/audit/chain.ts';
import type { RunEvent } from '#lib/domain/run/event.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { database } from '#lib/storage/database.ts';
import { readEvents } from '#lib/storage/engine/read-state.ts';
import { findRun, stateOf } from '../runs/find-run.ts';
import { recordEntries, recordHead } from './record-entries.ts';

/** The evidence pack of a run (see `evidencePack`). */
export async function evidenceOf(caller: Identity, id: string): Promise<EvidencePack> {
  authorize(caller, 'run.read');
  authorize(caller, 'record.read');
  const row = await findRun(caller, id);
  const [state, events] = await Promise.all([
    stateOf(row),
    readEvents(database().pool, { runId: row.id, after: 0, upTo: row.version }),
  ]);
  const { id: workspaceId, name } = caller.workspace;
  return {
    format: 'countersign-evidence/1',
    workspace: { id: workspaceId, name },
    exportedAt: new Date().toISOString(),
    run: {
      id: row.id,
      number: row.number,
      workflowId: state.workflowId,
      workflowName: state.workflowName,
      version: state.version,
      specHash: state.specHash,
      status: state.status,
    },
    events: events.map(({ seq, at, type, data }) => ({ seq, at, type, data })),
    values: await texts(workspaceId, refsIn(events)),
    cases: await texts(workspaceId, digestsIn(events)),
    record: await chainOf(workspaceId, row.id),
  };
}

/** Hashes of the large values that events name, wherever they name them. */
function refsIn(events: readonly RunEvent[]): string[] {
  const found = new Set<string>();
  for (const { data } of events)
    for (const [, ref] of JSON.stringify(data).matchAll(/"ref":"([0-9a-f]{64})"/g)) if (ref) found.add(ref);
  return [...found];
}

function digestsIn(events: readonly RunEvent[]): string[] {
  const found = new Set<string>();
  for (const event of events) {
    if (event.type === 'gate.opened') found.add(event.data.digest);
    if (event.type === 'gate.voted' && event.data.newDigest !== undefined) found.add(event.data.newDigest);
  }
  return [...found];
}

async function texts(workspaceId: string, hashes: string[]): Promise<Record<string, string>> {
  if (hashes.length === 0) return {};
  const { rows } = await database().pool.query<{ hash: string; text: string }>(
    'SELECT hash, text FROM payload WHERE workspace_id = $1 AND hash = ANY($2)',
    [workspaceId, hashes],
  );
  return Object.fromEntries(rows.map((row) => [row.hash, row.text]));
}

/** From the first entry about the run to the head; the texts of other entries are replaced by their hashes. */
async function chainOf(workspaceId: string, runId: string): Promise<EvidencePack['record']> {
  const head = (await recordHead(workspaceId)) ?? { seq: 0, hash: genesisHash };
  const { rows } = await database().pool.query<{ seq: number }>(
    'SELECT seq FROM audit_entry WHERE workspace_id = $1 AND run_id = $2 AND seq <= $3 ORDER BY seq',
    [workspaceId, runId, head.seq],
  );
  const own = new Set(rows.map((row) => row.seq));
  const first = rows[0]?.seq ?? head.seq + 1;
  const links: EvidencePack['record']['links'] = [];
  for await (const batch of recordEntries(workspaceId, { after: first - 1, upTo: head.seq }))
    for (const { seq, body, prevHash, hash } of batch)
      links.push(own.has(seq) ? { seq, prevHash, hash, body } : { seq, prevHash, hash, bodyHash: bodyHash(body) });
  const before = links[0]?.prevHash ?? head.hash;
  return { from: { seq: first - 1, hash: before }, links, head };
}
