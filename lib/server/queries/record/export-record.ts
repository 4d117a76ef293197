import type { Identity } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { refuse } from '#lib/server/refusal.ts';
import { recordEntries, recordHead } from './record-entries.ts';

/**
 * The whole record as JSON lines: a line about the file, one an entry (`seq, prevHash, hash` and the exact `body` text
 * that was hashed), oldest first. `countersign verify FILE` checks it anywhere.
 */
export async function* exportRecord(caller: Identity): AsyncGenerator<string> {
  authorize(caller, 'record.export');
  const { workspace } = caller;
  const head = await recordHead(workspace.id);
  if (!head) throw refuse('not_found', 'The record has no entries yet.');
  const opening = {
    format: 'countersign-record/1',
    workspace: { id: workspace.id, name: workspace.name },
    exportedAt: new Date().toISOString(),
    head,
  };
  yield `${JSON.stringify(opening)}\n`;
  for await (const rows of recordEntries(workspace.id, { upTo: head.seq }))
    yield `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`;
}
