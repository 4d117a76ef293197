import type { AuditEntryView } from '#lib/contracts/record.ts';
import { readAuditBody } from '#lib/domain/audit/entry.ts';
import { auditSentence } from '#lib/domain/audit/sentence.ts';

/** An entry as it is stored. */
export type EntryRow = { seq: number; body: string; prevHash: string; hash: string };

export const entryColumns = 'seq, body, prev_hash AS "prevHash", hash';

/** An entry as it is shown, out of the very text that was hashed. */
export function entryView({ seq, body, prevHash, hash }: EntryRow): AuditEntryView {
  const read = readAuditBody(body);
  const { at, action, actor, address, resource, runId, changes, details } = read;
  return {
    seq,
    at,
    action,
    actor,
    address,
    resource,
    runId,
    sentence: auditSentence(read),
    changes,
    details,
    prevHash,
    hash,
  };
}
