import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';

/** The format without its 64-bit extension holds no more. */
export const zipLimits = { files: 60_000, bytes: 4_000_000_000 } as const;

/** `path` with slashes. `open` is called when its turn comes: one file is open at a time. */
export type ZipEntry = { path: string; packed: boolean; open: () => Readable };

/**
 * A zip made while it is read, so that memory holds one piece of one file. A file that cannot be read ends it with that
 * error: half an archive must not look whole. `packed`: false for what is compressed already.
 */
export async function* zipOf(entries: readonly ZipEntry[]): AsyncGenerator<Uint8Array> {
  const made: Uint8Array[] = [];
  const failed: Error[] = [];
  const zip = new Zip((error, data) => {
    if (error) failed.push(error);
    else made.push(data);
  });
  function* take() {
    if (failed[0]) throw failed[0];
    yield* made.splice(0);
  }
  for (const { path, packed, open } of entries) {
    const stream = open();
    try {
      await once(stream, 'open');
      const file = packed ? new ZipDeflate(path, { level: 1 }) : new ZipPassThrough(path);
      zip.add(file);
      for await (const piece of stream) {
        file.push(new Uint8Array(piece as Buffer));
        yield* take();
      }
      file.push(new Uint8Array(0), true);
      yield* take();
    } finally {
      stream.destroy();
    }
  }
  zip.end();
  yield* take();
}
