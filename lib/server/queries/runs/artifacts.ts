import type { ArtifactView } from '#lib/contracts/run.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { refuse } from '#lib/server/refusal.ts';
import { database } from '#lib/storage/database.ts';
import { findRun } from './find-run.ts';

const columns = 'id, name, media_type AS "mediaType", bytes, hash, step_id AS step, attempt';

/** Every file of a run, in the order they were made. */
export async function listArtifacts(caller: Identity, id: string): Promise<ArtifactView[]> {
  authorize(caller, 'run.read');
  const run = await findRun(caller, id);
  const { rows } = await database().pool.query<ArtifactView>(
    `SELECT ${columns} FROM artifact WHERE run_id = $1 ORDER BY created_at, id`,
    [run.id],
  );
  return rows;
}

/** One file of a run, without its content. Refuses with `not_found`. */
export async function findArtifact(caller: Identity, id: string, artifact: string): Promise<ArtifactView> {
  authorize(caller, 'run.read');
  const run = await findRun(caller, id);
  const { rows } = await database().pool.query<ArtifactView>(
    `SELECT ${columns} FROM artifact WHERE run_id = $1 AND id = $2`,
    [run.id, artifact],
  );
  if (!rows[0]) throw refuse('not_found', 'The run has no such file.');
  return rows[0];
}
