import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, type ReadStream } from 'node:fs';
import { mkdir, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArtifactStore } from '#lib/engine/ports.ts';

/** Where bytes of this SHA-256 (hex) lie below the data folder. */
const pathOf = (dataDir: string, hash: string) => join(dataDir, 'artifacts', hash.slice(0, 2), hash);

/** Files by content in the data folder: the same bytes lie there once, and what a name means is the artifact's row. */
export function createArtifactStore({ dataDir }: { dataDir: string }): ArtifactStore {
  return {
    open: () => ({
      async put({ name, mediaType, content }) {
        const bytes = typeof content === 'string' ? Buffer.from(content) : content;
        const hash = createHash('sha256').update(bytes).digest('hex');
        await keep(dataDir, hash, bytes);
        return { id: randomUUID(), name, mediaType, bytes: bytes.length, hash };
      },
    }),
  };
}

/** The bytes of an artifact; null when they are not in this data folder. */
export async function readArtifact(dataDir: string, hash: string): Promise<ReadStream | null> {
  const path = pathOf(dataDir, hash);
  return (await exists(path)) ? createReadStream(path) : null;
}

/** Written beside and moved into place, so that a file that is there is whole. */
async function keep(dataDir: string, hash: string, bytes: Uint8Array): Promise<void> {
  const path = pathOf(dataDir, hash);
  if (await exists(path)) return;
  await mkdir(join(path, '..'), { recursive: true });
  const beside = `${path}.${randomUUID()}`;
  await writeFile(beside, bytes, { flush: true });
  await rename(beside, path);
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isFile() ?? false;
}
