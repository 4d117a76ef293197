import { once } from 'node:events';
import type { Readable } from 'node:stream';
import type { ArtifactView } from '#lib/contracts/run.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { serverConfig } from '#lib/server/config.ts';
import { refuse } from '#lib/server/refusal.ts';
import { database } from '#lib/storage/database.ts';
import { createArtifactStore } from '#lib/storage/engine/artifacts.ts';
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

/** One file of a run with its bytes. Refuses with `not_found`, also when its bytes are not in this data folder. */
export async function readArtifact(
  caller: Identity,
  id: string,
  artifact: string,
): Promise<{ file: ArtifactView; content: Readable }> {
  authorize(caller, 'run.read');
  const run = await findRun(caller, id);
  const { rows } = await database().pool.query<ArtifactView>(
    `SELECT ${columns} FROM artifact WHERE run_id = $1 AND id = $2`,
    [run.id, artifact],
  );
  const file = rows[0];
  if (!file) throw refuse('not_found', 'The run has no such file.');
  const stream = createArtifactStore({ dataDir: serverConfig().dataDir }).read(file.hash);
  await once(stream, 'open').catch((error: unknown) => {
    throw refuse('not_found', { detail: 'The bytes of this file are not kept here any more.', cause: error });
  });
  return { file, content: stream };
}
