import type { Queryable } from './queryable.ts';

/** Characters of payload text a process keeps at hand; a value never changes, so it never goes stale. */
const cacheSize = 64 * 1024 * 1024;

/** Reads and keeps large values of workspaces by the SHA-256 of their JSON text. The least recently used leave first. */
export class PayloadStore {
  #connection: Queryable;
  #texts = new Map<string, string>();
  #size = 0;

  constructor(connection: Queryable) {
    this.#connection = connection;
  }

  /** Texts by hash; a hash that this workspace does not have is missing in the answer. */
  async read({ workspaceId, hashes }: { workspaceId: string; hashes: string[] }): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    const missing: string[] = [];
    for (const hash of new Set(hashes)) {
      const text = this.#recall(`${workspaceId} ${hash}`);
      if (text === undefined) missing.push(hash);
      else found.set(hash, text);
    }
    if (missing.length === 0) return found;
    const { rows } = await this.#connection.query<{ hash: string; text: string }>({
      name: 'read_payloads',
      text: 'select hash, text from payload where workspace_id = $1 and hash = any($2)',
      values: [workspaceId, missing],
    });
    for (const { hash, text } of rows) {
      found.set(hash, text);
      this.#remember(`${workspaceId} ${hash}`, text);
    }
    return found;
  }

  /** Keeps values of a run before an event names them. */
  async keep(request: KeepRequest): Promise<void> {
    await keepPayloads(this.#connection, request);
  }

  #recall(key: string): string | undefined {
    const text = this.#texts.get(key);
    if (text === undefined) return undefined;
    this.#texts.delete(key);
    this.#texts.set(key, text);
    return text;
  }

  #remember(key: string, text: string): void {
    if (text.length > cacheSize / 4 || this.#texts.has(key)) return;
    this.#texts.set(key, text);
    this.#size += text.length;
    for (const [oldest, value] of this.#texts) {
      if (this.#size <= cacheSize) break;
      this.#texts.delete(oldest);
      this.#size -= value.length;
    }
  }
}

type KeepRequest = { runId: string; workspaceId: string; payloads: ReadonlyMap<string, string> };

/** In the manner of a flush (see sections.ts): sorted by hash, those that are there locked and not written. */
export async function keepPayloads(
  connection: Queryable,
  { runId, workspaceId, payloads }: KeepRequest,
): Promise<void> {
  if (payloads.size === 0) return;
  const sorted = [...payloads].sort(([a], [b]) => (a < b ? -1 : 1));
  await connection.query({
    name: 'keep_payloads',
    text: `with used as (
        insert into payload_use (run_id, hash, workspace_id) select $1, t.hash, $2 from unnest($3::text[]) as t(hash)
        on conflict do nothing
      )
      insert into payload (workspace_id, hash, bytes, text)
      select $2, t.hash, octet_length(t.body), t.body from unnest($3::text[], $4::text[]) as t(hash, body) order by t.hash
      on conflict (workspace_id, hash) do update set bytes = excluded.bytes where false`,
    values: [runId, workspaceId, sorted.map(([hash]) => hash), sorted.map(([, text]) => text)],
  });
}
