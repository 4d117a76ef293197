import type { z } from 'zod';
import type { ListOf, listQuery } from '#lib/contracts/list.ts';
import type { CacheEntryView } from '#lib/contracts/step-cache.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { database } from '#lib/storage/database.ts';
import { cursorParts, pageOf, timeOf } from '../page.ts';
import { findWorkflow } from './workflow-row.ts';

type Row = {
  step: string;
  hash: string;
  key: string;
  runId: string;
  number: number;
  createdAt: Date;
  expiresAt: Date;
};

/** Results of the workflow's steps that are kept and good still, newest first. */
export async function listCache(
  caller: Identity,
  idOrSlug: string,
  { limit, cursor }: z.output<typeof listQuery>,
): Promise<ListOf<CacheEntryView>> {
  authorize(caller, 'workflow.read');
  const { id } = await findWorkflow(caller, idOrSlug);
  const after = cursorParts(cursor, 3);
  const { rows } = await database().pool.query<Row>(
    `SELECT step_id AS step, key_hash AS hash, key_text AS key, run_id AS "runId", (result->>'number')::int4 AS number,
       created_at AS "createdAt", expires_at AS "expiresAt"
     FROM step_cache WHERE workspace_id = $1 AND workflow_id = $2 AND expires_at > clock_timestamp()
       AND ($4::timestamptz IS NULL OR (created_at, step_id, key_hash) < ($4, $5, $6))
     ORDER BY created_at DESC, step_id DESC, key_hash DESC LIMIT $3`,
    [
      caller.workspace.id,
      id,
      limit + 1,
      after && timeOf(after[0]),
      after && String(after[1]),
      after && String(after[2]),
    ],
  );
  return pageOf(rows, limit, (row) => [row.createdAt.toISOString(), row.step, row.hash], entry);
}

const entry = ({ step, key, runId, number, createdAt, expiresAt }: Row): CacheEntryView => ({
  step,
  key,
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
  run: { id: runId, number },
});
