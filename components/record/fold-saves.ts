import type { AuditEntryView } from '#lib/contracts/record.ts';

/** An entry to show, with the older saves of the same draft by the same person that stand right behind it. */
export type ShownEntry = { entry: AuditEntryView; folded: AuditEntryView[] };

/**
 * Drawing saves every few seconds and each save is on the record; in the list a row of them reads as one. Nothing else
 * is folded, and nothing is folded over an entry of somebody else. Newest first, as the record is read.
 */
export function foldSaves(entries: readonly AuditEntryView[]): ShownEntry[] {
  const shown: ShownEntry[] = [];
  for (const entry of entries) {
    const last = shown.at(-1);
    if (last && isSameSave(last.entry, entry)) last.folded.push(entry);
    else shown.push({ entry, folded: [] });
  }
  return shown;
}

function isSameSave(a: AuditEntryView, b: AuditEntryView): boolean {
  return (
    a.action === 'workflow.saved' &&
    b.action === a.action &&
    a.resource.id === b.resource.id &&
    a.actor.id === b.actor.id &&
    a.actor.keyId === b.actor.keyId
  );
}
