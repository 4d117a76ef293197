import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cleanText } from '#lib/domain/run/clean.ts';
import type { ArtifactStore } from '#lib/engine/step-ports.ts';

const longestName = 255;
/** Bytes that were put this recently may belong to a row that is not written yet. */
const freshMs = 60 * 60 * 1000;

/** Files of runs by content, below `<dataDir>/artifacts`: the same bytes are kept once, whoever made them. */
export function createArtifactStore({ dataDir }: { dataDir: string }): ArtifactStore & {
  /** The bytes with this SHA-256 (hex). The stream fails with ENOENT when there are none. */
  read(hash: string, range?: { start: number; end: number }): ReadStream;
  /** Removes bytes to which no row refers, unless they were put within the last hour. */
  remove(hash: string): Promise<void>;
} {
  const folder = join(dataDir, 'artifacts');
  return {
    open: () => ({
      async put({ name, mediaType, content }) {
        const bytes = typeof content === 'string' ? Buffer.from(content.toWellFormed()) : content;
        const hash = createHash('sha256').update(bytes).digest('hex');
        await keep(pathOf(folder, hash), bytes);
        return {
          id: randomUUID(),
          name: cleanText(name).slice(0, longestName).toWellFormed() || 'file',
          mediaType: cleanText(mediaType).slice(0, longestName).toWellFormed(),
          bytes: bytes.byteLength,
          hash,
        };
      },
    }),
    read: (hash, range) => createReadStream(pathOf(folder, hash), range),
    remove: (hash) => remove(pathOf(folder, hash)),
  };
}

/** `ab/cdef…`: no folder grows to millions of files. Throws on what is no hash, so that no path leaves the folder. */
function pathOf(folder: string, hash: string): string {
  if (!/^[0-9a-f]{64}$/.test(hash)) throw new Error('not the SHA-256 of a file');
  return join(folder, hash.slice(0, 2), hash.slice(2));
}

/** Written beside its place, flushed to disk, then moved there whole: a file under its hash is always complete. */
async function keep(path: string, bytes: Uint8Array): Promise<void> {
  const now = new Date();
  const there = await utimes(path, now, now).then(
    () => true,
    () => false,
  );
  if (there) return;
  await mkdir(dirname(path), { recursive: true });
  const partial = `${path}.${randomUUID()}`;
  try {
    const file = await open(partial, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(partial, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

/** Moved away first: who puts the same bytes from then on writes them anew, and who did just before has left its time. */
async function remove(path: string): Promise<void> {
  const away = `${path}.${randomUUID()}`;
  const isFresh = async (file: string) => Date.now() - (await stat(file)).mtimeMs < freshMs;
  try {
    if (await isFresh(path)) return;
    await rename(path, away);
    if (await isFresh(away)) await rename(away, path);
    else await rm(away);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}

/** A rename is only sure once its folder is on disk. Some systems cannot open folders; there the file's own sync must do. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => null);
  await folder?.sync().catch(() => {});
  await folder?.close();
}
