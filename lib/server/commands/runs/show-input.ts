import type { z } from 'zod';
import type { shownInput } from '#lib/contracts/secret.ts';
import type { Caller } from '#lib/server/auth/caller.ts';
import { sealFor } from '#lib/server/auth/seal.ts';
import { authorize } from '#lib/server/authorize.ts';
import { change } from '#lib/server/change.ts';
import { recordAudit } from '#lib/server/record-audit.ts';
import { refuse } from '#lib/server/refusal.ts';
import { sensitivePlace } from '#lib/storage/sealed-values.ts';

type Row = { sealed: string; workflow_name: string; number: number };

/** One sensitive input of a run in plain. That somebody looked stands in the record before they see it. */
export async function showInput(caller: Caller, runId: string, input: string): Promise<z.infer<typeof shownInput>> {
  authorize(caller, 'sensitive.read');
  return change(caller, async (tx) => {
    const { rows } = await tx.query<Row>(
      `SELECT v.sealed, r.workflow_name, r.number FROM run r JOIN sensitive_value v ON v.run_id = r.id AND v.name = $3
        WHERE r.id = $1 AND r.workspace_id = $2`,
      [runId, caller.workspace.id, `inputs.${input}`],
    );
    if (!rows[0]) throw refuse('not_found', 'This run has no such sensitive input.');
    const { sealed, workflow_name: workflow, number } = rows[0];
    const value = opened(sealed, sensitivePlace(runId, `inputs.${input}`));
    await recordAudit(tx, caller, {
      action: 'sensitive.shown',
      resource: { type: 'input', id: `${runId} ${input}`, name: `${input} of ${workflow} #${number}` },
      runId,
      details: { input, workflow, run: number },
    });
    return { name: input, value };
  });
}

function opened(sealed: string, place: string): string {
  try {
    return sealFor('secrets').open(sealed, place);
  } catch (cause) {
    throw refuse('unavailable', {
      detail: 'It was sealed under another key than the one this server has.',
      fix: 'Start the server with the COUNTERSIGN_SECRET_KEY (or the secret-key file) of that time.',
      cause,
    });
  }
}
