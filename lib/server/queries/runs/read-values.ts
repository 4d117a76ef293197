import { isRef, type Value } from '#lib/domain/run/value.ts';
import type { Json } from '#lib/domain/workflow/json.ts';
import { database } from '#lib/storage/database.ts';
import type { Queryable } from '#lib/storage/engine/queryable.ts';

/** Reads the large ones among these values; the answer gives any of them whole. */
export async function readValues(
  workspaceId: string,
  values: readonly (Value | null)[],
  connection: Queryable = database().pool,
): Promise<(value: Value) => Json> {
  const hashes = [...new Set(values.flatMap((value) => (value !== null && isRef(value) ? [value.ref] : [])))];
  const texts = new Map<string, string>();
  if (hashes.length > 0) {
    const { rows } = await connection.query<{ hash: string; text: string }>(
      'SELECT hash, text FROM payload WHERE workspace_id = $1 AND hash = ANY($2)',
      [workspaceId, hashes],
    );
    for (const { hash, text } of rows) texts.set(hash, text);
  }
  return (value) => {
    if (!isRef(value)) return value.v;
    const text = texts.get(value.ref);
    if (text === undefined) throw new Error(`the large value ${value.ref} is not kept`);
    return JSON.parse(text) as Json;
  };
}
