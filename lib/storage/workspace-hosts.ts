import type { Pool } from 'pg';

/** A change of the list counts after at most this, in ms. */
const freshMs = 2000;

/** Reads a workspace's list of what its steps may reach, at most once in two seconds. */
export function workspaceHosts(
  pool: Pick<Pool, 'query'>,
  now: () => number = () => performance.now(),
): (workspaceId: string) => Promise<readonly string[]> {
  const known = new Map<string, { at: number; hosts: Promise<readonly string[]> }>();
  return (workspaceId) => {
    const at = now();
    for (const [id, entry] of known) if (at - entry.at >= freshMs) known.delete(id);
    const kept = known.get(workspaceId);
    if (kept) return kept.hosts;
    const hosts = pool
      .query<{ hosts: string[] }>('select allowed_hosts as hosts from workspace where id = $1', [workspaceId])
      .then(({ rows }) => rows[0]?.hosts ?? []);
    known.set(workspaceId, { at, hosts });
    // A failed reading is not kept: the next request asks again.
    hosts.catch(() => known.delete(workspaceId));
    return hosts;
  };
}
