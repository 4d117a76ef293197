import { once } from 'node:events';
import type { Readable } from 'node:stream';
import type { ArtifactView } from '#lib/contracts/artifact.ts';
import { artifactPaths } from '#lib/domain/run/artifact-paths.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { authorize } from '#lib/server/authorize.ts';
import { serverConfig } from '#lib/server/config.ts';
import { refuse } from '#lib/server/refusal.ts';
import { zipLimits, zipOf } from '#lib/server/zip.ts';
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

/**
 * Files of a run below a folder (all without one) as a zip, piece by piece; names as in `artifactPaths`. Refuses with
 * `not_found` where there is none, and with `too_large` what the format cannot hold.
 */
export async function zipArtifacts(
  caller: Identity,
  id: string,
  prefix: string,
): Promise<{ number: number; content: AsyncGenerator<Uint8Array> }> {
  authorize(caller, 'run.read');
  const { number } = await findRun(caller, id);
  const files = await listArtifacts(caller, id);
  const paths = artifactPaths(files);
  const wanted = files.filter((file) => paths.get(file.id)!.startsWith(prefix));
  if (wanted.length === 0) throw refuse('not_found', 'The run has no files there.');
  const bytes = wanted.reduce((sum, file) => sum + file.bytes, 0);
  if (wanted.length > zipLimits.files || bytes > zipLimits.bytes)
    throw refuse('too_large', {
      detail: 'These files are more than a zip can hold (4 GB, 60,000 files).',
      fix: 'Name a folder of them in `prefix`.',
    });
  const store = createArtifactStore({ dataDir: serverConfig().dataDir });
  return {
    number,
    content: zipOf(
      wanted.map(({ id: file, hash, mediaType }) => ({
        path: paths.get(file)!,
        packed: !/^(image|video|audio)\/(?!svg|bmp)|zip|gzip|zstd|x-7z/.test(mediaType),
        open: () => store.read(hash),
      })),
    ),
  };
}
