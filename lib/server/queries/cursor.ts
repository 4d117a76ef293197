import { z } from 'zod';

const part = z.union([z.string().max(200), z.number(), z.null()]);

/** Where a list goes on: the sort key of the last row that was shown, opaque to the caller. */
export function encodeCursor(parts: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** The parts of a cursor, or null for one that this server did not make (the caller answers `invalid_request`). */
export function decodeCursor(cursor: string, length: number): (string | number | null)[] | null {
  try {
    const parsed = z
      .array(part)
      .length(length)
      .safeParse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
