import type { Caller } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { change } from '#lib/server/change.ts';
import { recordAudit } from '#lib/server/record-audit.ts';

/** Writes down that the record is taken out, before it is: the file's last entry then tells who took it. */
export async function noteExport(caller: Caller): Promise<void> {
  authorize(caller, 'record.export');
  const { id, name } = caller.workspace;
  await change(caller, (tx) =>
    recordAudit(tx, caller, { action: 'record.exported', resource: { type: 'workspace', id, name } }),
  );
}
