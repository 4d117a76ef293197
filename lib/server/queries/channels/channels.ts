import type { ChannelView } from '#lib/contracts/channel.ts';
import type { ListOf } from '#lib/contracts/list.ts';
import { channelsUsedIn } from '#lib/domain/channel/uses.ts';
import type { Identity } from '#lib/server/auth/caller.ts';
import { authorize, may } from '#lib/server/authorize.ts';
import type { Tx } from '#lib/server/change.ts';
import { workflowsNaming } from '#lib/server/queries/workflows/named-in.ts';
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

const usesOf = (workspaceId: string, tx: Tx = database().pool): Promise<Uses> =>
  workflowsNaming(tx, { workspaceId, word: 'notify', namesIn: channelsUsedIn });

const viewOf = ({ config, ...row }: Row, uses: Uses): ChannelView => ({
  ...row,
  to: config.to ?? [],
  host: config.host ?? null,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
  usedBy: uses.get(row.name) ?? [],
});
