import { recordLine, recordOpening } from '#lib/contracts/evidence.ts';
import { genesisHash, linkFault } from '#lib/domain/audit/chain.ts';
import { readAuditBody } from '#lib/domain/audit/entry.ts';
import type { Verdict } from './verify-evidence.ts';

/** Checks an exported record line by line, so that its size does not matter: every entry, in order, up to the head. */
export async function verifyRecord(lines: AsyncIterable<string> | Iterable<string>): Promise<Verdict> {
  let opening: ReturnType<typeof recordOpening.parse> | null = null;
  let last = { seq: 0, hash: genesisHash };
  for await (const line of lines) {
    if (line.trim() === '') continue;
    if (!opening) {
      const read = recordOpening.safeParse(json(line));
      if (!read.success) return failed('the file does not begin like an exported record', []);
      opening = read.data;
      continue;
    }
    const entry = recordLine.safeParse(json(line));
    if (!entry.success) return failed(`entry ${last.seq + 1} cannot be read`, []);
    const fault = linkFault(entry.data, last) ?? placeFault(entry.data, opening.workspace.id);
    if (fault) return failed(`entry ${entry.data.seq}: ${fault}`, [`${last.seq} entries before it hold`]);
    last = entry.data;
  }
  if (!opening) return failed('the file is empty', []);
  if (last.seq !== opening.head.seq || last.hash !== opening.head.hash)
    return failed(`the record ends at entry ${last.seq}, but its head is entry ${opening.head.seq}`, []);
  return {
    ok: true,
    faults: [],
    facts: [`record of ${opening.workspace.name}: ${last.seq} entries`, `head ${last.hash}`],
  };
}

function placeFault({ seq, body }: { seq: number; body: string }, workspaceId: string): string | null {
  try {
    const read = readAuditBody(body);
    return read.seq === seq && read.workspaceId === workspaceId ? null : 'its text belongs to another place';
  } catch {
    return 'its text cannot be read';
  }
}

const failed = (fault: string, facts: string[]): Verdict => ({ ok: false, faults: [fault], facts });

function json(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
