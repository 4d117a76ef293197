import type { ChannelView } from '#lib/contracts/channel.ts';
import type { ListOf } from '#lib/contracts/list.ts';
import { channelsUsedIn } from '#lib/domain/channel/uses.ts';
import type { JsonObject } from '#lib/domain/workflow/json.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { authorize, may } from '#lib/server/authorize.ts';
import type { Tx } from '#lib/server/change.ts';
import { refuse } from '#lib/server/refusal.ts';
import { database } from '#lib/storage/database.ts';

type Row = Pick<ChannelView, 'id' | 'name' | 'kind' | 'about' | 'enabled'> & {
  config: { to?: string[]; host?: string };
  createdAt: Date;
  updatedAt: Date;
};

// The sealed address is no column of it: what is not read cannot be given away.
const select = `SELECT id, name, kind, config, about, enabled, created_at AS "createdAt", updated_at AS "updatedAt"
  FROM channel WHERE workspace_id = $1`;

/** The workspace's channels by name, with the workflows that use them. */
export async function listChannels(caller: Identity): Promise<ListOf<ChannelView>> {
  authorize(caller, 'channel.read');
  const [{ rows }, uses] = await Promise.all([
    database().pool.query<Row>(`${select} ORDER BY name LIMIT 1000`, [caller.workspace.id]),
    usesOf(caller.workspace.id),
  ]);
  return { items: rows.map((row) => viewOf(row, uses)), nextCursor: null };
}

/** One channel; 404 for one of another workspace. */
export async function readChannel(caller: Identity, id: string, tx: Tx = database().pool): Promise<ChannelView> {
  authorize(caller, 'channel.read');
  const { rows } = await tx.query<Row>(`${select} AND id = $2`, [caller.workspace.id, id]);
  if (!rows[0]) throw refuse('not_found', 'There is no such channel.');
  return viewOf(rows[0], await usesOf(caller.workspace.id, tx));
}

/** Names of the workspace's channels, which findings compare with; null for whoever may not see which there are. */
export async function channelNames(caller: Identity, tx: Tx = database().pool): Promise<ReadonlySet<string> | null> {
  if (!may(caller, 'channel.read')) return null;
  const { rows } = await tx.query<{ name: string }>({
    name: 'channel_names',
    text: 'SELECT name FROM channel WHERE workspace_id = $1',
    values: [caller.workspace.id],
  });
  return new Set(rows.map(({ name }) => name));
}

type Uses = ReadonlyMap<string, ChannelView['usedBy']>;

/** Names of channels → workflows whose latest version writes them out. Only versions that hold the word are read. */
async function usesOf(workspaceId: string, tx: Tx = database().pool): Promise<Uses> {
  const { rows } = await tx.query<ChannelView['usedBy'][number] & { spec: JsonObject }>(
    `SELECT w.id, w.slug, w.name, v.spec FROM workflow w
       JOIN workflow_version v ON v.workflow_id = w.id AND v.number = w.latest
      WHERE w.workspace_id = $1 AND w.deleted_at IS NULL AND w.archived_at IS NULL AND strpos(v.spec::text, 'notify') > 0
      ORDER BY w.name, w.id`,
    [workspaceId],
  );
  const uses = new Map<string, ChannelView['usedBy']>();
  for (const { spec, ...workflow } of rows)
    for (const name of channelsUsedIn(spec)) uses.set(name, [...(uses.get(name) ?? []), workflow]);
  return uses;
}

const viewOf = ({ config, ...row }: Row, uses: Uses): ChannelView => ({
  ...row,
  to: config.to ?? [],
  host: config.host ?? null,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
  usedBy: uses.get(row.name) ?? [],
});
